/**
 * The page of numbers: what is asked stands in the address, what was answered here. A question that is asked again while
 * its answer is shown keeps it, dimmed, so that nothing jumps.
 */
import { computed, createModel, effect, signal, untracked } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { SiteRef } from '@touchline/shared/people.ts';
import type { Digest, ReportTable } from '@touchline/shared/reports.ts';
import { ApiError } from '../api.ts';
import { go, hrefOf, route } from '../router.ts';
import type { Session } from '../session.ts';
import { type Asked, askedOf, filtersOf, rangeOf, restOf, UNFILTERED } from './asked.ts';
import { addDays, todayIn } from './days.ts';
import { type Question, questionsOf } from './questions.ts';
import type { ReportRequests } from './requests.ts';

/** While older conversations are still being counted. */
const AGAIN_MS = 5_000;

export type Answer = { asked: Asked; questions: Question[]; tables: ReportTable[]; digest: Digest | null };
export type Named = { id: string; name: string };

type Deps = { session: Session; requests: ReportRequests; clock: Clock };

export const ReportsModel = createModel(({ session, requests, clock }: Deps) => {
  const known = computed<readonly SiteRef[]>(() => {
    const mine = session.who.value?.sites ?? [];
    const run = mine.filter(({ role }) => role !== 'operator');
    return run.length > 0 ? run : mine;
  });
  /** No more than one's own numbers are to be had. */
  const isOwn = computed(() => known.value.every(({ role }) => role === 'operator'));
  const at = signal('');
  effect(() => {
    if (route.value.page === 'reports') at.value = route.value.rest ?? '';
  });
  const asked = computed(() => askedOf(at.value));
  const sites = computed(() => {
    const chosen = known.value.filter(({ id }) => asked.value.sites.includes(id));
    return chosen.length > 0 ? chosen : known.value;
  });
  /** The site's, once an answer has said it; the reader's until then. */
  const zone = signal<string | undefined>(undefined);
  const today = computed(() => todayIn(zone.value, clock.now()));
  const range = computed(() => rangeOf(asked.value, today.value));
  const week = computed(() => asked.value.week ?? addDays(today.value, -7));
  const questions = computed(() =>
    questionsOf(asked.value, {
      sites: sites.value.map(({ id }) => id),
      range: range.value,
      ofOne: isOwn.value || asked.value.operator !== null,
    }),
  );

  const answer = signal<Answer | null>(null);
  const problem = signal<ApiError['kind'] | null>(null);
  const busy = signal(false);
  const tries = signal(0);
  const operators = signal<readonly Named[]>([]);
  let newest = 0;
  let stopAgain = () => {};

  async function load(): Promise<void> {
    const mine = ++newest;
    stopAgain();
    const [wanted, of] = [asked.value, questions.value];
    const [first] = sites.value;
    if (!first) return;
    busy.value = true;
    try {
      const [tables, digest] = await Promise.all([
        Promise.all(of.map((question) => requests.table(question))),
        wanted.view === 'digest' ? requests.digest(first.id, week.value) : null,
      ]);
      if (mine !== newest) return;
      answer.value = { asked: wanted, questions: of, tables, digest };
      problem.value = null;
      zone.value = tables[0]?.zone ?? digest?.zone ?? zone.value;
      if (!(tables[0] ?? digest)?.complete) stopAgain = clock.after(AGAIN_MS, () => tries.value++);
    } catch (error) {
      if (mine !== newest) return;
      problem.value = error instanceof ApiError ? error.kind : 'internal';
    }
    busy.value = false;
  }

  /** Who did something in this time: those whom one may want to see alone. */
  async function loadOperators(): Promise<void> {
    const [question] = questionsOf(
      { ...asked.value, view: 'operators', operator: null, compare: false },
      {
        ...{ sites: sites.value.map(({ id }) => id), range: range.value, ofOne: false },
      },
    );
    if (!question || isOwn.value) return;
    const table = await requests.table({ ...question, metrics: ['outgoing'] }).catch(() => null);
    if (table) operators.value = table.rows.flatMap(({ key, name }) => (key ? { id: key, name: name ?? '' } : []));
  }

  const key = computed(() =>
    JSON.stringify([
      asked.value.view,
      questions.value,
      asked.value.view === 'digest' && [week.value, sites.value[0]?.id],
    ]),
  );
  effect(() => {
    key.value;
    tries.value;
    untracked(() => void load());
  });
  const whose = computed(() => JSON.stringify([sites.value.map(({ id }) => id), range.value]));
  effect(() => {
    whose.value;
    untracked(() => void loadOperators());
  });
  effect(() => () => {
    newest++;
    stopAgain();
  });

  const wayTo = (change: Partial<Asked>) => ({ page: 'reports', rest: restOf({ ...asked.value, ...change }) }) as const;
  return {
    ...{ known, isOwn, asked, sites, today, range, week, answer, problem, busy, operators },
    hrefTo: (change: Partial<Asked>) => hrefOf(wayTo(change)),
    ask: (change: Partial<Asked>) => go(wayTo(change)),
    again: () => tries.value++,
    filters: computed(() => filtersOf(asked.value)),
    unfilter: () => go(wayTo(UNFILTERED)),
  };
});
export type Reports = InstanceType<typeof ReportsModel>;

export type ViewProps = { reports: Reports; answer: Answer };
