/** A translator whose answers a test writes, and can hold back. */
import type { Rendering, Translator } from '@touchline/relay/translation/translator.ts';

export type Answer = string | Exclude<Rendering['problem'], null>;

const PROBLEMS: readonly string[] = ['altered', 'unavailable', 'unsupported', 'budget'];

export function scriptedTranslator(answers: Record<string, Answer>) {
  let open = Promise.withResolvers<void>();
  open.resolve();

  async function rendering(text: string): Promise<Rendering> {
    await open.promise;
    const answer = answers[text] ?? 'unavailable';
    return PROBLEMS.includes(answer)
      ? { text: null, provider: null, problem: answer as Exclude<Rendering['problem'], null> }
      : { text: answer, provider: 'scripted', problem: null };
  }

  const translator: Translator = {
    supports: ({ accepted }) => accepted.length > 0,
    translate: ({ texts }) => Promise.all(texts.map(rendering)),
    providers: () => [{ name: 'scripted', host: 'translator.example' }],
  };
  return {
    translator,
    hold() {
      open = Promise.withResolvers<void>();
    },
    letGo: () => open.resolve(),
  };
}
