import { Rarely } from './rarely-views.tsx';
import type { Session } from './session.ts';

/** What stands below the last message of a conversation that was closed, or has been rated. */
export function Ending({ session }: { session: Session }) {
  const { state, client } = session;
  const { sender, current } = client.player;
  const isRated = state.rating || sender?.pending().some((item) => item.rating && item.conversation === current);
  if (!isRated && state.status !== 'resolved') return null;
  return <Rarely key={current} part="Rating" session={session} />;
}
