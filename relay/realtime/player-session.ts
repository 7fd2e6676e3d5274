/** A player's session: who the hello proves them to be, what `ready` tells them, and the frames they may send. */
import { type PlayerHello, type PlayerUp, playerUp } from '@touchline/shared/up.ts';
import { CLOSE, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { anonymousContactId, signedContactId } from '../contacts/contact-id.ts';
import { verifyIdentity } from '../contacts/identity.ts';
import type { Contact } from '../contacts/store.ts';
import { createThreadFrames } from '../conversations/frames.ts';
import type { Actor } from '../conversations/service.ts';
import { Refusal } from '../platform/errors.ts';
import type { Site } from '../sites/store.ts';
import type { RealtimeDeps } from './realtime-deps.ts';
import { openSession, type Participant, type Session, type SessionSocket } from './session.ts';
import { threadPort } from './thread-port.ts';

const LISTED_CONVERSATIONS = 20;

export function openPlayerSession(id: string, socket: SessionSocket, site: Site, deps: RealtimeDeps): Session {
  return openSession<PlayerUp, PlayerHello>(id, {
    socket,
    schema: playerUp,
    greet: (hello, session) => greet(hello, session, site, deps),
    clock: deps.clock,
    metrics: deps.metrics,
    rate: deps.rates.player,
    log: deps.log,
  });
}

async function greet(
  hello: PlayerHello,
  session: Session,
  site: Site,
  deps: RealtimeDeps,
): Promise<Participant<PlayerUp>> {
  const { contact, merged } = await identify(hello, site, deps);
  const actor: Actor & { kind: 'player' } = {
    kind: 'player',
    contact,
    language: hello.locale,
    page: pageOf(hello.page),
  };
  const stopPerson = await deps.fanout.onPerson(contact.id, ({ revoked }) => session.end(CLOSE.signedOut, revoked));

  const frames = createThreadFrames(actor, deps.conversations, deps.history, threadPort(session, actor, deps));
  const conversations = await deps.desk.ofContact(site.id, contact.id, LISTED_CONVERSATIONS);
  session.sendFrame({
    type: 'ready',
    version: PROTOCOL_VERSION,
    epoch: deps.epoch,
    now: deps.clock.now(),
    contact: contact.id,
    verified: contact.externalId !== null,
    name: contact.name,
    merged,
    conversations,
  });
  const newest = conversations[0] ? { conversation: conversations[0].id, epoch: deps.epoch, seq: 0 } : null;
  const { resume } = hello;
  const resumed = resume ? await openQuietly(() => frames.open({ type: 'open', ...resume })) : false;
  if (!resumed && newest) await openQuietly(() => frames.open({ type: 'open', ...newest }));

  return {
    handle(frame) {
      if (frame.type === 'page') {
        actor.page = pageOf(frame);
        return;
      }
      if (frame.type !== 'hello' && frame.type !== 'ping') return frames.handle(frame);
    },
    closed() {
      stopPerson();
      frames.closeAll();
    },
  };
}

/** What a device remembers may be somebody else's or gone; that is no reason to refuse the player. */
async function openQuietly(open: () => Promise<void>): Promise<boolean> {
  try {
    await open();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

/** Exactly one of the two proofs makes a player; both together join the anonymous one to the signed one. */
async function identify(
  hello: PlayerHello,
  site: Site,
  deps: RealtimeDeps,
): Promise<{ contact: Contact; merged: boolean }> {
  const anonymousId = hello.token ? anonymousContactId(site.id, hello.token) : null;
  if (!hello.identity) {
    if (!anonymousId) throw new Refusal('unauthenticated', 'A hello carries a token or an identity.');
    if (await deps.contacts.isMerged(site.id, anonymousId))
      throw new Refusal('unauthenticated', 'This token was spent by signing in.');
    return {
      contact: { id: anonymousId, siteId: site.id, externalId: null, name: null, attributes: {} },
      merged: false,
    };
  }
  const signed = await verifyIdentity(hello.identity, site, deps.clock).catch((error: Refusal) => {
    deps.log.info({ site: site.key, reason: String(error.cause ?? error) }, 'an identity token was refused');
    throw error;
  });
  const contact: Contact = { id: signedContactId(site.id, signed.externalId), siteId: site.id, ...signed };
  if (!anonymousId) {
    await deps.contacts.refresh(contact);
    return { contact, merged: false };
  }
  await deps.contacts.save(contact);
  const joined = await deps.contacts.merge(site.id, anonymousId, contact.id);
  if (joined) {
    for (const conversation of joined) deps.states.forget(conversation);
    deps.fanout.revoke(anonymousId, { revoked: 'merged', conversations: joined });
  }
  return { contact, merged: true };
}

function pageOf(page: { url: string; title: string } | undefined): { url: string; title: string } | null {
  if (!page) return null;
  // Query and fragment may hold a stranger's secrets, whatever the client promised.
  return { url: page.url.split(/[?#]/)[0] ?? '', title: page.title };
}
