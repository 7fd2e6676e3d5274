/**
 * The player's side without a screen: what an idle page loads. Obeys the page's commands, keeps the badge right,
 * and is what the panel is built upon.
 */
import { socketConnector } from '@touchline/shared/client/connection.ts';
import { browserWake, reconnecting } from '@touchline/shared/client/reconnect.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import { paintBadge } from './badge.ts';
import { createEvents } from './events.ts';
import type { Call, Host } from './host.ts';
import { OUTBOX_KEY } from './outbox-key.ts';
import { about } from './page.ts';
import { createPlayer } from './player.ts';
import { createPresence } from './presence.ts';
import { createStore } from './storage.ts';
import { followOtherTabs } from './tabs.ts';

export type Client = ReturnType<typeof createClient>;
const clients = new WeakMap<Host, Client>();

/** The launcher's way in, once the page is idle. */
export function wake(host: Host) {
  // Taken away before we came.
  if (!host.element.isConnected) return;
  const { presence, store } = attach(host);
  presence.update();
  // Texts left over from the last page are sent by what comes with the panel.
  if (store.keys(OUTBOX_KEY).length) host.load().then(([panel]) => panel.prepare(host), String);
}

/** One client per host. */
export function attach(host: Host): Client {
  let client = clients.get(host);
  if (!client) {
    client = createClient(host);
    clients.set(host, client);
    // In the order in which the page asked for it, before we were here.
    for (const call of host.calls.splice(0)) client.obey(...call);
    host.obey = client.obey;
  }
  return client;
}

function createClient(host: Host) {
  const clock = systemClock;
  const events = createEvents();
  const store = createStore(host.prefix, () => localStorage);
  let wish: unknown;
  let lastUnread = 0;
  let lastStatus = '';

  const player = createPlayer({
    clock,
    store,
    connect(hello) {
      const socket = socketConnector<PlayerUp, PlayerDown>({
        url: () => host.url(`socket?site=${host.element.dataset.site}`).replace(/^http/, 'ws'),
        hello,
        clock,
      });
      const otherWay = () => import('./polling.ts').then(({ polling }) => polling(socket, host, hello, clock));
      return reconnecting(socket, { clock, wake: browserWake, otherWay });
    },
    async identity() {
      const token = await (typeof wish === 'function' ? wish() : wish);
      return token ? `${token}` : null;
    },
    about: () => about(host),
    changed,
    arrived({ author, text, at, clientId }, conversation) {
      const name = author.kind === 'operator' ? author.name : '';
      events.emit('message', { conversation, id: clientId, from: author.kind, name, text, at });
    },
    forgotten(isStoreOurs) {
      if (isStoreOurs) for (const key of store.keys('')) if (key !== 'person') store.remove(key);
      host.locale = undefined;
      client.panel?.('forgotten');
    },
  });

  const presence = createPresence({
    clock,
    store,
    player,
    isOpen: () => host.box.isConnected,
    isIdentified: () => wish !== undefined,
  });
  const stopFollowing = followOtherTabs({
    prefix: host.prefix,
    player,
    element: host.element,
    changed: (key) => client.panel?.('stored', key),
  });

  function changed() {
    const unread = player.threads.unread();
    const { status } = player.state;
    presence.note();
    client.panel?.('changed');
    if (unread !== lastUnread) {
      lastUnread = unread;
      paintBadge(host.button, unread);
      events.emit('unread', { count: unread });
      // So that the tap that is likely now opens at once. Where that fails, the tap tries again.
      if (unread) host.load().catch(String);
    }
    if (status !== lastStatus) {
      if (lastStatus) events.emit('statechange', { status });
      lastStatus = status;
    }
  }

  const commands: Record<string, (...given: never[]) => unknown> = {
    on: events.on,
    off: events.off,
    identify(identity: unknown) {
      const first = wish === undefined;
      wish = identity ?? null;
      if (first || player.line.status !== 'off') player.identified();
      presence.update();
    },
    logout() {
      wish = null;
      client.said = {};
      player.forget();
      presence.update();
    },
    destroy() {
      stopFollowing();
      presence.stop();
      player.line.close();
    },
  };

  const client = {
    clock,
    store,
    player,
    presence,
    events,
    changed,
    /** The launcher's name, once there are words. */
    label(text: string) {
      host.button.dataset.label = text;
      paintBadge(host.button, lastUnread);
    },
    /** What the page said last with each command: its wishes for the next conversation, which the panel reads. */
    said: {} as Record<string, unknown>,
    /** Commands, and `changed`, `stored`, `forgotten`, for the screen. */
    panel: undefined as ((...call: Call) => void) | undefined,
    obey(name: string, given?: unknown, more?: unknown) {
      client.said[name] = given;
      commands[name]?.(given as never, more as never);
      client.panel?.(name, given);
    },
  };
  return client;
}
