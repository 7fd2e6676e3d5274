/**
 * A word to the colleague who has the conversation, from somebody who supervises. The text stays until it stands in the
 * thread, so that a refusal or a lost line costs nobody what they wrote.
 */
import { useSignal } from '@preact/signals';
import type { OperatorRef } from '@touchline/shared/conversation.ts';
import { judgeText } from '@touchline/shared/text.ts';
import { useEffect, useId } from 'preact/hooks';
import { isBy } from '../conversation/blind.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../office/words.ts';
import './whispering.css';

export function Whispering({ desk, to }: { desk: Desk; to: OperatorRef }) {
  const { handling, thread } = desk.conversation;
  const text = useSignal('');
  const field = useId();
  const whispered = thread.value.events.findLast(
    (event) => event.type === 'whisper' && isBy(event, desk.me.value.id),
  )?.seq;
  useEffect(() => {
    if (whispered !== undefined) text.value = '';
  }, [whispered]);
  const judged = judgeText(text.value.trim());
  const isReady = text.value.trim() !== '' && !('error' in judged) && handling.busy.value === null;
  const whisper = () => {
    if (isReady)
      handling.give((conversation) => ({ type: 'whisper', conversation, to: to.id, text: text.value.trim() }));
  };

  return (
    <fieldset class="whispering" data-part="whispering">
      <label for={field}>{t('whisper.label', { name: to.name })}</label>
      <div>
        <textarea
          id={field}
          rows={1}
          dir="auto"
          placeholder={t('whisper.placeholder', { name: to.name })}
          aria-describedby={`${field}-hint`}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            whisper();
          }}
        />
        <button class="button" type="button" data-part="whisper-send" disabled={!isReady} onClick={whisper}>
          <Icon name="speech" />
          {t('whisper.send')}
        </button>
      </div>
      <p class="soft" id={`${field}-hint`}>
        {t('whisper.hint', { name: to.name })}
      </p>
    </fieldset>
  );
}
