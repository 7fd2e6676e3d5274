/** How this operator wants to be called, on this device: the same in all its tabs. */
import { createModel, effect, type Signal, signal } from '@preact/signals';
import type { Store } from '../storage.ts';

export const VOLUMES = ['quiet', 'normal', 'loud'] as const;
export type Volume = (typeof VOLUMES)[number];

export const AlertSettingsModel = createModel((store: Store) => ({
  sound: kept(store, 'sound', ['on', 'off']),
  volume: kept<Volume>(store, 'volume', ['normal', 'quiet', 'loud']),
  /** Until it is claimed; else once. */
  repeat: kept(store, 'repeat', ['on', 'off']),
  notifications: kept(store, 'notifications', ['off', 'on']),
  /** Of what players write, in notifications: others may see the screen. */
  text: kept(store, 'notification-text', ['shown', 'hidden']),
}));
export type AlertSettings = InstanceType<typeof AlertSettingsModel>;

/** The first of `values` where nothing was chosen. What is set here is known to the other tabs at once. */
function kept<Value extends string>(store: Store, key: string, values: readonly [Value, ...Value[]]): Signal<Value> {
  const read = (text: string | null) => values.find((value) => value === text) ?? values[0];
  const value = signal<Value>(read(store.get(key)));
  effect(() => {
    if (value.value !== read(store.get(key))) store.set(key, value.value);
  });
  const stop = store.watch((changed, text) => {
    if (changed === key) value.value = read(text);
  });
  effect(() => stop);
  return value;
}
