/**
 * Calls the operator: rings for what stands unclaimed (alarms.ts), once and softly for smaller things (arrivals.ts),
 * shows notifications while no inbox is in front, and counts in the title and on the icon.
 * Every tab knows all of it; of several open ones one rings and one notifies.
 */
import { computed, createModel, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Live } from '../live.ts';
import type { Offers } from '../offers/model.ts';
import type { Presence } from '../presence/model.ts';
import type { Queue } from '../queue/model.ts';
import type { Store } from '../storage.ts';
import { type Alarm, alarmsOf, isUndisturbed } from './alarms.ts';
import { type Call, callOf, isOf } from './arrivals.ts';
import { AttentionModel } from './attention.ts';
import { createBadge } from './badge.ts';
import { leadWhile } from './leading.ts';
import { createNotifications, onPermissionChange, type Permission, permissionNow } from './notifications.ts';
import { AlertSettingsModel } from './settings.ts';
import { SoundModel } from './sound.ts';

type Deps = {
  live: Live;
  queue: Queue;
  offers: Offers;
  presence: Presence;
  clock: Clock;
  store: Store;
  me: string;
  /** The conversation on the screen. */
  shown: ReadonlySignal<string | null>;
  open(conversation: string): void;
};

export const AlertsModel = createModel((deps: Deps) => {
  const { live, queue, offers, presence, clock, me, shown } = deps;
  const settings = new AlertSettingsModel(deps.store);
  const attention = new AttentionModel({ operator: me, shown });
  const permission = signal<Permission>(permissionNow());
  /** Conversations that came unasked and were not looked at yet; and those that this operator let go. */
  const given = signal<ReadonlySet<string>>(new Set());
  const letGo = signal<ReadonlySet<string>>(new Set());

  const siteOf = (id: string) => live.ready.value?.sites.find((site) => site.id === id);
  const isLive = computed(() => live.status.value === 'ready');
  const alarms = computed(() => {
    const self = presence.self.value;
    return alarmsOf({
      me,
      offered: offers.mine.value,
      waiting: queue.lists.waiting.value,
      mine: queue.lists.mine.value,
      given: given.value,
      letGo: letGo.value,
      silenced: attention.silenced.value,
      looking: attention.looking.value,
      presence: presence.presence.value,
      hasRoom: self !== null && self.load < self.capacity,
      picks: (id) => siteOf(id)?.picks ?? false,
    });
  });
  const sound = new SoundModel({ settings, alarms, isLive, clock });

  onPermissionChange(() => {
    permission.value = permissionNow();
  });
  const notifications = createNotifications(deps.open);
  const notifies = leadWhile(
    'touchline-inbox-notifications',
    computed(() => isLive.value && settings.notifications.value === 'on' && permission.value === 'granted'),
  );
  const notify = (id: string, occasion: Alarm | Call) => {
    const row = queue.row(id);
    if (!row || !notifies.peek() || attention.inFront.peek()) return;
    const text = settings.text.peek() === 'shown' ? (row.lastMessage?.text ?? '') : '';
    notifications.show({ row, occasion, brand: siteOf(row.site)?.name ?? '', text });
  };

  const call = (id: string, occasion: Call) => {
    if (isUndisturbed(presence.presence.peek())) return;
    // It stands until it is looked at, as an alarm.
    if (occasion === 'given') given.value = given.peek().union(new Set([id]));
    else {
      notify(id, occasion);
      sound.playSoftly();
    }
  };
  const stopArrivals = queue.onArrival((row, before) => {
    const { id } = row;
    const isWaiting = row.state.status === 'waiting';
    if (isWaiting && isOf(before, me)) letGo.value = letGo.peek().union(new Set([id]));
    if (!isWaiting) {
      letGo.value = without(letGo.peek(), id);
      if (!given.peek().has(id)) attention.hear(id);
    }
    if (row.unread === 0) notifications.close(id);
    const sight = { away: !attention.inFront.peek(), shown: attention.looking.peek() === id };
    const occasion = callOf(row, before, me, sight);
    if (occasion) call(id, occasion);
  });
  const stopNotes = live.listen({
    receive(frame) {
      if (frame.type !== 'events' || attention.inFront.peek()) return;
      const isNote = frame.events.some(({ type, author }) => type === 'note' && !('id' in author && author.id === me));
      if (isNote && isOf(queue.row(frame.conversation), me)) call(frame.conversation, 'note');
    },
  });

  effect(() => {
    const id = attention.looking.value;
    if (id) given.value = without(given.peek(), id);
  });
  let known: ReadonlyMap<string, Alarm> = new Map();
  effect(() => {
    const standing = alarms.value;
    const before = known;
    known = standing;
    untracked(() => {
      for (const id of before.keys()) if (!standing.has(id)) notifications.close(id);
      for (const [id, alarm] of standing) if (!before.has(id)) notify(id, alarm);
    });
  });
  const count = createBadge();
  effect(() => count(queue.lists.waiting.value.length + queue.unread.value));
  effect(() => () => {
    stopArrivals();
    stopNotes();
    notifications.closeAll();
    count(0);
  });

  return {
    settings,
    permission,
    /** Sound is on, and no tab of this browser is allowed to make it. */
    blocked: sound.blocked,
    mute: sound.mute,
    testSound: sound.test,
    playSoftly: sound.playSoftly,
    ringing: computed(() => alarms.value.size),
    /** What calls now is quiet from here on; what comes later rings. */
    silence: () => attention.silence([...alarms.peek().keys()]),
    async setNotifications(on: boolean) {
      if (on && permissionNow() === 'default') await Notification.requestPermission();
      permission.value = permissionNow();
      settings.notifications.value = on && permission.value === 'granted' ? 'on' : 'off';
    },
  };
});
export type Alerts = InstanceType<typeof AlertsModel>;

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? ids.difference(new Set([id])) : ids;
}
