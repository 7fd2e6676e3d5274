/**
 * Translating with a real engine: how many texts a second and how late each is, by the relay's whole way (protection,
 * glossary, cache, budget, HTTP, verification) against the engine alone, which is given the same texts as they leave.
 * And how many of ten thousand messages with amounts, odds, ids and links come back altered.
 */
import { createMetrics } from '@touchline/relay/platform/metrics.ts';
import { bettingGlossary as glossary } from '@touchline/relay/translation/betting-glossary.ts';
import { createTranslator } from '@touchline/relay/translation/chained-translator.ts';
import { protect } from '@touchline/relay/translation/protect.ts';
import { openProviders } from '@touchline/relay/translation/providers.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { bettingMessage, NAMES } from '../../support/betting-messages.ts';
import { quietLog } from '../../support/postgres.ts';
import { createSite } from '../../support/relay.ts';
import { TARGETS, tryTranslations } from '../../support/translation-trial.ts';
import { startTranslator, type TranslatorProcess } from '../../support/translator-process.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import { rowOf } from '../rows.ts';
import { withDatabase } from '../servers/own-database.ts';
import { percentile } from '../statistics.ts';

const FULL = { rounds: 7, texts: 600, messages: 10_000 };
const QUICK = { rounds: 2, texts: 60, messages: 300 };
/** As many as a site's busy evening has underway; more only wait for each other in the engine. */
const AT_ONCE = 4;

export const translations: Figure = { name: 'translations', measure };

type Message = { text: string; source: string; target: string };
type Round = { perSecond: number; p50: number; p99: number };

async function measure({ quick, say }: BenchOptions): Promise<Row[]> {
  const size = quick ? QUICK : FULL;
  const engine = await startTranslator();
  try {
    const rounds = await race(engine, size, say);
    return [...rowsOf(rounds), ...(await altered(engine, size.messages, say))];
  } finally {
    await engine.stop();
  }
}

function race(engine: TranslatorProcess, { rounds, texts }: typeof FULL, say: BenchOptions['say']) {
  return withDatabase(async (db) => {
    const { id: siteId } = await createSite(db);
    const rules = translationRules.parse({
      accepted: [{ provider: 'apertium', by: '', at: 0 }],
      monthlyCharacters: 1_000_000_000,
      glossary,
    });
    const providers = openProviders([{ name: 'apertium', kind: 'libretranslate', url: engine.url }], systemClock);
    const translator = createTranslator({
      providers,
      db,
      clock: systemClock,
      log: quietLog,
      registry: createMetrics().registry,
    });
    const ours = async ({ text, source, target }: Message) => {
      const [rendering] = await translator.translate({ siteId, rules, source, target, texts: [text], names: NAMES });
      if (rendering?.problem) throw new Error(`“${text}” was not translated: ${rendering.problem}`);
    };
    const alone = ({ text, source, target }: Message) => engine.translate([text], source, target);

    const messages = messagesFrom(0, texts);
    // Dictionaries are loaded with the first text.
    await timed(messages, ours);
    const results: { ours: Round[]; alone: Round[] } = { ours: [], alone: [] };
    for (let i = 0; i < rounds; i++) {
      const sent = messages.map(hidden);
      const inTurn = [
        async () => {
          await db.query('delete from translation_cache');
          results.ours.push(await timed(messages, ours));
        },
        async () => void results.alone.push(await timed(sent, alone)),
      ];
      for (const turn of i % 2 ? inTurn : inTurn.toReversed()) await turn();
      say(
        `round ${i + 1} of ${rounds}: ${results.ours.at(-1)?.perSecond.toFixed()} texts/s, the engine alone ${results.alone.at(-1)?.perSecond.toFixed()}`,
      );
    }
    return results;
  });
}

/** No two of them leave as the same text, or the cache would answer. */
function messagesFrom(first: number, count: number): Message[] {
  const messages = new Map<string, Message>();
  for (let number = first; messages.size < count; number++) {
    const { text, language } = bettingMessage(number);
    // A word for each, because what differs otherwise are numbers, which do not leave.
    const worded = `${text} ${String.fromCodePoint(...[...`${number}`].map((digit) => 97 + Number(digit)))}`;
    const message = { text: worded, source: language, target: TARGETS[language] };
    messages.set(hidden(message).text, message);
  }
  return [...messages.values()];
}

function hidden({ text, source, target }: Message): Message {
  return { text: protect(text, { names: NAMES, glossary, source, target }).text, source, target };
}

async function timed(messages: Message[], translate: (message: Message) => Promise<unknown>): Promise<Round> {
  const took: number[] = [];
  const waiting = messages.values();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const message of waiting) {
        const asked = performance.now();
        await translate(message);
        took.push(performance.now() - asked);
      }
    }),
  );
  const sorted = Float64Array.from(took).sort();
  const perSecond = (messages.length / (performance.now() - begun)) * 1_000;
  return { perSecond, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

function rowsOf({ ours, alone }: { ours: Round[]; alone: Round[] }): Row[] {
  const row = (name: string, unit: Row['unit'], pick: (round: Round) => number) =>
    rowOf(name, unit, { ours: ours.map(pick), others: { 'engine alone': alone.map(pick) } });
  return [
    row('translations', 'messages/s', ({ perSecond }) => perSecond),
    row('translations/p50', 'ms', ({ p50 }) => p50),
    row('translations/p99', 'ms', ({ p99 }) => p99),
  ];
}

async function altered(engine: TranslatorProcess, count: number, say: BenchOptions['say']): Promise<Row[]> {
  const trial = await tryTranslations({ count, engine: engine.translate });
  say(
    `of ${count} messages ${trial.shown} are shown, ${trial.reordered} with tokens in another order, ${trial.altered} altered`,
  );
  if (trial.wrong[0]) throw new Error(`a wrong amount was shown: ${JSON.stringify(trial.wrong[0])}`);
  return [rowOf('translations/altered', '%', { ours: [(trial.altered / count) * 100], others: {} })];
}
