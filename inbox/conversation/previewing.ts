/**
 * What the player would receive, asked for while the reply is written: a moment after the last key, one question at a
 * time. An answer to a text that has changed meanwhile is dropped. Sending never waits for any of it.
 */
import { signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';

const AFTER_LAST_KEY_MS = 700;
/** Fewer say nothing yet. */
const LETTERS_MIN = 3;

/** `problem`: why there is none, `failed` where the relay could not even say. Neither: they read what is written. */
export type Previewed = { text: string | null; language: string; problem: string | null };
/** `language`: another one is another question. */
export type Wanted = { conversation: string; language: string; text: string };

type Deps = { clock: Clock; send(frame: OperatorUp): boolean };

export function createPreviewing({ clock, send }: Deps) {
  const shown = signal<Previewed | null>(null);
  const asking = signal(false);
  let wanted: Wanted | null = null;
  let asked: { clientId: string; of: Wanted } | null = null;
  /** The moment after the last key has passed, and nobody has been asked. */
  let isDue = false;
  let callOff = () => {};

  const ask = () => {
    if (!wanted || asked) return;
    const { conversation, text } = wanted;
    const clientId = newId(clock.now());
    if (!send({ type: 'preview', conversation, clientId, text })) return;
    asked = { clientId, of: wanted };
    isDue = false;
  };

  return {
    shown,
    /** What is shown, if anything is, was of an older text. */
    asking,
    want(next: Wanted | null) {
      const enough = next && (next.text.match(/\p{L}/gu)?.length ?? 0) >= LETTERS_MIN ? next : null;
      if (isSame(enough, wanted)) return;
      if (enough?.conversation !== wanted?.conversation || enough?.language !== wanted?.language) shown.value = null;
      wanted = enough;
      isDue = false;
      asking.value = wanted !== null;
      callOff();
      if (!wanted) return;
      callOff = clock.after(AFTER_LAST_KEY_MS, () => {
        isDue = true;
        ask();
      });
    },
    receive(frame: OperatorDown) {
      if (frame.type === 'ready' && isDue) ask();
      if ((frame.type !== 'preview' && frame.type !== 'error') || !asked || frame.clientId !== asked.clientId) return;
      const { of } = asked;
      asked = null;
      if (of === wanted) {
        shown.value =
          frame.type === 'preview'
            ? { text: frame.text, language: frame.language, problem: frame.problem ?? null }
            : { text: null, language: of.language, problem: 'failed' };
        asking.value = false;
      } else if (isDue) ask();
    },
    /** With the line goes the answer; the question is asked again over the next one. */
    lost() {
      isDue ||= asked?.of === wanted && asked !== null;
      asked = null;
    },
    close: () => callOff(),
  };
}

function isSame(a: Wanted | null, b: Wanted | null): boolean {
  return a?.conversation === b?.conversation && a?.language === b?.language && a?.text === b?.text;
}
