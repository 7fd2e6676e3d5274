/** Where the reply is written. Enter sends, Shift+Enter breaks the line; a reply held back says what to look at. */
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { useReplies } from '../replies/slot.tsx';
import { t, tOr } from '../words.ts';
import { Preview } from './preview.tsx';

/** Safari tells of the end of a composition before the Enter that ended it. */
const COMPOSED_JUST_NOW_MS = 60;

export function Composer({ desk, fieldRef }: { desk: Desk; fieldRef: RefObject<HTMLTextAreaElement | null> }) {
  const { conversation } = desk;
  const composedAt = useRef(-Infinity);
  const colleague = conversation.handling.colleague.value;
  const draft = conversation.draft.value;
  const problem = conversation.draftProblem.value;
  const replies = useReplies(desk, fieldRef);

  const send = () => {
    conversation.send();
    fieldRef.current?.focus();
  };

  return (
    <form
      class="composer"
      data-part="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Held desk={desk} />
      {replies.list}
      {colleague ? (
        <div class="locked">
          <p>
            <Icon name="person" /> {t('composer.colleague', { name: colleague.name })}
          </p>
        </div>
      ) : (
        <div class="writing">
          <textarea
            {...replies.aria}
            ref={fieldRef}
            rows={1}
            dir="auto"
            aria-label={t('composer.label')}
            placeholder={t('composer.placeholder')}
            aria-invalid={problem ? 'true' : undefined}
            aria-describedby="composer-hint"
            value={draft}
            onInput={(event) => conversation.write(event.currentTarget.value)}
            onCompositionEnd={(event) => (composedAt.current = event.timeStamp)}
            onKeyDown={(event) => {
              const composing = event.isComposing || event.keyCode === 229;
              if (composing || event.timeStamp - composedAt.current < COMPOSED_JUST_NOW_MS) return;
              if (replies.press(event)) return;
              if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
              event.preventDefault();
              send();
            }}
          />
          <button class="button primary" type="submit" data-part="send" disabled={!draft.trim() || problem !== null}>
            <Icon name="send" />
            {t('composer.send')}
          </button>
        </div>
      )}
      <Preview desk={desk} />
      <p class={problem ? 'hint bad' : 'hint'} id="composer-hint" role={problem ? 'alert' : undefined}>
        {problem ? tOr(`message.failed.${problem}`, problem) : hint(desk)}
      </p>
    </form>
  );
}

function Held({ desk }: { desk: Desk }) {
  const held = desk.conversation.held.value;
  return (
    <div class="held" role="alert" data-part="held">
      {held && (
        <p>
          <Icon name="info" />
          <span>{t(held === 'player' ? 'held.player' : 'held.colleague')}</span>
        </p>
      )}
    </div>
  );
}

function hint(desk: Desk): string {
  const { conversation } = desk;
  if (conversation.handling.colleague.value) return '';
  if (conversation.status.value === 'waiting') return t('composer.hint.waiting');
  if (conversation.status.value === 'resolved') return t('composer.hint.resolved');
  return t('composer.hint');
}
