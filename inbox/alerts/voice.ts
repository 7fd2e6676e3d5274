/**
 * The sound, by WebAudio: no file to load and nothing for a CSP to refuse. A ring is a short sample that the audio
 * device itself repeats, so a hidden tab, whose timers run once a minute at worst, rings as punctually as one in front.
 *
 * A browser holds sound back until its page has been clicked or typed in: `blocked` until then, and the first such
 * gesture lifts it. While nothing sounds the context sleeps: one that runs keeps some laptops from doing so.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { type Sample, sampleOf } from './samples.ts';

/** `starting`: the browser has not said yet. `mute`: it lets us, and there is nothing to sound from. */
export type VoiceState = 'starting' | 'able' | 'blocked' | 'mute';

/** A browser that lets us answers within milliseconds, after its first start within a second. */
const ANSWER_MS = 1_000;
const GESTURES = ['pointerdown', 'keydown', 'click'] as const;
/** What rings already is not begun again by every newcomer. */
const AGAIN_AFTER_S = 2;

export interface Voice {
  /** Asks the browser now; the answer comes by `changed`. */
  prepare(): void;
  /** Once, over what rings. */
  play(sample: Sample): void;
  /** At once, and then every so often until `hush`. */
  ring(everyS: number): void;
  /** Goes on ringing, more or less often. */
  slow(everyS: number): void;
  hush(): void;
  setVolume(loudness: number): void;
  close(): void;
}

export function createVoice(clock: Clock, changed: (state: VoiceState) => void): Voice {
  let context: AudioContext | null = null;
  let out: GainNode | null = null;
  let loudness = 0;
  let ringing: AudioBufferSourceNode | null = null;
  let rangAt = Number.NEGATIVE_INFINITY;
  let sounding = 0;
  let giveUp = () => {};

  const wake = () => {
    if (!context) return;
    for (const gesture of GESTURES) addEventListener(gesture, wake);
    giveUp();
    giveUp = clock.after(ANSWER_MS, () => {
      if (context?.state !== 'running') changed(navigator.userActivation.hasBeenActive ? 'mute' : 'blocked');
    });
    void context.resume().catch(() => {});
  };
  const ignoreGestures = () => {
    for (const gesture of GESTURES) removeEventListener(gesture, wake);
  };
  const tell = () => {
    if (context?.state !== 'running') return;
    giveUp();
    ignoreGestures();
    changed('able');
    rest();
  };
  const rest = () => {
    if (sounding === 0) void context?.suspend();
  };

  const start = (sample: Sample, { everyS = 0, fromSilence = false } = {}) => {
    prepare();
    if (!context || !out) return null;
    const source = context.createBufferSource();
    source.buffer = sampleOf(context, sample, everyS);
    source.loop = everyS > 0;
    source.connect(out);
    source.onended = () => {
      source.disconnect();
      sounding--;
      rest();
    };
    sounding++;
    // Half-way through a round nothing sounds.
    source.start(0, fromSilence ? everyS / 2 : 0);
    wake();
    return source;
  };
  const stop = () => {
    ringing?.stop();
    ringing = null;
  };

  function prepare() {
    if (context || typeof AudioContext === 'undefined') return;
    context = new AudioContext();
    context.onstatechange = tell;
    out = context.createGain();
    out.gain.value = loudness;
    out.connect(context.destination);
    wake();
  }

  return {
    prepare,
    play: (sample) => void start(sample),
    ring(everyS) {
      const now = context?.currentTime ?? 0;
      if (ringing && now - rangAt < AGAIN_AFTER_S) return;
      stop();
      ringing = start('alarm', { everyS });
      rangAt = now;
    },
    slow(everyS) {
      stop();
      ringing = start('alarm', { everyS, fromSilence: true });
    },
    hush: stop,
    setVolume(value) {
      loudness = value;
      if (out) out.gain.value = value;
    },
    close() {
      giveUp();
      ignoreGestures();
      void context?.close();
      context = null;
    },
  };
}
