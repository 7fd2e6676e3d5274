/** Whoever supervises the site of a colleague's conversation can whisper to them: what for comes when there is a need. */
import type { OperatorRef } from '@touchline/shared/conversation.ts';
import type { Desk } from '../desk.ts';
import { useLazy } from '../lazy.ts';
import { speakOf } from '../words.ts';

export function WhisperDoor({ desk, to }: { desk: Desk; to: OperatorRef }) {
  const site = desk.conversation.row.value?.site;
  const role = desk.sites.value.find(({ id }) => id === site)?.role ?? 'operator';
  const part = useLazy(
    async () => (await Promise.all([import('../floor/whispering.tsx'), speakOf('office')]))[0],
    role !== 'operator',
  );
  if (role === 'operator' || !part || part === 'missing') return null;
  return <part.Whispering key={`${desk.conversation.id.value} ${to.id}`} desk={desk} to={to} />;
}
