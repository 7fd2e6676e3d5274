import { fakeClock } from '../clock-fake.ts';
import { createOutbox, type Pending } from './outbox.ts';

export const text = (clientId: string, more: Partial<Pending> = {}): Pending => ({
  clientId,
  conversation: 'one',
  text: clientId,
  at: 0,
  scope: 'me',
  state: 'queued',
  ...more,
});

/** An outbox with a line that a test opens and shuts. `sent` is every attempt, `stored` what a reload would find. */
export function startOutbox(stored = new Map<string, Pending>()) {
  const clock = fakeClock();
  const sent: string[] = [];
  let up = true;
  const outbox = createOutbox({
    store: {
      load: () => [...stored.values()],
      put: (item) => stored.set(item.clientId, item),
      remove: (clientId) => stored.delete(clientId),
    },
    clock,
    send: (item) => up && sent.push(item.clientId) > 0,
    changed() {},
    random: () => 1,
  });
  const states = () => outbox.items().map(({ clientId, state }) => `${clientId} ${state}`);
  return { outbox, clock, sent, stored, states, shut: () => (up = false) };
}
