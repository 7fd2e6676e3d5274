/** The files that go with the next text, each with how far it has got, and what to do about it. */

import type { Upload } from '@touchline/shared/client/uploads.ts';
import { FILE_MAX_BYTES, FILE_TYPES, FILES_PER_MESSAGE } from '@touchline/shared/wire.ts';
import type { Translate } from '@touchline/shared/words.ts';
import { Component } from 'preact';
import { Drawing } from './drawing.tsx';
import { Picture } from './files-drawn.tsx';
import { sizeOf } from './files-size.ts';
import type { PartProps } from './part-props.ts';

export { default as css } from './styles/files.css?inline';

export class Chips extends Component<PartProps> {
  /** Ends that were said aloud; progress is not. */
  told = new Map<string, string>();
  words = '';
  toldOf = '';

  render({ session, t }: PartProps) {
    const { client } = session;
    const chosen = client.player.sender?.enclosing?.chosen;
    const list = chosen?.list() ?? [];
    for (const upload of list) this.tell(upload, t);
    // Sent, or taken out: what was said of it is over.
    if (!list.some(({ id }) => id === this.toldOf)) this.words = '';
    const isOff = client.player.line.status !== 'ready';
    return [
      list.length > 0 && (
        <ul class="chips" data-part="chips" aria-label={t('files.chosen')}>
          {list.map((upload) => {
            const { id, name, state, part, tries, bytes } = upload;
            const isResting = state === 'waiting' && (tries > 0 || isOff);
            const problem = problemOf(upload, t);
            return (
              <li key={id} data-part="chip" data-state={state}>
                <Picture of={upload} />
                <div>
                  <bdi>{name}</bdi>
                  <p class={problem ? 'over' : ''}>{problem ?? (isResting ? t('files.waiting') : sizeOf(bytes, t))}</p>
                  {(state === 'waiting' || state === 'asked' || state === 'sending') && (
                    <progress aria-label={name} max={1} value={part} />
                  )}
                </div>
                {isResting && (
                  <button type="button" onClick={chosen?.ready}>
                    {t('message.retry')}
                  </button>
                )}
                <button
                  class="icon"
                  type="button"
                  data-part="chip-remove"
                  aria-label={t('files.remove', { name })}
                  onClick={() => {
                    chosen?.remove(id);
                    session.focus();
                  }}
                >
                  <Drawing path="m7 7 10 10M17 7 7 17" />
                </button>
              </li>
            );
          })}
        </ul>
      ),
      chosen?.isOver && (
        <p class="limit over" role="status">
          {t('files.tooMany', { max: FILES_PER_MESSAGE })}
        </p>
      ),
      <p class="sr" role="status" data-part="chips-said">
        {this.words}
      </p>,
    ];
  }

  tell(upload: Upload, t: Translate) {
    const { id, name, state } = upload;
    if (this.told.get(id) === state) return;
    this.told.set(id, state);
    const problem = problemOf(upload, t);
    if (!problem && state !== 'stored') return;
    this.words = problem ? `${name}: ${problem}` : t('files.ready', { name });
    this.toldOf = id;
  }
}

/** While files are held over the panel. */
export function Drop({ t }: PartProps) {
  return (
    <p class="drop" data-part="drop">
      {t('files.drop')}
    </p>
  );
}

/** Why it will not go, in words. */
export function problemOf(
  { state, error }: { state: string; error?: string | undefined },
  t: Translate,
): string | undefined {
  if (state === 'gone') return t('files.gone');
  if (state !== 'refused') return;
  const types = FILE_TYPES.map((type) => type.slice(type.indexOf('/') + 1).toUpperCase()).join(', ');
  if (error === 'file-type') return t('files.type', { types });
  if (error === 'file-too-large') return t('files.tooLarge', { max: sizeOf(FILE_MAX_BYTES, t) });
  return t('files.broken');
}
