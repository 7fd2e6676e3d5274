/** Finding something by its name: every word typed begins one of its words, whatever the case and the accents. Pure. */
export function wordsIn(typed: string): (name: string) => boolean {
  const wanted = foldName(typed).split(/\s+/).filter(Boolean);
  return (name) => {
    const words = ` ${foldName(name)}`;
    return wanted.every((word) => words.includes(` ${word}`) || (word.length > 2 && words.includes(word)));
  };
}

function foldName(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
