/**
 * Betting messages through protection, an engine and back, and a count of what a reader would see. What is wrong is
 * judged by the tokens that the message was made of, with none of the product's own code.
 */
import { bettingGlossary as glossary } from '@touchline/relay/translation/betting-glossary.ts';
import { protect } from '@touchline/relay/translation/protect.ts';
import { type BettingMessage, bettingMessage, NAMES, type SpokenHere } from './betting-messages.ts';

export type Trial = {
  shown: number;
  altered: number;
  /** Shown, and not with the tokens of the original: the worst that can happen. */
  wrong: { original: string; shown: string }[];
  /** Those of two or more tokens where they follow each other otherwise than in the original. */
  reordered: number;
};

export type Engine = (texts: string[], source: string, target: string) => Promise<string[]>;

export const TARGETS: Record<SpokenHere, string> = { be: 'ru', ru: 'be', uk: 'ru', en: 'es', es: 'en', pt: 'es' };

type Options = {
  count: number;
  engine: Engine;
  protection?: typeof protect;
  /** What the engine's answers become, by the number of the message. */
  damage?(answer: string, number: number): string;
};

export async function tryTranslations({ count, engine, protection = protect, damage }: Options): Promise<Trial> {
  const trial: Trial = { shown: 0, altered: 0, wrong: [], reordered: 0 };
  const messages = Array.from({ length: count }, (_, number) => ({ number, ...bettingMessage(number) }));
  for (const [language, spoken] of Map.groupBy(messages, (message) => message.language)) {
    const target = TARGETS[language];
    for (let from = 0; from < spoken.length; from += BATCH) {
      const batch = spoken.slice(from, from + BATCH);
      const hidden = batch.map(({ text }) => protection(text, { names: NAMES, glossary, source: language, target }));
      const answers = await engine(
        hidden.map(({ text }) => text),
        language,
        target,
      );
      for (const [i, message] of batch.entries()) {
        const answer = damage?.(answers[i] ?? '', message.number) ?? answers[i] ?? '';
        judge(trial, message, hidden[i]?.restore(answer) ?? { problem: 'altered' });
      }
    }
  }
  return trial;
}

const BATCH = 50;

function judge(trial: Trial, message: BettingMessage, restored: { text: string } | { problem: string }): void {
  if ('problem' in restored) {
    trial.altered += 1;
    return;
  }
  trial.shown += 1;
  if (!hasSameTokens(message, restored.text)) trial.wrong.push({ original: message.text, shown: restored.text });
  else if (!hasSameOrder(message, restored.text)) trial.reordered += 1;
}

/** Each token as often as before, and not a digit more. */
function hasSameTokens({ text, tokens }: BettingMessage, shown: string): boolean {
  const times = (where: string, token: string) =>
    [...where.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(token)}(?![\\p{L}\\p{N}])`, 'gu'))].length;
  const digitsOf = (where: string) => (where.match(/\p{N}+/gu) ?? []).sort().join(' ');
  return digitsOf(text) === digitsOf(shown) && tokens.every((token) => times(text, token) === times(shown, token));
}

function hasSameOrder({ tokens }: BettingMessage, shown: string): boolean {
  let from = 0;
  return tokens.every((token) => {
    const at = shown.indexOf(token, from);
    from = at + token.length;
    return at !== -1;
  });
}
