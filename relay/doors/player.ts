/** The players' door: `/socket?site=KEY`, from the site's own pages only; then whatever the hello proves. */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { siteKey } from '@touchline/shared/people.ts';
import { type PlayerHello, type PlayerUp, playerUp } from '@touchline/shared/up.ts';
import { CLOSE, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { z } from 'zod';
import { deviceOf } from '../contacts/device.ts';
import type { Actor } from '../conversations/actor.ts';
import { createThreadFrames } from '../conversations/frames.ts';
import { Refusal } from '../platform/errors.ts';
import type { Door } from '../realtime/gateway.ts';
import { openSession, type Participant, type Session, type SessionSocket } from '../realtime/session.ts';
import { originAllowed } from '../sites/origins.ts';
import type { SiteCache } from '../sites/site-cache.ts';
import type { Site } from '../sites/store.ts';
import type { DoorDeps } from './door-deps.ts';
import type { OpenPages } from './open-pages.ts';
import { threadPort } from './thread-port.ts';

const LISTED_CONVERSATIONS = 20;

type Deps = DoorDeps & { sites: SiteCache; openPages: OpenPages };

export function playerDoor(deps: Deps): Door {
  return {
    path: '/socket',
    poll: { path: '/poll', crossOrigin: true },
    role: 'player',
    querystring: z.strictObject({ site: siteKey }),
    async admit(request) {
      const { site: key } = request.query as { site: string };
      const site = await deps.sites.byKey(key);
      if (!site) throw new Refusal('unknown-site', 'No site has this key.');
      if (!originAllowed(request.headers.origin, site.origins)) {
        throw new Refusal('origin-not-allowed', 'This origin is not on the list of the site.');
      }
      const userAgent = request.headers['user-agent'];
      return (id, socket) => open(id, socket, { site, origin: request.headers.origin, userAgent }, deps);
    },
  };
}

/** What the upgrade said. */
type Visitor = { site: Site; origin: string | undefined; userAgent: string | undefined };

function open(id: string, socket: SessionSocket, visitor: Visitor, deps: Deps): Session {
  return openSession<PlayerUp, PlayerHello>(id, {
    socket,
    schema: playerUp,
    greet: (hello, session) => greet(hello, session, visitor, deps),
    clock: deps.clock,
    metrics: deps.metrics,
    rate: deps.rates.player,
    log: deps.log,
  });
}

async function greet(
  hello: PlayerHello,
  session: Session,
  { site, origin, userAgent }: Visitor,
  deps: Deps,
): Promise<Participant<PlayerUp>> {
  // Keys may have been exchanged since the upgrade.
  const now = (await deps.sites.byId(site.id)) ?? site;
  const { contact, merged, kid } = await deps.contacts.identify(now, hello);
  const actor: Actor & { kind: 'player' } = {
    kind: 'player',
    contact,
    language: tagOf(hello.locale),
    languageChosen: hello.localeChosen ?? false,
    page: pageOf(hello.page),
  };
  const stopPerson = await deps.fanout.onPerson(contact.id, ({ revoked }) => session.end(CLOSE.signedOut, revoked));

  const stopJudging = deps.openPages.add(site.id, { session, origin, kid });
  const frames = createThreadFrames(actor, deps.conversations, deps.history, threadPort(session, actor, deps));
  const stopWatching = deps.revocations.player(contact.id, session);
  let hasLeft = false;
  const placesWatched = new Map<string, () => void>();
  /**
   * Their own conversations only: an id that is looked at before it exists may become somebody else's. Whoever opens one
   * again hears its place again: the panel, which shows it, may come long after the page connected.
   */
  function watchPlace(conversation: string): void {
    if (hasLeft || deps.states.get(conversation)?.contactId !== contact.id) return;
    const stop = deps.queueBoard.watch(site.id, conversation, (text) => session.send(text));
    placesWatched.get(conversation)?.();
    placesWatched.set(conversation, stop);
  }
  const leave = () => {
    hasLeft = true;
    for (const stop of placesWatched.values()) stop();
    stopWatching();
    stopJudging();
    stopPerson();
    frames.closeAll();
  };

  async function welcome(): Promise<void> {
    // Signing in elsewhere, between being identified and listening for it, was heard by nobody.
    await deps.contacts.confirm(contact);
    const conversations = await deps.desk.ofContact(site.id, contact.id, LISTED_CONVERSATIONS);
    session.sendFrame({
      type: 'ready',
      version: PROTOCOL_VERSION,
      epoch: deps.epoch,
      now: deps.wall.now(),
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
    const opened = resumed ? resume : newest;
    if (opened) watchPlace(opened.conversation);
  }

  try {
    await welcome();
  } catch (error) {
    leave();
    throw error;
  }
  const visit = deps.players.visits.arrived(contact.id, deviceOf(userAgent, actor.language), actor.page);
  let hasWritten = false;

  return {
    async handle(frame) {
      if (frame.type === 'hello' || frame.type === 'ping') return;
      if (frame.type === 'page') {
        actor.page = pageOf(frame);
        visit.moved(actor.page);
        return;
      }
      if (frame.type === 'typing' || frame.type === 'read') {
        if (await deps.players.blocks.ignores(contact, await deps.conversations.topicOf(frame.conversation))) return;
      }
      await frames.handle(frame);
      if (frame.type === 'post' && !hasWritten) {
        hasWritten = true;
        // Only now there is somebody to remember it of.
        visit.moved(actor.page);
      }
      if (frame.type === 'open' || (frame.type === 'post' && !placesWatched.has(frame.conversation))) {
        watchPlace(frame.conversation);
      }
    },
    closed() {
      visit.left();
      leave();
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

/** As pages write it, it may be no tag that there is, such as `be-12`: then its language alone. */
function tagOf(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? locale;
  } catch {
    return baseLanguage(locale);
  }
}

/** Operators click on it: so only a web address, and without query and fragment, which may hold a stranger's secrets. */
function pageOf(page: { url: string; title: string } | undefined): { url: string; title: string } | null {
  const url = page ? URL.parse(page.url) : null;
  if (!page || !url || !/^https?:$/.test(url.protocol)) return null;
  // What Postgres cannot store would keep this player's messages from being written.
  const title = page.title.toWellFormed().replaceAll('\0', '');
  return { url: `${url.origin}${url.pathname}`, title };
}
