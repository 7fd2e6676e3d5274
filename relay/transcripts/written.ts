/** What somebody wrote, as markup: in its own direction, and with scores, amounts and ids in theirs. */
import { splitTokens } from '@touchline/shared/left-to-right.ts';
import { html, type Markup } from './markup.ts';

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/g;
const LEFT_TO_RIGHT = /[A-Za-z\u00c0-\u058f\u0900-\u1fff]/g;

/** What is no longer stays on one line. */
const LINE_CHARACTERS = 24;

/** By the count of its letters, because the first one may be a brand's. */
export function directionOf(text: string): 'rtl' | 'ltr' {
  return lettersOf(text, RIGHT_TO_LEFT) > lettersOf(text, LEFT_TO_RIGHT) ? 'rtl' : 'ltr';
}

export function written(text: string): Markup[] {
  return splitTokens(text, directionOf(text)).map(({ text: part, isToken }) =>
    isToken ? html`<bdi dir="ltr" class="${part.length > LINE_CHARACTERS ? '' : 'line'}">${part}</bdi>` : html`${part}`,
  );
}

function lettersOf(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}
