/** Why a message was not sent, and what its author can do about it. Its text never gets lost, its files may. */
import { FILES_GONE } from '@touchline/shared/client/pending.ts';
import { Drawing } from './drawing.tsx';
import type { PartProps } from './part-props.ts';

export { default as css } from './styles/failed.css?inline';

type Props = PartProps & { clientId: string; text: string; error: string | undefined };

export function Failed({ clientId, text, error, session, t }: Props) {
  const { client, draft } = session;
  const { sender } = client.player;
  const isOfFiles = error === FILES_GONE || error?.startsWith('file-');
  /** Trying again could not help: back to where it was made. */
  const edit = () => {
    sender?.enclosing?.giveBack(clientId);
    sender?.discard(clientId);
    draft.text = [text, draft.text].filter(Boolean).join('\n');
    session.focus();
  };
  return (
    <p class="failed">
      <Drawing path="M12 8v5m0 3v.1M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18" />
      {t(error === FILES_GONE ? 'files.notSent' : 'message.failed')}
      {isOfFiles ? (
        <button type="button" onClick={edit}>
          {t('files.edit')}
        </button>
      ) : (
        <button class="again" type="button" onClick={() => sender?.retry(clientId)}>
          {t('message.retry')}
        </button>
      )}
      <button type="button" onClick={() => sender?.discard(clientId)}>
        {t('message.discard')}
      </button>
    </p>
  );
}
