/** The administrator's page on translation: one site at a time, its rules as the relay has them, and what went wrong. */
import { computed, createModel, signal } from '@preact/signals';
import type { GlossaryTerm } from '@touchline/shared/translation-rules.ts';
import { type Api, ApiError, type TranslationSettings } from '../api.ts';
import type { Session } from '../session.ts';

/** What was being done when something went wrong. */
export type Part = 'load' | 'accepted' | 'budget' | 'glossary';
export type Problem = { part: Part; kind: ApiError['kind'] };

type Deps = {
  api: Pick<Api, 'translation' | 'acceptProviders' | 'setTranslationBudget' | 'saveGlossary' | 'proposedGlossary'>;
  session: Session;
};

export const TranslationModel = createModel(({ api, session }: Deps) => {
  const sites = computed(() => session.who.value?.sites.filter(({ role }) => role === 'admin') ?? []);
  const chosen = signal<string | null>(null);
  const site = computed(() => sites.value.find(({ id }) => id === chosen.value) ?? sites.value[0] ?? null);
  const settings = signal<TranslationSettings | null>(null);
  const problem = signal<Problem | null>(null);
  const saved = signal<Part | null>(null);
  /** Raised when the glossary is to be shown as the relay has it: what is being edited outlives other changes. */
  const edition = signal(0);
  /** Whether the glossary has been edited since. */
  const isUnsaved = signal(false);
  const busy = signal(false);

  const ask = async (part: Part, work: (siteId: string) => Promise<void>) => {
    const asked = site.value?.id;
    if (!asked) return;
    busy.value = true;
    problem.value = saved.value = null;
    try {
      await work(asked);
    } catch (error) {
      problem.value = { part, kind: error instanceof ApiError ? error.kind : 'internal' };
    }
    busy.value = false;
  };

  const attempt = (part: Part, work: (siteId: string) => Promise<TranslationSettings>) =>
    ask(part, async (asked) => {
      const answer = await work(asked);
      if (site.value?.id === asked) settings.value = answer;
      if (part === 'load' || part === 'glossary') edition.value++;
      if (part !== 'load') saved.value = part;
      tellSession(asked, answer.rules.accepted.length > 0);
    });

  /** A socket learns at its hello whether a site translates. */
  function tellSession(id: string, translates: boolean): void {
    const who = session.who.value;
    if (!who || who.sites.every((one) => one.id !== id || one.translates === translates)) return;
    session.enter({ ...who, sites: who.sites.map((one) => (one.id === id ? { ...one, translates } : one)) });
  }

  const accepted = computed(() => settings.value?.rules.accepted.map(({ provider }) => provider) ?? []);
  const accept = (names: string[]) => attempt('accepted', (id) => api.acceptProviders(id, names, accepted.value));
  const load = () => attempt('load', api.translation);

  return {
    sites,
    site,
    settings,
    problem,
    saved,
    edition,
    isUnsaved,
    busy,
    load,
    choose(id: string) {
      chosen.value = id;
      settings.value = null;
      isUnsaved.value = false;
      return load();
    },
    accept: (name: string) => accept([...accepted.value, name]),
    withdraw: (name: string) => accept(accepted.value.filter((one) => one !== name)),
    /** Asked before the one that stood before it. */
    prefer(name: string) {
      const at = accepted.value.indexOf(name);
      if (at <= 0) return;
      void accept(accepted.value.with(at, accepted.value[at - 1] as string).with(at - 1, name));
    },
    setBudget: (characters: number) => attempt('budget', (id) => api.setTranslationBudget(id, characters)),
    /** Terms to begin with, for the editor alone. */
    async propose(take: (terms: GlossaryTerm[]) => void) {
      await ask('glossary', async (asked) => {
        const { terms } = await api.proposedGlossary(asked);
        if (site.value?.id === asked) take(terms);
      });
    },
    /** `version`: of the glossary that was edited. */
    saveGlossary: (version: number, terms: GlossaryTerm[]) =>
      attempt('glossary', (id) => api.saveGlossary(id, version, terms)),
  };
});
export type Translation = InstanceType<typeof TranslationModel>;
