/**
 * Who rings, and when: of all tabs of this browser that are allowed to make a sound, and whose line is up, exactly one,
 * for as long as an alarm stands. What triggers it is a frame, and what repeats it the audio device: no timer, which a
 * hidden tab has few of.
 */
import { computed, createModel, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import { type Alarm, RING_EVERY_S } from './alarms.ts';
import { isLed, leadWhile } from './leading.ts';
import type { AlertSettings, Volume } from './settings.ts';
import { createVoice, type VoiceState } from './voice.ts';

const LOCK = 'touchline-inbox-sound';
const LOUDNESS: Record<Volume, number> = { quiet: 0.04, normal: 0.15, loud: 0.5 };
/** How often a tab that may not sound looks whether another one does. */
const LOOK_EVERY_MS = 3_000;
/** Six messages a second are one sound now and then. */
const SOFT_EVERY_MS = 4_000;

type Deps = {
  settings: AlertSettings;
  /** The most urgent first. */
  alarms: ReadonlySignal<ReadonlyMap<string, Alarm>>;
  /** A line that is down does not hear that something was claimed. */
  isLive: ReadonlySignal<boolean>;
  clock: Clock;
};

export const SoundModel = createModel(({ settings, alarms, isLive, clock }: Deps) => {
  const state = signal<VoiceState>('starting');
  const voice = createVoice(clock, (next) => {
    state.value = next;
  });
  const on = computed(() => settings.sound.value === 'on');
  const leads = leadWhile(
    LOCK,
    computed(() => on.value && state.value === 'able' && isLive.value),
  );
  const held = computed(() => on.value && state.value === 'blocked');
  const ringsElsewhere = signal(true);
  let softAt = Number.NEGATIVE_INFINITY;

  effect(() => {
    if (on.value) voice.prepare();
    voice.setVolume(LOUDNESS[settings.volume.value]);
  });
  effect(() => {
    if (!held.value) return;
    let stop = () => {};
    const look = () => {
      void isLed(LOCK).then((led) => {
        ringsElsewhere.value = led;
      });
      stop = clock.after(LOOK_EVERY_MS, look);
    };
    look();
    return () => stop();
  });

  let known: ReadonlyMap<string, Alarm> = new Map();
  let everyS = 0;
  effect(() => {
    const standing = alarms.value;
    const isNew = [...standing].some(([id, alarm]) => known.get(id) !== alarm);
    known = standing;
    const [first] = standing.values();
    const before = everyS;
    everyS = first && leads.value && settings.repeat.value === 'on' ? RING_EVERY_S[first] : 0;
    untracked(() => {
      if (everyS === 0) voice.hush();
      else if (isNew || before === 0) voice.ring(everyS);
      else if (everyS !== before) voice.slow(everyS);
      if (everyS === 0 && isNew && leads.value) voice.play('alarm');
    });
  });
  effect(() => () => voice.close());

  return {
    /** This device has no loudspeaker, or none that the browser may use. */
    mute: computed(() => on.value && state.value === 'mute'),
    /** Sound is on, the browser holds it back, and no other tab rings in the place of this one. */
    blocked: computed(() => held.value && !ringsElsewhere.value),
    playSoftly() {
      if (!leads.value || clock.now() - softAt < SOFT_EVERY_MS) return;
      softAt = clock.now();
      voice.play('soft');
    },
    /** By a click, which is what browsers wait for. */
    test: () => voice.play('alarm'),
  };
});
export type Sound = InstanceType<typeof SoundModel>;
