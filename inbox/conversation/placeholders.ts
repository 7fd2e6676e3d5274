/**
 * What a saved reply leaves open: `{{player.name}}`. Filled in when the reply is picked; what nobody could fill in stays
 * as it stands, is pointed out, and holds the reply until its author has written something there. Pure.
 */
export const VARIABLES = ['player.name', 'operator.name', 'site.name', 'reference', 'topic'] as const;
export type Variable = (typeof VARIABLES)[number];

/** In the order in which they stand; also those that nobody knows. */
export type Placeholder = { text: string; name: string; start: number; end: number };

const PLACEHOLDER = /\{\{\s{0,3}([\p{L}\p{N}_.-]{1,40})\s{0,3}\}\}/gu;

export function placeholdersIn(text: string): Placeholder[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => ({
    text: match[0],
    name: (match[1] ?? '').toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** With the values that there are. What is put in is not looked at again: a player may be called `{{topic}}`. */
export function fill(text: string, values: Partial<Record<Variable, string | null>>): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string) => {
    const variable = VARIABLES.find((known) => known === name.toLowerCase());
    return (variable && values[variable]?.trim()) || placeholder;
  });
}
