/** Below the list that the filter narrows: what all other conversations hold of the same words. */
import type { Desk } from '../desk.ts';
import { useLazy } from '../lazy.ts';

export function Everywhere({ desk }: { desk: Desk }) {
  const text = desk.queue.filter.value.trim();
  const part = useLazy(() => import('./found.tsx'), text !== '');
  if (!text || part === null || part === 'missing') return null;
  return <part.Found desk={desk} text={text} />;
}
