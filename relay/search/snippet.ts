/** The piece of a text around what was found in it, as a list shows it. */
import { isWordCharacter, letters } from '@touchline/shared/fold.ts';
import type { Snippet } from '@touchline/shared/search.ts';

const BEFORE_CHARACTERS = 40;
const SNIPPET_CHARACTERS = 160;
/** Half a word at either end is left out where the rest is no further away than this. */
const WHOLE_WORD_CHARACTERS = 12;

/** Of a text without any of the words: how it begins. */
export function snippetOf(text: string, words: readonly string[]): Snippet {
  const found = places(text, words);
  const first = found[0]?.[0] ?? 0;
  const from = first > BEFORE_CHARACTERS ? wordAfter(text, first - BEFORE_CHARACTERS) : 0;
  const to = text.length - from > SNIPPET_CHARACTERS ? wordBefore(text, from + SNIPPET_CHARACTERS) : text.length;
  const [head, tail] = [from > 0 ? '…' : '', to < text.length ? '…' : ''];
  const shift = head.length - from;
  return {
    text: head + text.slice(from, to) + tail,
    marks: found
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]): [number, number] => [start + shift, end + shift]),
  };
}

/** Where the words stand in the original, in order, none inside another. */
function places(text: string, words: readonly string[]): [number, number][] {
  let folded = '';
  /** Of each unit of the folded text: where the character stands that it came from. */
  const origins: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const folds = letters(character);
    for (const unit of folds) {
      for (let i = 0; i < unit.length; i++) {
        origins.push(at);
        ends.push(at + character.length);
      }
      folded += isWordCharacter(unit) ? unit : ' '.repeat(unit.length);
    }
    at += character.length;
    // A mark belongs to the letter before it.
    if (folds === '' && ends.length > 0) ends[ends.length - 1] = at;
  }
  const found = words.flatMap((word) => {
    const inText: [number, number][] = [];
    for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) {
      const isInside = [...word].length < 3 && from > 0 && folded[from - 1] !== ' ';
      if (!isInside) inText.push([origins[from] ?? 0, ends[from + word.length - 1] ?? 0]);
    }
    return inText;
  });
  let end = 0;
  return found
    .sort(([a, aEnd], [b, bEnd]) => a - b || bEnd - aEnd)
    .filter(([from, to]) => {
      if (from < end) return false;
      end = to;
      return true;
    });
}

function wordAfter(text: string, at: number): number {
  const space = text.slice(at, at + WHOLE_WORD_CHARACTERS).search(/\s/);
  return space < 0 ? wholeCharacter(text, at) : at + space + 1;
}

function wordBefore(text: string, at: number): number {
  const space = text.slice(at - WHOLE_WORD_CHARACTERS, at).search(/\s\S*$/);
  return space < 0 ? wholeCharacter(text, at) : at - WHOLE_WORD_CHARACTERS + space;
}

/** Never between the two halves of a character. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
