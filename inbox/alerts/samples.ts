/** What there is to hear, drawn sample by sample: an alarm of two rising notes, and one soft note for smaller things. */
export type Sample = 'alarm' | 'soft';

const RATE_HZ = 16_000;
const NOTE_S = 0.13;
/** A note dies away over this time, half of it under the next one. */
const DECAY_S = 2 * NOTE_S;
const NOTES: Record<Sample, { hz: readonly number[]; loudness: number }> = {
  alarm: { hz: [659.3, 880], loudness: 1 },
  soft: { hz: [523.3], loudness: 0.4 },
};

/** With silence after it, up to `lengthS`. */
export function sampleOf(context: AudioContext, sample: Sample, lengthS: number): AudioBuffer {
  const { hz, loudness } = NOTES[sample];
  const soundS = (hz.length - 1) * NOTE_S + DECAY_S;
  const buffer = context.createBuffer(1, Math.ceil(Math.max(soundS, lengthS) * RATE_HZ), RATE_HZ);
  const wave = buffer.getChannelData(0);
  for (const [index, pitch] of hz.entries()) {
    const from = Math.round(index * NOTE_S * RATE_HZ);
    for (let at = 0; at < DECAY_S * RATE_HZ; at++) {
      const s = at / RATE_HZ;
      const envelope = Math.min(1, s / 0.01) * Math.exp((-5 * s) / DECAY_S);
      wave[from + at] = (wave[from + at] ?? 0) + loudness * envelope * Math.sin(2 * Math.PI * pitch * s);
    }
  }
  return buffer;
}
