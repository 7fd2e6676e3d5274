import { directionOf } from '@touchline/shared/direction.ts';
import { MessageText } from './message-text.tsx';

/** What a message says. `isLive`: when it becomes another text, that is said aloud. */
export function Bubble({ text, language, isLive }: { text: string; language: string | undefined; isLive?: boolean }) {
  return (
    <p
      class="bubble"
      data-part="text"
      dir={directionOf(text)}
      lang={language}
      aria-live={isLive ? 'polite' : undefined}
    >
      <MessageText text={text} />
    </p>
  );
}
