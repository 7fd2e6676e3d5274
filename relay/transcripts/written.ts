/** What somebody wrote, as markup: in its own direction, and with scores, amounts and ids in theirs. */
import { directionOf } from '@touchline/shared/direction.ts';
import { splitTokens } from '@touchline/shared/left-to-right.ts';
import { html, type Markup } from './markup.ts';

/** What is no longer stays on one line. */
const LINE_CHARACTERS = 24;

export function written(text: string): Markup[] {
  return splitTokens(text, directionOf(text)).map(({ text: part, isToken }) =>
    isToken ? html`<bdi dir="ltr" class="${part.length > LINE_CHARACTERS ? '' : 'line'}">${part}</bdi>` : html`${part}`,
  );
}
