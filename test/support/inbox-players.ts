/** Players who speak frames, for tests of the inbox: who they are and what they write is all there is to them. */
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { Topic } from '@touchline/shared/people.ts';
import { newId } from '@touchline/shared/wire.ts';
import { connectPlayer } from './frame-client.ts';
import { identityToken } from './identity-tokens.ts';

/** `sub`: the same player again. */
type Who = { topic?: Topic; locale?: string; name?: string; tier?: string; sub?: string };

/** Somebody who has written `texts`, may write on, and hears what is said. With a name they are signed in. */
export async function writingPlayer(relayUrl: string, site: Site, who: Who, ...texts: string[]) {
  const { topic, locale = 'en', name, tier, sub = `player-${crypto.randomUUID()}` } = who;
  const claims = { sub, name, ...(tier && { tier }) };
  const identity = name ? { identity: await identityToken(site, claims) } : {};
  const client = await connectPlayer(relayUrl, site, { locale, ...identity });
  const conversation = newId(systemClock.now());
  client.send({ type: 'open', conversation, epoch: '', seq: 0 });
  const write = async (text: string) => {
    const clientId = newId(systemClock.now());
    client.send({ type: 'post', conversation, clientId, text, ...(topic && { topic }) });
    await client.next('ack', (ack) => ack.clientId === clientId);
  };
  for (const text of texts) await write(text);
  const read = (upTo: number) => client.send({ type: 'read', conversation, upTo });
  return { conversation, write, read, received: client.received, send: client.send };
}
