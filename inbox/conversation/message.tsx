/** One message. The text is a text node and nothing else; what is said about it stands beside it. */
import { useSignal } from '@preact/signals';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { clockTime, fullTime } from '../when.ts';
import { t, tOr } from '../words.ts';
import type { MessageLine } from './lines.ts';
import { Side } from './side.tsx';
import { Awaited, Problem, Reading, Received } from './translation.tsx';

export function MessageBubble({ line, desk }: { line: MessageLine; desk: Desk }) {
  const original = useSignal(false);
  const { translated } = line;
  const isRead = line.side === 'player' && translated !== null && translated.text !== null;
  const shown = isRead && !original.value ? translated : line;
  return (
    <article
      class={`message ${line.side}${line.first ? ' first' : ''}`}
      data-part="message"
      data-client-id={line.key}
      data-seq={line.seq ?? undefined}
      data-state={line.state}
      data-marked={line.marked || undefined}
    >
      {line.first && line.side === 'colleague' && <bdi class="author">{line.name}</bdi>}
      <div class="bubble">
        <Side part="text" text={shown.text ?? ''} language={shown.language ?? undefined} />
      </div>
      {isRead && <Reading line={line} original={original} />}
      {!isRead && translated?.text && <Received text={translated.text} language={translated.language} />}
      {translated?.problem && <Problem line={line} problem={translated.problem} />}
      {line.rendering === 'awaited' && <Awaited line={line} desk={desk} />}
      <State line={line} />
      {line.state === 'failed' && <Failed line={line} desk={desk} />}
    </article>
  );
}

/** Time, and for our own how far it has come: words only where a colour or an icon would have to be learnt. */
function State({ line }: { line: MessageLine }) {
  return (
    <span class="state">
      <time title={fullTime(line.at)}>{clockTime(line.at)}</time>
      {line.side === 'own' && line.state === 'sending' && (
        <span title={t('message.sending')}>
          <Icon name="clock" size={12} />
          <span class="hidden">{t('message.sending')}</span>
        </span>
      )}
      {line.side === 'own' && line.state === 'sent' && (
        <span title={t('message.sent')}>
          <Icon name="check" size={12} />
          <span class="hidden">{t('message.sent')}</span>
        </span>
      )}
      {line.side === 'own' && line.state === 'seen' && (
        <span class="seen" title={t('message.seen')}>
          <Icon name="checks" size={12} />
          <span class={line.lastSeen ? '' : 'hidden'}>{t('message.seen')}</span>
        </span>
      )}
    </span>
  );
}

function Failed({ line, desk }: { line: MessageLine; desk: Desk }) {
  const { conversation } = desk;
  return (
    <div class="failed">
      <span class="problem">{tOr(`message.failed.${line.error}`, t('message.failed'))}</span>
      <button class="button" type="button" onClick={() => conversation.retry(line.key)}>
        {t('message.retry')}
      </button>
      <button class="button bare" type="button" onClick={() => conversation.takeBack(line.key)}>
        {t('message.edit')}
      </button>
    </div>
  );
}
