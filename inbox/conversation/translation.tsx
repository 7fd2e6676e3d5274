/** What stands at a message about its translation. The original is one tap away, and a problem is said in words. */
import { type Signal, useSignal } from '@preact/signals';
import type { TranslationProblem } from '@touchline/shared/conversation.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { languageName } from '../when.ts';
import { t } from '../words.ts';
import type { MessageLine } from './line-types.ts';
import { Side } from './side.tsx';

/** Something that has not come after so long will not be spoken of any more; it may still come. */
const AWAITED_MS = 60_000;

/** Beneath the player's words, and a colleague's that were meant for operators. */
export function Reading({ line, original }: { line: MessageLine; original: Signal<boolean> }) {
  const language = languageName(line.language ?? '');
  return (
    <p class="translation" data-part="translation" data-rendering={line.rendering}>
      {t(original.value ? 'translation.original.of' : 'translation.from', { language })}
      <button type="button" onClick={() => (original.value = !original.value)}>
        {t(original.value ? 'translation.translation' : 'translation.original')}
      </button>
    </p>
  );
}

export function Awaited({ line, desk }: { line: MessageLine; desk: Desk }) {
  if (desk.now.value - (line.awaitedSince ?? 0) > AWAITED_MS) return null;
  return (
    <p class="translation" data-part="translation" data-rendering="awaited">
      {t('translation.awaited')}
    </p>
  );
}

export function Problem({ line, problem }: { line: MessageLine; problem: TranslationProblem }) {
  return (
    <p class="translation" data-part="translation" data-rendering="problem" data-problem={problem}>
      <Icon name={problem === 'altered' ? 'alert' : 'info'} size={12} />
      {t(`translation.${line.side === 'player' ? 'problem' : 'unreceived'}.${problem}`)}
    </p>
  );
}

/** Beneath our own words: the very text that the player reads, on two lines until somebody wants to see it. */
export function Received({ text, language }: { text: string; language: string }) {
  const open = useSignal(false);
  return (
    <div class="received" data-part="received" data-open={open.value}>
      <button type="button" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
        {t('translation.received', { language: languageName(language) })}
        <Icon name="down" size={12} />
      </button>
      <Side part="received-text" text={text} language={language} />
    </div>
  );
}
