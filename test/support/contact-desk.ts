/** An operator who asks about players: by routes and by frames, and everything that they were ever sent, as it came. */

import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { connectPlayer } from './frame-client.ts';
import { frameOperator } from './frame-operator.ts';
import { identityToken } from './identity-tokens.ts';
import { signIn, type TestOperator } from './relay.ts';

export const id = () => newId(systemClock.now());

export type ContactDesk = Awaited<ReturnType<typeof contactDesk>>;

export async function contactDesk(relayUrl: string, operator: TestOperator) {
  const cookie = await signIn(relayUrl, operator);
  const frames = await frameOperator(relayUrl, operator);
  const answers: string[] = [];

  async function ask(method: string, path: string, body?: object) {
    const response = await fetch(`${relayUrl}/api/${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    answers.push(text, ...[...response.headers.values()]);
    return { status: response.status, body: text ? JSON.parse(text) : null };
  }

  return {
    ...frames,
    operator,
    ask,
    card: async (contact: string) => (await ask('GET', `contacts/${contact}`)).body.contact,
    /** Bytes of every frame and of every answer. */
    everything: () => [...answers, ...frames.received.map((frame) => JSON.stringify(frame))].join('\n'),
  };
}

/** Who has written in a new conversation; with `claims` they are signed in. */
export async function knownPlayer(
  relayUrl: string,
  site: Site,
  { claims, token, topic, text = 'hello' }: { claims?: object; token?: string; topic?: string; text?: string } = {},
) {
  const identity = claims ? { identity: await identityToken(site, { ...claims }) } : {};
  const player = await connectPlayer(relayUrl, site, { ...identity, ...(token && { token }) });
  const conversation = id();
  const write = async (said: string, into = conversation, about: string | undefined = topic) => {
    const clientId = id();
    player.send({ type: 'post', conversation: into, clientId, text: said, ...(about && { topic: about as 'bets' }) });
    return clientId;
  };
  player.send({ type: 'open', conversation, epoch: '', seq: 0 });
  const first = await write(text);
  await player.next('ack', (ack) => ack.clientId === first);
  return { ...player, conversation, write, contact: player.ready.contact };
}

export async function auditOf(db: Database, contact: string) {
  const { rows } = await db.query<{ act: string; actor_id: string; site_id: string; about: Record<string, unknown> }>(
    `select act, actor_id, site_id, about from audit where about->>'contact' = $1 order by id`,
    [contact],
  );
  return rows;
}
