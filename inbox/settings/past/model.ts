/** The changes that are shown: of one section or of all, page by page. */
import { createModel, signal } from '@preact/signals';
import type { SectionName, SiteChange } from '@touchline/shared/site-sections.ts';
import { ApiError } from '../../api.ts';
import type { Problem } from '../../office/attempts.ts';
import type { SettingsRequests } from '../requests.ts';

export const HistoryModel = createModel((requests: Pick<SettingsRequests, 'history'>) => {
  const section = signal<SectionName | null>(null);
  const changes = signal<readonly SiteChange[] | null>(null);
  const next = signal<string | null>(null);
  const problem = signal<Problem | null>(null);
  /** Only what was asked for last is shown. */
  let asked = 0;

  async function fetch(from: string | null): Promise<void> {
    const turn = ++asked;
    try {
      const page = await requests.history(section.value, from);
      if (turn !== asked) return;
      changes.value = from ? [...(changes.value ?? []), ...page.changes] : page.changes;
      next.value = page.next;
      problem.value = null;
    } catch (error) {
      if (turn === asked) problem.value = error instanceof ApiError ? error : { kind: 'internal', fields: {} };
    }
  }

  return {
    section,
    changes,
    next,
    problem,
    load: () => fetch(null),
    more: () => fetch(next.value),
    /** The change that took this one back, of those that are shown. */
    revertedBy: ({ section: name, version }: SiteChange) =>
      changes.value?.find(
        (one) => one.section === name && one.reverts !== null && one.reverts < version && one.version > version,
      ) ?? null,
  };
});
