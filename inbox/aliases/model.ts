/** What players of each brand call this operator, while they change it. */
import { createModel, signal } from '@preact/signals';
import type { SiteRef } from '@touchline/shared/people.ts';

type Deps = {
  sites: readonly SiteRef[];
  save(site: string, alias: string | null): Promise<void>;
  done(): void;
};

export const AliasesModel = createModel(({ sites, save, done }: Deps) => {
  const known = new Map(sites.map(({ id, alias }) => [id, alias ?? '']));
  /** By site. */
  const said = signal<ReadonlyMap<string, string>>(known);
  const busy = signal(false);
  const failed = signal(false);

  return {
    said,
    busy,
    failed,
    say(site: string, alias: string) {
      said.value = new Map(said.peek()).set(site, alias);
    },
    /** The relay says with its next hello what holds from then on. */
    async save() {
      if (busy.peek()) return;
      busy.value = true;
      failed.value = false;
      try {
        for (const [id, alias] of said.peek()) {
          if (alias.trim() !== known.get(id)) await save(id, alias.trim() || null);
        }
        done();
      } catch {
        failed.value = true;
      }
      busy.value = false;
    },
  };
});
