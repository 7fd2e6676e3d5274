/**
 * Everything a signed-in operator works with: the socket, the lists, the conversation on the screen, the alerts.
 * Made at sign-in, disposed at sign-out.
 */
import { createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Way } from '@touchline/shared/client/poll-choice.ts';
import { transfer as transferFile } from '@touchline/shared/client/transfer.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorSelf, SiteRef, SpokenLanguages } from '@touchline/shared/people.ts';
import { BASE } from './address.ts';
import { AlertsModel } from './alerts/model.ts';
import type { SignedIn } from './api.ts';
import { ContactModel } from './contact/model.ts';
import { CommandsModel } from './conversation/commands.ts';
import { ConversationModel } from './conversation/model.ts';
import { lateSketch } from './conversation/sketching.ts';
import { type Connect, LiveModel } from './live.ts';
import { NoticeModel } from './notice.ts';
import { OffersModel } from './offers/model.ts';
import { PresenceModel } from './presence/model.ts';
import { QueueModel } from './queue/model.ts';
import { go, route } from './router.ts';
import { BulkModel } from './sorting/bulk.ts';
import { SortingModel } from './sorting/model.ts';
import { PostponedModel } from './sorting/postponed.ts';
import { createTranscripts } from './sorting/transcript.ts';
import { SpokenModel } from './spoken/model.ts';
import type { Store } from './storage.ts';
import { TransferModel } from './transfer/model.ts';

/** Waits are shown in minutes; this often they are looked at again. */
const CLOCK_EVERY_MS = 10_000;
const RECENT_MAX = 10;
const SETTLED_MS = 4_000;

export type DeskDeps = {
  who: SignedIn;
  connect: Connect;
  way: ReadonlySignal<Way>;
  clock: Clock;
  /** This operator's own, on this device. */
  store: Store;
  speak(languages: SpokenLanguages): Promise<void>;
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
  const notice = new NoticeModel(clock);
  const commands = new CommandsModel({ live, clock });
  const presence = new PresenceModel({ live, store, me: me.id });
  const files = { base: BASE, transfer: transferFile, sketch: lateSketch };
  const conversation = new ConversationModel({ live, queue, commands, notice, clock, store, files, me });
  const show = (id: string) => go({ page: 'desk', view: null, conversation: id });
  const { lapsed } = presence;
  const offers = new OffersModel({ live, queue, commands, notice, clock, me: me.id, show, lapsed });
  const bulk = new BulkModel({ queue, commands, clock });
  const transfer = new TransferModel({ live, queue, presence, commands, bulk, store, me: me.id });
  const saidAt = (id: string) => Math.max(queue.row(id)?.lastMessage?.at ?? 0, conversation.saidAt(id));
  const postponed = new PostponedModel({ live, queue, commands, notice, clock, store, saidAt });
  const sorting = new SortingModel({ queue, commands, bulk, postponed, notice });
  const transcript = createTranscripts({ live, notice });
  const calls = { live, queue, offers, presence, clock, store, me: me.id };
  const alerts = new AlertsModel({ ...calls, shown: conversation.id, open: show });

  const self = signal<OperatorSelf>(me);
  const spoken = new SpokenModel({ me: self, save: deps.speak });
  const sites = signal<readonly SiteRef[]>(who.sites);
  const now = signal(live.now());
  const contact = new ContactModel({ live, conversation, now });
  const playerShown = signal(false);
  /** Opened by a press in the list, or accepted by a key: whoever did that is about to write, and the composer takes the focus. */
  const toAnswer = signal<string | null>(null);
  /** Seq of the newest whisper to this operator, by conversation; told by a late part. */
  const whispered = signal<ReadonlyMap<string, number>>(new Map());
  const helpShown = signal(false);
  const aliasesShown = signal(false);
  const teamShown = signal(false);
  const menuShown = signal(false);
  /** Dialogs that were asked for and are still on their way: what is typed meanwhile is meant for them. */
  const coming = signal(0);
  /** All that the first screen needs is there. */
  const settled = signal(false);
  /** Conversations that were on the screen, newest first. */
  const recent = signal<readonly string[]>([]);
  /** How far a conversation had come when it was last on the screen. */
  const opened = new Map<string, number>();
  const keysOn = signal(store.get('keys') !== 'off');

  const tick = () => {
    now.value = live.now();
    stopClock = clock.after(CLOCK_EVERY_MS, tick);
  };
  let stopClock = clock.after(CLOCK_EVERY_MS, tick);
  const stopSettling = clock.after(SETTLED_MS, () => {
    settled.value = true;
  });

  effect(() => {
    if (live.ready.value) {
      sites.value = live.ready.value.sites;
      self.value = live.ready.value.operator;
      now.value = live.now();
    }
  });
  const stopListening = live.listen({
    receive(frame) {
      if (frame.type === 'sites') sites.value = frame.sites;
    },
  });
  effect(() => {
    const at = route.value;
    if (at.page !== 'desk') return;
    if (at.view) {
      queue.view.value = at.view;
      queue.narrow(at.narrowed ?? {});
    }
    conversation.show(at.conversation);
    if (at.message) conversation.lookFor(at.message);
    if (at.conversation) recent.value = [...new Set([at.conversation, ...recent.peek()])].slice(0, RECENT_MAX);
    playerShown.value = false;
  });
  effect(() => {
    if (conversation.id.value) opened.set(conversation.id.value, conversation.state.value.seq);
  });
  effect(() => () => {
    stopClock();
    stopSettling();
    stopListening();
    live.close();
  });

  return {
    live,
    queue,
    conversation,
    contact,
    notice,
    presence,
    offers,
    transfer,
    bulk,
    postponed,
    sorting,
    transcript,
    alerts,
    sites,
    now,
    playerShown,
    toAnswer,
    whispered,
    helpShown,
    teamShown,
    menuShown,
    settled,
    coming,
    recent,
    openedUpTo: (id: string) => opened.get(id),
    keysOn,
    me: self,
    spoken,
    aliasesShown,
    addSite: (site: SiteRef) => {
      if (!sites.value.some((known) => known.id === site.id)) sites.value = [...sites.value, site];
    },
    showPlayer: (shown: boolean) => {
      playerShown.value = shown;
    },
    showAliases: (shown: boolean) => {
      aliasesShown.value = shown;
    },
    showHelp: (shown: boolean) => {
      helpShown.value = shown;
    },
    showTeam: (shown: boolean) => {
      teamShown.value = shown;
    },
    setKeys: (on: boolean) => {
      keysOn.value = on;
      store.set('keys', on ? 'on' : 'off');
    },
    /** Leaves nothing of this operator on the device. */
    async signOut() {
      postponed.leave();
      conversation.purge();
      transfer.purge();
      postponed.purge();
      await deps.signOut();
    },
  };
});
export type Desk = InstanceType<typeof DeskModel>;
