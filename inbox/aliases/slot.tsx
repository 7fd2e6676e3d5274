/** The dialog comes when somebody opens it, with its words. */
import type { Desk } from '../desk.ts';
import { useLazy } from '../lazy.ts';
import { speakOfPages } from '../words.ts';

export function AliasesSlot({ desk }: { desk: Desk }) {
  const asked = desk.aliasesShown.value;
  const part = useLazy(async () => (await Promise.all([import('./dialog.tsx'), speakOfPages()]))[0], asked);
  if (part === null || part === 'missing') return null;
  return <part.AliasesDialog desk={desk} />;
}
