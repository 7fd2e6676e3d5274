/** What a player wrote first: a row of the desk knows only what was said last, which may be the answer by now. */
import { createModel, signal } from '@preact/signals';
import type { EarlierPage } from '@touchline/shared/contact.ts';
import type { DeskRow } from '@touchline/shared/down.ts';

type Deps = { conversationsOf(contact: string): Promise<EarlierPage> };

/** The one that began first. Pure. */
export function firstOf(rows: readonly DeskRow[], site: string): DeskRow | undefined {
  const own = rows.filter((row) => row.site === site);
  return own.reduce<DeskRow | undefined>((a, b) => (a && a.createdAt <= b.createdAt ? a : b), undefined);
}

export const FirstMessageModel = createModel(({ conversationsOf }: Deps) => {
  const text = signal('');
  let asked: string | null = null;
  return {
    text,
    /** Where it cannot be asked for, what was said last is better than nothing. */
    async read({ id, contact, lastMessage }: DeskRow) {
      if (asked === id) return;
      asked = id;
      const page = await conversationsOf(contact.id).catch(() => null);
      const said = page?.conversations.find((one) => one.id === id)?.said;
      if (asked === id) text.value = said?.text ?? lastMessage?.text ?? '';
    },
  };
});
