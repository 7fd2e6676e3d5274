/**
 * Who is there: the team as the relay tells of it, and this operator's own choice, which counts at once on their screen
 * and is said again after a break until the relay has taken it up.
 */
import { computed, createModel, effect, signal } from '@preact/signals';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { TeamMember } from '@touchline/shared/people.ts';
import type { PresenceChoice } from '@touchline/shared/presence.ts';
import type { Live } from '../live.ts';
import type { Store } from '../storage.ts';

/** Set away, and an offer that lapsed, this close to each other are cause and effect. */
const TOGETHER_MS = 15_000;
const LAPSED = 'offer-lapsed';

type Deps = { live: Live; store: Store; me: string };

export const PresenceModel = createModel(({ live, store, me }: Deps) => {
  const members = signal<ReadonlyMap<string, TeamMember>>(new Map());
  /** Chosen here, and not yet heard of: what was heard last was since `instead`. */
  const pending = signal<{ choice: PresenceChoice; instead: number | undefined } | null>(null);
  /** Over a reload too: whoever left their desk may come back to a page that was opened anew. */
  const lapsedAt = signal(Number(store.get(LAPSED) ?? 0));
  const goingOffline = signal(false);
  let anew = true;

  const receive = (frame: OperatorDown) => {
    if (frame.type === 'ready') {
      anew = true;
      if (pending.value) live.send({ type: 'presence', choice: pending.value.choice });
    }
    if (frame.type !== 'team') return;
    const known = anew ? new Map<string, TeamMember>() : new Map(members.value);
    anew = false;
    for (const member of frame.members) known.set(member.id, member);
    members.value = known;
    // It need not be what was chosen here: another tab may have been quicker, and who finishes with nothing open is off.
    if (known.get(me)?.since !== pending.value?.instead) pending.value = null;
  };
  const stop = live.listen({ receive });
  effect(() => stop);

  const self = computed(() => members.value.get(me) ?? null);
  const presence = computed(() => pending.value?.choice ?? self.value?.presence ?? null);
  const choose = (choice: PresenceChoice) => {
    goingOffline.value = false;
    // Whatever comes now was chosen.
    lapsedAt.value = 0;
    store.remove(LAPSED);
    pending.value = choice === self.value?.presence ? null : { choice, instead: self.value?.since };
    live.send({ type: 'presence', choice });
  };

  return {
    members,
    self,
    /** What this operator is; null while it is not known yet. */
    presence,
    /** Asked before going offline with open conversations. */
    goingOffline,
    /** Set away by the relay, because offers went by. */
    setAway: computed(() => {
      const since = self.value?.since ?? 0;
      return presence.value === 'away' && pending.value === null && Math.abs(since - lapsedAt.value) < TOGETHER_MS;
    }),
    choose,
    /** Offline with open conversations is asked about: finishing is what is meant more often. */
    ask(choice: PresenceChoice, open: number) {
      if (choice === 'offline' && open > 0 && presence.value !== 'offline') goingOffline.value = true;
      else choose(choice);
    },
    stay: () => {
      goingOffline.value = false;
    },
    lapsed(at: number) {
      lapsedAt.value = at;
      store.set(LAPSED, String(at));
    },
  };
});
export type Presence = InstanceType<typeof PresenceModel>;
