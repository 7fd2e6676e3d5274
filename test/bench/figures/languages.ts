/**
 * Which language a player writes: how often the relay is right, against `eld` and `franc` under the same rules and
 * restricted to the same twelve languages. After one, two and three messages; on a page in the player's language and
 * on one in another. And what it costs: CPU a message, memory a relay.
 *
 * Two sets: chat lines written for this project, few and typical, and sentences of Debian's programs, many and from
 * elsewhere. The model has seen neither. The second needs Debian's package servers and is left out where there are none.
 */
import { heardNext, noEvidence } from '@touchline/relay/languages/evidence.ts';
import type { Guesser } from '@touchline/relay/languages/guess.ts';
import { startChild } from '../child.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import { ENTRANTS, type Entrant, entrant } from '../language-entrants.ts';
import type { LanguageMemoryTask } from '../language-memory.ts';
import { type Case, debianCases, LANGUAGES, playerCases } from '../language-sets.ts';
import { rowOf } from '../rows.ts';

const FULL = { rounds: 5, perLanguage: 600 };
const QUICK = { rounds: 1, perLanguage: 60 };
const MESSAGES = 3;
const BUCKETS: [name: string, fits: (length: number) => boolean][] = [
  ['to-20', (length) => length <= 20],
  ['21-to-40', (length) => length > 20 && length <= 40],
  ['from-41', (length) => length > 40],
];

export const languages: Figure = { name: 'languages', measure };

type Page = 'own-page' | 'other-page';
type Outcome = Case & { page: Page; after: number; right: boolean };
type Guessers = Record<Entrant, Guesser>;

async function measure({ quick, say }: BenchOptions): Promise<Row[]> {
  const { rounds, perLanguage } = quick ? QUICK : FULL;
  const guessers = {} as Guessers;
  for (const name of ENTRANTS) guessers[name] = await entrant(name);
  const players = playerCases();
  const rows = await accuracy('players', players, guessers, []);
  const debian = await debianCases(perLanguage).catch((error: Error) => {
    say(`without Debian's sentences: ${error.message}`);
    return [];
  });
  rows.push(...(await accuracy('debian', debian, guessers, BUCKETS)));
  rows.push(await costs('languages/cpu', 'ms', rounds, (name) => cpuMs(guessers[name], players)));
  rows.push(await costs('languages/memory', 'KB', rounds, memoryKB));
  return rows;
}

async function accuracy(set: string, cases: Case[], guessers: Guessers, buckets: typeof BUCKETS): Promise<Row[]> {
  const outcomes = {} as Record<Entrant, Outcome[]>;
  for (const name of ENTRANTS) outcomes[name] = await judge(cases, guessers[name]);
  const row = (label: string, of: (outcome: Outcome) => boolean) => {
    const share = (name: Entrant) => {
      const those = outcomes[name].filter(of);
      return [(100 * those.filter(({ right }) => right).length) / those.length];
    };
    const count = outcomes.touchline.filter(of).length;
    const others = { eld: share('eld'), franc: share('franc') };
    return count === 0
      ? []
      : [finite(rowOf(`languages/${set}/${label}/n${count}`, '%', { ours: share('touchline'), others }))];
  };
  const kinds = [...new Set(cases.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const of = (language: string | null, page: Page, after: number) => (outcome: Outcome) =>
      outcome.kind === kind &&
      outcome.page === page &&
      outcome.after === after &&
      [null, outcome.language].includes(language);
    const each = [...new Set(cases.filter((one) => one.kind === kind).map(({ language }) => language)), null];
    return each.flatMap((language) => {
      const name = `${kind}/${language ?? 'all'}`;
      const first = of(language, 'other-page', 1);
      return [
        ...row(`${name}/own-page/1`, of(language, 'own-page', 1)),
        ...[1, 2, 3].flatMap((after) => row(`${name}/other-page/${after}`, of(language, 'other-page', after))),
        ...buckets.flatMap(([bucket, fits]) =>
          row(`${name}/other-page/1/${bucket}`, (outcome) => first(outcome) && fits(outcome.text.length)),
        ),
      ];
    });
  });
}

/** Nothing is a multiple of never being right. */
function finite({ ratio, ...row }: Row): Row {
  const ratios = Object.fromEntries(Object.entries(row.ratios).filter(([, { median }]) => Number.isFinite(median)));
  return { ...row, ...(Number.isFinite(ratio) && { ratio }), ratios };
}

/** Every message begins a conversation, which goes on with its neighbours of the same kind and language. */
async function judge(cases: Case[], guess: Guesser): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const guesses = await Promise.all(cases.map(({ text }) => guess(text, LANGUAGES)));
  const groups = Map.groupBy(cases.keys(), (i) => `${cases[i]?.kind} ${cases[i]?.language}`);
  for (const group of groups.values()) {
    for (const [at, first] of group.entries()) {
      const one = cases[first] as Case;
      for (const page of ['own-page', 'other-page'] as const) {
        const assumed = page === 'own-page' ? one.language : one.language === 'en' ? 'ru' : 'en';
        let evidence = noEvidence(assumed);
        for (let after = 1; after <= MESSAGES; after++) {
          const heard = guesses[group[(at + after - 1) % group.length] ?? first];
          if (heard) evidence = heardNext(evidence, heard, assumed);
          outcomes.push({ ...one, page, after, right: evidence.language === one.language });
        }
      }
    }
  }
  return outcomes;
}

async function costs(figure: string, unit: Row['unit'], rounds: number, measured: (name: Entrant) => Promise<number>) {
  const numbers = { touchline: [] as number[], eld: [] as number[], franc: [] as number[] };
  for (let i = 0; i < rounds; i++) for (const name of ENTRANTS) numbers[name].push(await measured(name));
  const { touchline, ...others } = numbers;
  return rowOf(figure, unit, { ours: touchline, others });
}

/** Of this process's CPU, so that a busy machine does not count. */
async function cpuMs(guess: Guesser, cases: Case[]): Promise<number> {
  const before = process.cpuUsage();
  const turns = 20;
  for (let i = 0; i < turns; i++) for (const { text } of cases) await guess(text, LANGUAGES);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / turns / cases.length;
}

/** Of a process of its own: what it holds more than before it had heard anything. */
async function memoryKB(name: Entrant): Promise<number> {
  const task: LanguageMemoryTask = { name };
  const child = await startChild(new URL('../language-memory.ts', import.meta.url), { task, exposeGc: true });
  const { addedKB } = child.hello as { addedKB: number };
  await child.stop();
  return addedKB;
}
