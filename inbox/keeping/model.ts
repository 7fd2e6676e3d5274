/**
 * One player's data on the screen of an administrator: who is found, what is held about them, and what becomes of it.
 * Nothing of a player stays here longer than the page.
 */
import { computed, createModel, signal } from '@preact/signals';
import type { HeldPlayer, KeepingReport } from '@touchline/shared/privacy.ts';
import { ApiError } from '../api.ts';
import type { Session } from '../session.ts';
import type { Erased, KeepingRequests } from './requests.ts';

export type Problem = ApiError['kind'] | 'confirm';

type Deps = { session: Session; requests: KeepingRequests; save(file: Blob, name: string): void };

export const KeepingModel = createModel(({ session, requests, save }: Deps) => {
  const sites = computed(() => session.who.value?.sites.filter(({ role }) => role === 'admin') ?? []);
  const chosen = signal<string | null>(null);
  const site = computed(() => sites.value.find(({ id }) => id === chosen.value) ?? sites.value[0] ?? null);
  const report = signal<KeepingReport | null>(null);
  const who = signal('');
  /** Null before anybody was looked for. */
  const found = signal<readonly HeldPlayer[] | null>(null);
  const internal = signal(true);
  const erasing = signal<HeldPlayer | null>(null);
  const typed = signal('');
  const erased = signal<Erased | null>(null);
  const exported = signal(false);
  const busy = signal<'find' | 'export' | 'erase' | 'hold' | null>(null);
  const problem = signal<Problem | null>(null);

  async function attempt(what: NonNullable<typeof busy.value>, work: (siteId: string) => Promise<void>): Promise<void> {
    const asked = site.value?.id;
    if (!asked || busy.value) return;
    busy.value = what;
    problem.value = null;
    erased.value = null;
    exported.value = false;
    try {
      await work(asked);
    } catch (error) {
      problem.value = problemOf(error);
    }
    busy.value = null;
  }

  async function load(): Promise<void> {
    const asked = site.value?.id;
    if (!asked) return;
    try {
      const answer = await requests.report(asked);
      if (site.value?.id === asked) report.value = answer;
    } catch (error) {
      problem.value = problemOf(error);
    }
  }

  return {
    sites,
    site,
    report,
    who,
    found,
    internal,
    erasing,
    typed,
    erased,
    exported,
    busy,
    problem,
    load,
    /** Whether what was typed is the code of whoever is about to be erased. */
    isConfirmed: computed(() => erasing.value !== null && plain(typed.value) === plain(erasing.value.code)),

    chooseSite(id: string): Promise<void> {
      chosen.value = id;
      report.value = null;
      found.value = null;
      problem.value = null;
      return load();
    },

    find: () =>
      attempt('find', async (siteId) => {
        found.value = null;
        found.value = await requests.find(siteId, who.value.trim());
      }),

    export: (player: HeldPlayer) =>
      attempt('export', async (siteId) => {
        save(await requests.export(siteId, player.contact, internal.value), `player-${player.code}.zip`);
        exported.value = true;
        await load();
      }),

    /** Places a hold on their data, or lifts the one that there is. */
    async hold({ contact, hold }: HeldPlayer, reason: string): Promise<boolean> {
      await attempt('hold', async (siteId) => {
        await (hold ? requests.release : requests.hold)(siteId, contact, reason);
        const [now] = await requests.find(siteId, contact);
        found.value = found.value?.map((one) => (one.contact === contact && now ? now : one)) ?? null;
        await load();
      });
      return problem.value === null;
    },

    ask(player: HeldPlayer | null): void {
      erasing.value = player;
      typed.value = '';
      problem.value = null;
    },

    erase: () =>
      attempt('erase', async (siteId) => {
        const player = erasing.value;
        if (!player) return;
        erased.value = await requests.erase(siteId, player.contact, typed.value);
        erasing.value = null;
        found.value = found.value?.filter(({ contact }) => contact !== player.contact) ?? null;
        who.value = '';
        await load();
      }),
  };
});
export type Keeping = InstanceType<typeof KeepingModel>;

function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) return 'internal';
  return error.fields.confirm ? 'confirm' : error.kind;
}

const plain = (code: string) => code.toUpperCase().replace(/[\s-]/g, '');
