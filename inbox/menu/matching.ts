import { fold } from '@touchline/shared/fold.ts';

/** Finding something by its name: every word typed begins one of its words, whatever the case and the accents. Pure. */
export function wordsIn(typed: string): (name: string) => boolean {
  const wanted = fold(typed).split(' ').filter(Boolean);
  return (name) => {
    const words = ` ${fold(name)}`;
    return wanted.every((word) => words.includes(` ${word}`) || (word.length > 2 && words.includes(word)));
  };
}
