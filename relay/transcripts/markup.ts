/** HTML out of a template whose values are text: every one is escaped, unless it is such a template's result itself. */

const ours = Symbol('markup');
export type Markup = { readonly [ours]: string };
type Value = string | number | Markup | readonly Markup[] | null;

export function html(parts: TemplateStringsArray, ...values: Value[]): Markup {
  return { [ours]: parts.reduce((text, part, i) => text + written(values[i - 1] ?? null) + part) };
}

export function textOf(markup: Markup): string {
  return markup[ours];
}

function written(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'object') return escaped(String(value));
  return ours in value ? value[ours] : value.map(textOf).join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
