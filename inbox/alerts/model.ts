/**
 * Calls the operator: a sound and a browser notification when a player begins to wait or is given to them, the sound
 * again and again while something is on offer to them, and the count in the title.
 * Both have a switch that this browser remembers; permission is asked for when a switch is turned on, never unasked.
 * Of several open tabs only the one that holds the lock makes a sound.
 */
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import { playerName } from '../contact/names.ts';
import type { Offers } from '../offers/model.ts';
import type { Queue } from '../queue/model.ts';
import type { Store } from '../storage.ts';
import { t } from '../words.ts';
import { type Call, callOf } from './arrivals.ts';
import { ringWhile } from './ringing.ts';
import { createTone } from './tone.ts';

export type Permission = 'granted' | 'denied' | 'default' | 'unsupported';
type Deps = {
  queue: Queue;
  offers: Offers;
  clock: Clock;
  store: Store;
  me: string;
  /** The conversation on the screen. */
  shown: ReadonlySignal<string | null>;
  open(conversation: string): void;
};

type Occasion = Exclude<Call, null> | 'offer';

export const AlertsModel = createModel(({ queue, offers, clock, store, me, shown, open }: Deps) => {
  const sound = signal(store.get('sound') !== 'off');
  const notifications = signal(store.get('notifications') === 'on');
  const permission = signal<Permission>(permissionNow());
  const blocked = signal(false);
  const tone = createTone((isBlocked) => {
    blocked.value = isBlocked;
  });
  let loudest = false;
  let letGo = () => {};

  navigator.locks?.request('touchline-inbox-alerts', () => {
    loudest = true;
    return new Promise<void>((resolve) => (letGo = resolve));
  });
  if (sound.value) tone.prepare();

  const ring = (call: Occasion | null, row: DeskRow) => {
    if (!call || (!loudest && navigator.locks)) return;
    if (sound.value) tone.play();
    if (notifications.value && permission.value === 'granted' && !document.hasFocus()) show(call, row);
  };
  const show = (call: Occasion, row: DeskRow) => {
    const notification = new Notification(t(`alert.${call}`, { name: playerName(row.contact) }), {
      body: row.lastMessage?.text.slice(0, 140) ?? '',
      tag: row.id,
      lang: row.state.language,
    });
    notification.onclick = () => {
      window.focus();
      open(row.id);
      notification.close();
    };
  };

  const stop = queue.onArrival((row, before) => {
    const sight = { away: !document.hasFocus(), shown: shown.peek() === row.id };
    ring(callOf(row, before, me, sight), row);
  });
  /** By what they are, so that a row that merely changed does not ring anew. */
  const offered = computed(() => offers.mine.value.map((row) => row.id).join());
  const ringForOffer = () => {
    const row = offers.mine.peek()[0];
    if (row) ring('offer', row);
  };
  ringWhile(offered, ringForOffer, clock);
  effect(() => {
    const count = queue.lists.waiting.value.length + queue.unread.value;
    document.title = count > 0 ? t('title.count', { count }) : t('title');
  });
  effect(() => () => {
    stop();
    letGo();
    tone.close();
    document.title = t('title');
  });

  return {
    sound,
    notifications,
    permission,
    /** Sound is on and the browser holds it back. */
    blocked,
    setSound(on: boolean) {
      sound.value = on;
      store.set('sound', on ? 'on' : 'off');
      if (on) tone.play();
    },
    async setNotifications(on: boolean) {
      if (on && permissionNow() === 'default') await Notification.requestPermission();
      permission.value = permissionNow();
      notifications.value = on && permission.value === 'granted';
      store.set('notifications', notifications.value ? 'on' : 'off');
    },
  };
});
export type Alerts = InstanceType<typeof AlertsModel>;

function permissionNow(): Permission {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;
}
