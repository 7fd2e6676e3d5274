/** Two tags are the same language to a reader where their base is: who knows `pt` reads `pt-BR`. */

/** `pt` of `pt-BR`. */
export function baseLanguage(tag: string): string {
  return tag.split('-')[0] ?? tag;
}
