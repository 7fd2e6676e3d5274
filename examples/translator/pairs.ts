/** The pairs of languages that apertium has on this machine, as commands for a shell. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Pair = { source: string; target: string; command: string };

/** Debian's packages name languages by three letters or by two. */
const LANGUAGES: Record<string, string> = {
  ...{ bel: 'be', rus: 'ru', ukr: 'uk', eng: 'en', spa: 'es', por: 'pt' },
  ...{ en: 'en', es: 'es', pt: 'pt' },
};

/** None where apertium is not installed. */
export function installedPairs(folder = '/usr/share/apertium/modes'): Pair[] {
  return modesIn(folder).flatMap((file) => {
    const [source, target] = file
      .slice(0, -'.mode'.length)
      .split('-')
      .map((name) => LANGUAGES[name]);
    return source && target ? [{ source, target, command: chainOf(readFileSync(join(folder, file), 'utf8')) }] : [];
  });
}

function modesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\w+-\w+\.mode$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

/**
 * `$1` says how unknown words are written, and `-n` is: without an asterisk. `$2` is for the tagger's debugging.
 *
 * For Russian, Ukrainian and Belarusian the tagger crashes on half of all sentences, and the chain prints nothing and
 * reports success; so the constraint grammar before it decides alone, and takes the first reading left (`-1`).
 *
 * From Russian into Belarusian, the rules know no short participles and drop them: "approved" and "cancelled" would
 * be missing. Read as long ones they stay.
 */
export function chainOf(mode: string): string {
  return mode
    .trim()
    .replace(/cg-proc -w ('[^']+') \| apertium-tagger -g \$2 '[^']+'/, 'cg-proc -1 -n -w $1')
    .replaceAll('$1', '-n')
    .replaceAll('$2', '')
    .split(' | ')
    .flatMap((program) => [
      program.replace(/^\S+/, '$& -z'),
      ...(isGrammarOf('rus-bel', program) ? [LONG_PARTICIPLES] : []),
    ])
    .join(' | ');
}

const LONG_PARTICIPLES = `sed -z -u -E ${[
  "'s/<pasv><short>(<m>|<f>|<nt>)<sg>/<pasv>\\1<an><sg><nom>/g",
  "s/<pasv><short><mfn><pl>/<pasv><mfn><an><pl><nom>/g'",
].join(';')}`;

/** The constraint grammar of a pair, after which every word has one reading. */
const isGrammarOf = (pair: string, program: string) => program.startsWith('cg-proc') && program.includes(`/${pair}.`);
