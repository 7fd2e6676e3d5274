/**
 * What the administrators of a site settle about its translations: who gets its texts, how many of them a month, and
 * which terms have to be right. Nothing leaves before one of them has accepted a provider by name. Two who change the
 * same thing at once are told so: a change says what its author was looking at.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { type FormProblem, type GlossaryComplaint, judgeGlossary } from '@touchline/shared/glossary.ts';
import type { GlossaryTerm, TranslationRules } from '@touchline/shared/translation-rules.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import { bettingGlossary } from './betting-glossary.ts';

/** `month`: `2026-11`. */
export type Used = { month: string; characters: number };
export type TranslationSettings = {
  rules: TranslationRules;
  providers: { name: string; host: string }[];
  used: Used;
};

/** The sites' store, as far as it is about this. */
export type RulesStore = {
  translationOf(siteId: string): Promise<TranslationRules | null>;
  /** Under a lock; what `change` throws leaves everything as it was. */
  changeTranslation(
    siteId: string,
    change: (rules: TranslationRules) => TranslationRules,
  ): Promise<TranslationRules | null>;
  translationUsed(siteId: string): Promise<Used>;
};

type Deps = {
  store: RulesStore;
  providers(): { name: string; host: string }[];
  clock: Clock;
  audit(act: string, actorId: string, siteId: string, about: object): Promise<void>;
  /** Sites that somebody belongs to. */
  sitesOf(operatorId: string): Promise<{ id: string; role: string }[]>;
};
type Administrator = { id: string };

export type TranslationRulesService = ReturnType<typeof createTranslationRules>;

export function createTranslationRules({ store, providers, clock, audit, sitesOf }: Deps) {
  async function authorise(siteId: string, { id }: Administrator): Promise<void> {
    const mine = await sitesOf(id);
    if (!mine.some((site) => site.id === siteId && site.role === 'admin')) throw notFound();
  }

  async function settingsOf(siteId: string, rules: TranslationRules | null): Promise<TranslationSettings> {
    if (!rules) throw notFound();
    return { rules, providers: providers(), used: await store.translationUsed(siteId) };
  }

  async function change(
    siteId: string,
    administrator: Administrator,
    act: string,
    edit: (rules: TranslationRules) => TranslationRules,
    about: (rules: TranslationRules) => object,
  ): Promise<TranslationSettings> {
    await authorise(siteId, administrator);
    const rules = await store.changeTranslation(siteId, edit);
    const settings = await settingsOf(siteId, rules);
    await audit(act, administrator.id, siteId, about(settings.rules));
    return settings;
  }

  return {
    async read(siteId: string, administrator: Administrator): Promise<TranslationSettings> {
      await authorise(siteId, administrator);
      return settingsOf(siteId, await store.translationOf(siteId));
    },

    /** A glossary to begin with; the site has none of it until its administrator saves it. */
    async proposal(siteId: string, administrator: Administrator): Promise<{ terms: GlossaryTerm[] }> {
      await authorise(siteId, administrator);
      return { terms: bettingGlossary };
    },

    /** `names` in the order in which they are asked; `seen` as it was. What stays keeps who accepted it, and when. */
    accept(
      siteId: string,
      administrator: Administrator,
      { accepted: names, seen }: { accepted: string[]; seen: string[] },
    ) {
      const edit = (rules: TranslationRules): TranslationRules => {
        const before = rules.accepted.map(({ provider }) => provider);
        if (before.join() !== seen.join()) throw moved('Somebody has changed who translates here meanwhile.');
        const unknown = names.find((name) => !before.includes(name) && !providers().some((one) => one.name === name));
        if (unknown !== undefined) throw refused('accepted', `No provider “${unknown}” is set up on this relay.`);
        if (new Set(names).size < names.length) throw refused('accepted', 'A provider stands in the list once.');
        const at = clock.now();
        const entryOf = (provider: string) =>
          rules.accepted.find((one) => one.provider === provider) ?? { provider, by: administrator.id, at };
        return { ...rules, accepted: names.map(entryOf) };
      };
      const about = () => ({ accepted: names, before: seen });
      return change(siteId, administrator, 'translation.accepted', edit, about);
    },

    setBudget(siteId: string, administrator: Administrator, monthlyCharacters: number) {
      const edit = (rules: TranslationRules) => ({ ...rules, monthlyCharacters });
      return change(siteId, administrator, 'translation.budget', edit, () => ({ monthlyCharacters }));
    },

    /** `version`: of the glossary that was edited. */
    setGlossary(
      siteId: string,
      administrator: Administrator,
      { version, terms }: { version: number; terms: GlossaryTerm[] },
    ) {
      const edit = (rules: TranslationRules): TranslationRules => {
        if (rules.glossaryVersion !== version) throw moved('Somebody has changed the glossary meanwhile.');
        const complaint = judgeGlossary(terms);
        if (complaint) throw refused('terms', sentenceOf(complaint));
        return { ...rules, glossary: terms, glossaryVersion: version + 1 };
      };
      const about = ({ glossaryVersion }: TranslationRules) => ({ version: glossaryVersion, terms: terms.length });
      return change(siteId, administrator, 'translation.glossary', edit, about);
    },
  };
}

const moved = (sentence: string) => new Refusal('conflict', sentence);
const refused = (field: string, sentence: string) =>
  new Refusal('bad-request', sentence, { fields: { [field]: sentence } });

const WHY: Record<FormProblem, string> = {
  few: 'needs two languages at least',
  empty: 'is empty',
  digits: 'has digits; numbers are kept as they are without a glossary',
  marks: 'has a sign that could be taken for a placeholder',
  long: 'is longer than 80 characters',
};

function sentenceOf({ term, language, form, problem }: GlossaryComplaint): string {
  return `Term ${term + 1}${language ? `, ${language}` : ''}: “${form}” ${WHY[problem]}.`;
}
