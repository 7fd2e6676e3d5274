/**
 * Writing a site's replies: what the relay has, and beside it what has been changed here and not been saved. Changes
 * stay with their reply while another one is looked at. Nothing that somebody else saved is overwritten.
 */
import { computed, createModel, signal } from '@preact/signals';
import type { Topic } from '@touchline/shared/people.ts';
import type { CannedReply } from '@touchline/shared/replies.ts';
import { ApiError } from '../api.ts';
import type { Session } from '../session.ts';
import type { ReplyRequests } from './requests.ts';

/** `version` 0: it is not saved yet. */
export type Draft = Pick<CannedReply, 'id' | 'shortcut' | 'version'> & {
  topic: Topic | null;
  texts: Record<string, string>;
};
/** `moved`: somebody else was faster; `shortcut`: another reply has it. */
export type Problem = 'moved' | 'shortcut' | ApiError['kind'];

type Deps = { session: Session; requests: ReplyRequests; newId(): string };

export const EditingModel = createModel(({ session, requests, newId }: Deps) => {
  const sites = computed(() => session.who.value?.sites.filter(({ role }) => role !== 'operator') ?? []);
  const chosenSite = signal<string | null>(null);
  const site = computed(() => sites.value.find(({ id }) => id === chosenSite.value) ?? sites.value[0] ?? null);
  const replies = signal<readonly CannedReply[] | null>(null);
  const drafts = signal<ReadonlyMap<string, Draft>>(new Map());
  const chosen = signal<string | null>(null);
  const problem = signal<Problem | null>(null);
  const saved = signal(false);
  const busy = signal(false);

  const keep = (id: string, draft: Draft | null) => {
    const next = new Map(drafts.value);
    if (draft) next.set(id, draft);
    else next.delete(id);
    drafts.value = next;
  };
  const known = computed(() => replies.value?.find(({ id }) => id === chosen.value) ?? null);
  const draft = computed<Draft | null>(() => drafts.value.get(chosen.value ?? '') ?? known.value);

  async function attempt(work: (siteId: string) => Promise<unknown>): Promise<void> {
    const asked = site.value?.id;
    if (!asked || busy.value) return;
    busy.value = true;
    problem.value = null;
    saved.value = false;
    try {
      await work(asked);
      if (site.value?.id === asked) replies.value = await requests.list(asked);
    } catch (error) {
      problem.value = problemOf(error);
    }
    busy.value = false;
  }
  const load = () => attempt(async () => {});
  const choose = (id: string | null) => {
    chosen.value = id;
    problem.value = null;
    saved.value = false;
  };

  return {
    sites,
    site,
    replies,
    draft,
    problem,
    saved,
    busy,
    isTouched: (id: string) => drafts.value.has(id),
    /** Written here and never saved. */
    unsaved: computed(() => [...drafts.value.values()].filter(({ version }) => version === 0)),
    load,
    choose,
    chooseSite(id: string) {
      chosenSite.value = id;
      replies.value = null;
      drafts.value = new Map();
      choose(null);
      return load();
    },
    begin() {
      const id = newId();
      keep(id, { id, shortcut: '', topic: null, texts: {}, version: 0 });
      choose(id);
    },
    write(change: Partial<Pick<Draft, 'shortcut' | 'topic'>>) {
      if (draft.value) keep(draft.value.id, { ...draft.value, ...change });
    },
    say(language: string, text: string) {
      if (draft.value) keep(draft.value.id, { ...draft.value, texts: { ...draft.value.texts, [language]: text } });
    },
    save: () =>
      attempt(async (siteId) => {
        const { id, shortcut, topic, texts, version } = draft.value as Draft;
        await requests.save(siteId, id, { shortcut, topic, texts: written(texts), version });
        keep(id, null);
        saved.value = true;
      }),
    remove: () =>
      attempt(async (siteId) => {
        const { id, version } = draft.value as Draft;
        if (version > 0) await requests.remove(siteId, id, version);
        keep(id, null);
        chosen.value = null;
      }),
    /** What the relay has, instead of what was written here. */
    reload() {
      if (draft.value) keep(draft.value.id, null);
      return load();
    },
  };
});
export type Editing = InstanceType<typeof EditingModel>;

/** Without the languages that nothing was written in. */
export function written(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
}

function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) return 'internal';
  if (error.fields.shortcut) return 'shortcut';
  // Changed, or taken away.
  return error.kind === 'conflict' || error.kind === 'not-found' ? 'moved' : error.kind;
}
