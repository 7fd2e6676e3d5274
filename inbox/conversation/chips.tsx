/** Files that go with the next reply: how far each has come, and what can be done about it. */

import { FILE_TYPES } from '@touchline/shared/wire.ts';
import { useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t, tOr } from '../words.ts';
import type { Attachment } from './attaching.ts';
import { fileSize } from './file-size.ts';

export function Chips({ desk }: { desk: Desk }) {
  const { files, mode } = desk.conversation;
  const attached = files.attached.value;
  if (attached.length === 0 || mode.value === 'note') return null;
  return (
    <ul class="chips" aria-label={t('files.label')}>
      {attached.map((attachment) => (
        <Chip key={attachment.file.id} attachment={attachment} desk={desk} />
      ))}
    </ul>
  );
}

function Chip({ attachment, desk }: { attachment: Attachment; desk: Desk }) {
  const { files } = desk.conversation;
  const { file, state, progress, error, preview } = attachment;
  const { name } = file;
  const mayRetry = state === 'failed' && (error === 'offline' || error === 'internal' || error === 'unavailable');
  return (
    <li class="chip" data-part="chip" data-state={state}>
      {preview ? <img src={preview} alt="" /> : <Icon name="file" />}
      <span class="chip-words">
        <bdi class="chip-name" title={name}>
          {name}
        </bdi>
        <span class={state === 'failed' ? 'problem' : 'soft'}>
          {state === 'failed' ? tOr(`files.failed.${error}`, t('files.failed')) : fileSize(file.bytes)}
        </span>
      </span>
      {(state === 'sending' || state === 'asking') && (
        <progress max={1} value={progress} aria-label={t('files.progress', { name })} />
      )}
      {mayRetry && (
        <button class="button bare" type="button" data-part="chip-retry" onClick={() => files.retry(file.id)}>
          {t('tryAgain')}
        </button>
      )}
      <button
        class="button bare icon"
        type="button"
        data-part="chip-remove"
        aria-label={t(state === 'ready' || state === 'failed' ? 'files.remove' : 'files.cancel', { name })}
        onClick={() => files.remove(file.id)}
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
