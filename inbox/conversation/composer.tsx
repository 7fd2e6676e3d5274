/**
 * Where replies and notes are written. Enter sends, Shift+Enter breaks the line; a reply held back says what to look at.
 * Which brand speaks, and who reads it, stand there all the time.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { Brand } from '../queue/brand.tsx';
import { useReplies } from '../replies/slot.tsx';
import { t, tOr } from '../words.ts';
import { AboutLine } from './about-line.tsx';
import { AttachButton, Chips } from './chips.tsx';
import { CompanyLine } from './company-line.tsx';
import { ComposerMenu } from './composer-menu.tsx';
import { useDrop } from './dropping.ts';
import { Field } from './field.tsx';
import { Modes } from './modes.tsx';
import { Preview } from './preview.tsx';
import { Unfilled } from './unfilled.tsx';
import { WhisperDoor } from './whisper-door.tsx';

type Props = { desk: Desk; fieldRef: RefObject<HTMLTextAreaElement | null> };

export function Composer({ desk, fieldRef }: Props) {
  const { conversation } = desk;
  const { mode, row } = conversation;
  const colleague = conversation.handling.colleague.value;
  const isNote = mode.value === 'note';
  const isLocked = colleague !== null && !isNote;
  const problem = conversation.draftProblem.value;
  const replies = useReplies(desk, fieldRef);

  const isAwaited = desk.toAnswer.value !== null && desk.toAnswer.value === conversation.id.value;
  useLayoutEffect(() => {
    if (!isAwaited) return;
    desk.toAnswer.value = null;
    // Where a colleague has it there is no field.
    fieldRef.current?.focus();
  }, [isAwaited]);

  const send = () => {
    conversation.send();
    fieldRef.current?.focus();
  };

  return (
    <form
      class="composer"
      data-part="composer"
      data-mode={mode.value}
      {...useDrop(desk)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-head">
        <Modes desk={desk} fieldRef={fieldRef} />
        <CompanyLine desk={desk} />
        {row.value && <Brand desk={desk} site={row.value.site} />}
        <ComposerMenu desk={desk} />
      </div>
      <Held desk={desk} />
      {replies.list}
      {isLocked ? (
        <div class="locked">
          <p>
            <Icon name="person" /> {t('composer.colleague', { name: colleague.name })}
          </p>
          <button class="button" type="button" onClick={() => conversation.handling.take()}>
            {t('take.over')}
          </button>
        </div>
      ) : (
        <div class="writing">
          <AboutLine desk={desk} />
          <Chips desk={desk} />
          <div class="writing-row">
            {!isNote && <AttachButton desk={desk} />}
            <Field desk={desk} fieldRef={fieldRef} replies={replies} send={send} />
            <SendButton desk={desk} />
          </div>
        </div>
      )}
      {isLocked && <WhisperDoor desk={desk} to={colleague} />}
      <Unfilled desk={desk} fieldRef={fieldRef} />
      {!isNote && <Preview desk={desk} />}
      <p class={problem ? 'hint bad' : 'hint'} id="composer-hint" role={problem ? 'alert' : undefined}>
        {problem ? tOr(`message.failed.${problem}`, problem) : hint(desk)}
      </p>
    </form>
  );
}

function SendButton({ desk }: { desk: Desk }) {
  const { draft, draftProblem, mode, about, files, unfilled } = desk.conversation;
  const isNote = mode.value === 'note';
  const attached = isNote ? [] : files.attached.value;
  const isReady = attached.every(({ state }) => state === 'stored') && unfilled.value.length === 0;
  const hasSomething = draft.value.trim() !== '' || attached.length > 0;
  const word = isNote ? 'composer.addNote' : about.value?.kind === 'correct' ? 'composer.correct' : 'composer.send';
  return (
    <button
      class={isNote ? 'button note-button' : 'button primary'}
      type="submit"
      data-part="send"
      disabled={!hasSomething || !isReady || draftProblem.value !== null}
    >
      <Icon name={isNote ? 'lock' : 'send'} />
      {t(word)}
    </button>
  );
}

function Held({ desk }: { desk: Desk }) {
  const held = desk.conversation.held.value;
  return (
    <div class="held" role="alert" data-part="held">
      {held && (
        <p>
          <Icon name="info" />
          <span>{t(`held.${held}`)}</span>
        </p>
      )}
    </div>
  );
}

function hint(desk: Desk): string {
  const { conversation } = desk;
  if (conversation.mode.value === 'note') return t('composer.hint.note');
  if (conversation.handling.colleague.value) return '';
  if (conversation.status.value === 'waiting') return t('composer.hint.waiting');
  if (conversation.status.value === 'resolved') return t('composer.hint.resolved');
  return t('composer.hint');
}
