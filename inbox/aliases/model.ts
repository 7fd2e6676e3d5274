/** What players of each brand call this operator, while they change it. */
import { createModel, type ReadonlySignal, signal } from '@preact/signals';
import type { SiteRef } from '@touchline/shared/people.ts';

type Deps = { sites: ReadonlySignal<readonly SiteRef[]>; save(site: string, alias: string | null): Promise<void> };

export const AliasesModel = createModel(({ sites, save }: Deps) => {
  /** By site. Null while nobody is asked. */
  const said = signal<Readonly<Record<string, string>> | null>(null);
  const busy = signal(false);
  const failed = signal(false);
  const close = () => {
    said.value = null;
  };
  const knownOf = (id: string) => sites.peek().find((site) => site.id === id)?.alias ?? '';

  return {
    sites,
    said,
    busy,
    failed,
    open() {
      failed.value = false;
      said.value = Object.fromEntries(sites.peek().map(({ id, alias }) => [id, alias ?? '']));
    },
    close,
    say(site: string, alias: string) {
      said.value = { ...said.peek(), [site]: alias };
    },
    /** The relay says with its next hello what holds from then on. */
    async save() {
      const changed = Object.entries(said.peek() ?? {}).filter(([id, alias]) => alias.trim() !== knownOf(id));
      if (busy.peek()) return;
      busy.value = true;
      failed.value = false;
      try {
        for (const [id, alias] of changed) await save(id, alias.trim() || null);
        close();
      } catch {
        failed.value = true;
      }
      busy.value = false;
    },
  };
});
export type Aliases = InstanceType<typeof AliasesModel>;
