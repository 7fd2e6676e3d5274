/** Files that go with the next reply: how far each has come, and what can be done about it. */

import { fileSize } from '@touchline/shared/file-size.ts';
import { FILE_TYPES } from '@touchline/shared/wire.ts';
import { useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { language, t, tOr } from '../words.ts';
import type { Attachment } from './attaching.ts';

export function Chips({ desk }: { desk: Desk }) {
  const { files, mode } = desk.conversation;
  const attached = files.attached.value;
  if (attached.length === 0 || mode.value === 'note') return null;
  return (
    <ul class="chips" aria-label={t('files.label')}>
      {attached.map((attachment) => (
        <Chip key={attachment.id} attachment={attachment} desk={desk} />
      ))}
    </ul>
  );
}

function Chip({ attachment, desk }: { attachment: Attachment; desk: Desk }) {
  const { files } = desk.conversation;
  const { id, name, bytes, state, part, tries, error, picture } = attachment;
  const isResting = state === 'waiting' && (tries > 0 || desk.live.status.value !== 'ready');
  const isUnderWay = state === 'waiting' || state === 'asked' || state === 'sending';
  return (
    <li class="chip" data-part="chip" data-state={state}>
      {picture ? <img src={picture} alt="" /> : <Icon name="file" />}
      <span class="chip-words">
        <bdi class="chip-name" title={name}>
          {name}
        </bdi>
        <span class={state === 'refused' ? 'problem' : 'soft'}>
          {state === 'refused' && tOr(`files.failed.${error}`, t('files.failed'))}
          {state !== 'refused' && (isResting ? t('files.waiting') : fileSize(bytes, language.value))}
        </span>
      </span>
      {isUnderWay && <progress max={1} value={part} aria-label={t('files.progress', { name })} />}
      {isResting && (
        <button class="button bare" type="button" data-part="chip-retry" onClick={files.hurry}>
          {t('tryAgain')}
        </button>
      )}
      <button
        class="button bare icon"
        type="button"
        data-part="chip-remove"
        aria-label={t(isUnderWay ? 'files.cancel' : 'files.remove', { name })}
        onClick={() => files.remove(id)}
      >
        <Icon name="close" size={12} />
      </button>
    </li>
  );
}

export function AttachButton({ desk }: { desk: Desk }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={FILE_TYPES.join(',')}
        data-part="file-input"
        onChange={(event) => {
          const { currentTarget } = event;
          desk.conversation.attach([...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      <button
        class="button bare icon"
        type="button"
        data-part="attach"
        aria-label={t('files.attach')}
        title={t('files.attach')}
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
      </button>
    </>
  );
}
