/**
 * Everything a signed-in operator works with: the socket, the lists, the conversation on the screen, the alerts.
 * Made at sign-in, disposed at sign-out.
 */
import { createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Way } from '@touchline/shared/client/poll-choice.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorSelf, SiteRef } from '@touchline/shared/people.ts';
import { AlertsModel } from './alerts/model.ts';
import type { SignedIn } from './api.ts';
import { ConversationModel } from './conversation/model.ts';
import { type Connect, LiveModel } from './live.ts';
import { QueueModel } from './queue/model.ts';
import { go, route } from './router.ts';
import type { Store } from './storage.ts';

/** Waits are shown in minutes; this often they are looked at again. */
const CLOCK_EVERY_MS = 10_000;

export type DeskDeps = {
  who: SignedIn;
  connect: Connect;
  way: ReadonlySignal<Way>;
  clock: Clock;
  /** This operator's own, on this device. */
  store: Store;
  signOut(): Promise<void>;
  signedOut(): void;
  stillSignedIn(): Promise<void>;
};

export const DeskModel = createModel((deps: DeskDeps) => {
  const { clock, store, who } = deps;
  const me = who.operator;
  const live = new LiveModel({
    connect: deps.connect,
    way: deps.way,
    clock,
    signedOut: deps.signedOut,
    refused: () => void deps.stillSignedIn(),
  });
  const queue = new QueueModel({ live, clock, me: me.id });
  const conversation = new ConversationModel({ live, queue, clock, store, me });
  const alerts = new AlertsModel({
    queue,
    store,
    me: me.id,
    open: (id) => go({ page: 'desk', view: null, conversation: id }),
  });

  const sites = signal<readonly SiteRef[]>(who.sites);
  const now = signal(live.now());
  const playerShown = signal(false);
  const helpShown = signal(false);
  const keysOn = signal(store.get('keys') !== 'off');

  const tick = () => {
    now.value = live.now();
    stopClock = clock.after(CLOCK_EVERY_MS, tick);
  };
  let stopClock = clock.after(CLOCK_EVERY_MS, tick);

  effect(() => {
    if (live.ready.value) {
      sites.value = live.ready.value.sites;
      now.value = live.now();
    }
  });
  effect(() => {
    const at = route.value;
    if (at.page !== 'desk') return;
    if (at.view) queue.view.value = at.view;
    conversation.show(at.conversation);
    playerShown.value = false;
  });
  effect(() => () => {
    stopClock();
    live.close();
  });

  return {
    live,
    queue,
    conversation,
    alerts,
    sites,
    now,
    playerShown,
    helpShown,
    keysOn,
    me: signal<OperatorSelf>(me),
    addSite: (site: SiteRef) => {
      if (!sites.value.some((known) => known.id === site.id)) sites.value = [...sites.value, site];
    },
    showPlayer: (shown: boolean) => {
      playerShown.value = shown;
    },
    showHelp: (shown: boolean) => {
      helpShown.value = shown;
    },
    setKeys: (on: boolean) => {
      keysOn.value = on;
      store.set('keys', on ? 'on' : 'off');
    },
    /** Leaves nothing of this operator on the device. */
    async signOut() {
      conversation.purge();
      await deps.signOut();
    },
  };
});
export type Desk = InstanceType<typeof DeskModel>;
