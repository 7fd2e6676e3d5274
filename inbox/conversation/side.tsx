/** A player's or operator's text, as text, with the direction that most of its letters have. */
import { directionOf } from './direction.ts';

export function Side({ text, language, part }: { text: string; language?: string | undefined; part?: string }) {
  return (
    <span data-part={part} lang={language} dir={directionOf(text)}>
      {text}
    </span>
  );
}
