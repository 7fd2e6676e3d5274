/** Why a message was not sent, and what its author can do about it. Its text never gets lost, its files may. */
import { FILES_GONE } from '@touchline/shared/client/pending.ts';
import type { Translate } from '@touchline/shared/words.ts';
import { Icon } from './icons.tsx';
import type { Session } from './session.ts';

type Props = {
  clientId: string;
  text: string;
  error: string | undefined;
  session: Session;
  more: Translate | undefined;
};

export function Failed({ clientId, text, error, session, more }: Props) {
  const { t, client, draft } = session;
  const { sender } = client.player;
  const isOfFiles = error === FILES_GONE || error?.startsWith('file-');
  /** Trying again could not help: back to where it was made. */
  const edit = () => {
    sender?.enclosing.giveBack(clientId);
    sender?.discard(clientId);
    draft.text = [text, draft.text].filter(Boolean).join('\n');
    sender?.enclosing.focus();
  };
  return (
    <p class="failed">
      <Icon name="failed" />
      {more && error === FILES_GONE ? more('files.notSent') : t('message.failed')}
      {more && isOfFiles ? (
        <button type="button" onClick={edit}>
          {more('files.edit')}
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
