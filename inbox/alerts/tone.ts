/**
 * Two short notes by WebAudio: no file to load and nothing for a CSP to refuse. A browser holds sound back until
 * the page has been clicked or typed in; `blocked` says so, and the first such gesture lifts it.
 */
const NOTES_HZ = [659.3, 880];
const NOTE_S = 0.13;
const LOUDNESS = 0.12;

export interface Tone {
  play(): void;
  /** Asks the browser now; the answer comes by `changed`. */
  prepare(): void;
  close(): void;
}

export function createTone(changed: (blocked: boolean) => void): Tone {
  let context: AudioContext | null = null;
  const tell = () => changed(context !== null && context.state === 'suspended');
  const unlock = () => void context?.resume().then(tell, tell);

  const prepare = () => {
    if (!context && typeof AudioContext !== 'undefined') {
      context = new AudioContext();
      context.onstatechange = tell;
      addEventListener('pointerdown', unlock);
      addEventListener('keydown', unlock);
    }
    tell();
  };

  return {
    prepare,
    play() {
      prepare();
      if (context?.state !== 'running') return;
      for (const [at, hz] of NOTES_HZ.entries()) note(context, hz, context.currentTime + at * NOTE_S);
    },
    close() {
      removeEventListener('pointerdown', unlock);
      removeEventListener('keydown', unlock);
      void context?.close();
      context = null;
    },
  };
}

function note(context: AudioContext, hz: number, at: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = hz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S * 2);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + NOTE_S * 2);
}
