/** The identity keys of a site, and how far an exchange of one for another has come. */
import { computed, createModel, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { NewSiteKey, SiteKeyState } from '@touchline/shared/site-keys.ts';
import { createAttempts } from '../../office/attempts.ts';
import type { SettingsRequests } from '../requests.ts';

/** A key that the relay has just made or taken; its secret cannot be read again. */
export type FreshKey = { kid: string; secret: string | null };
/** `add` a second key, `deploy` it while both are good, `retire` the first, `wait` until that happens. */
export type Step = 'add' | 'deploy' | 'wait';

type Deps = { requests: Pick<SettingsRequests, 'keys' | 'addKey' | 'retireKey'>; clock: Clock };

export const KeysModel = createModel(({ requests, clock }: Deps) => {
  const { attempt: ask, busy, problem } = createAttempts();
  const keys = signal<readonly SiteKeyState[] | null>(null);
  const fresh = signal<FreshKey | null>(null);
  const now = signal(clock.now());

  const isValid = ({ retiresAt }: SiteKeyState) => retiresAt === null || retiresAt > now.value;
  const valid = computed(() => (keys.value ?? []).filter(isValid));
  const take = (next: readonly SiteKeyState[]) => {
    now.value = clock.now();
    keys.value = next;
  };

  return {
    keys,
    fresh,
    busy,
    problem,
    isValid,
    valid,
    /** The one that is exchanged: of two that are good, the older. */
    old: computed(() => (valid.value.length > 1 ? valid.value.toSorted((a, b) => a.createdAt - b.createdAt)[0] : null)),
    step: computed((): Step => {
      if (valid.value.length < 2) return 'add';
      return valid.value.some(({ retiresAt }) => retiresAt !== null) ? 'wait' : 'deploy';
    }),
    load: () => ask(async () => take((await requests.keys()).keys)),
    add: (wanted: NewSiteKey) =>
      ask(async () => {
        fresh.value = await requests.addKey(wanted);
        take((await requests.keys()).keys);
      }),
    /** `at` null: now. */
    retire: (kid: string, at: number | null) => ask(async () => take((await requests.retireKey(kid, at)).keys)),
    forget() {
      fresh.value = null;
    },
  };
});
export type SiteKeys = InstanceType<typeof KeysModel>;
