import { directionOf } from '@touchline/shared/direction.ts';
import { MessageText } from './message-text.tsx';
import type { Session } from './session.ts';

type Props = { text: string; language: string | undefined; isLive?: boolean; session: Session };

/** What a message says. `isLive`: when it becomes another text, that is said aloud. */
export function Bubble({ text, language, isLive, session }: Props) {
  const direction = directionOf(text);
  return (
    <p class="bubble" data-part="text" dir={direction} lang={language} aria-live={isLive ? 'polite' : undefined}>
      <MessageText text={text} direction={direction} session={session} />
    </p>
  );
}
