/**
 * First run, and a password's reset: a link with a token → the administrator → the first site → its script tag →
 * the first message. The token lives in memory only, and is spent by the second step.
 */
import { computed, createModel, signal } from '@preact/signals';
import { INVITATION_PREFIX } from '@touchline/shared/invitation-link.ts';
import { type Api, ApiError, type IdentityKey, type NewSite, type SetupToken, type SiteDetails } from '../api.ts';
import type { Session } from '../session.ts';

export type SetupStep =
  | 'checking'
  | 'unreachable'
  | 'no-link'
  | 'invited'
  | 'administrator'
  | 'password'
  | 'site'
  | 'script';
export type Problem = { kind: string; fields: Record<string, string> };

export type SetupDeps = { api: Api; session: Session; toInbox(): void };

export const SetupModel = createModel(({ api, session, toInbox }: SetupDeps) => {
  const token = signal<string | null>(null);
  const link = signal<SetupToken | 'checking' | 'unreachable' | null>(null);
  /** The token of one, which asks and spends by itself: people/invited.tsx. */
  const invitation = signal<string | null>(null);
  const site = signal<SiteDetails | null>(null);
  const identityKey = signal<IdentityKey | null>(null);
  const adding = signal(false);
  const busy = signal(false);
  const problem = signal<Problem | null>(null);

  const step = computed((): SetupStep => {
    if (invitation.value) return 'invited';
    if (link.value === 'checking' || link.value === 'unreachable') return link.value;
    if (link.value) return link.value.purpose === 'password' ? 'password' : 'administrator';
    if (session.state.value === 'asking') return 'checking';
    if (session.who.value?.operator.role !== 'admin') return 'no-link';
    return adding.value || session.who.value.sites.length === 0 ? 'site' : 'script';
  });

  const attempt = async (work: () => Promise<void>) => {
    busy.value = true;
    problem.value = null;
    try {
      await work();
    } catch (error) {
      if (error instanceof ApiError) problem.value = { kind: error.kind, fields: error.fields };
      else problem.value = { kind: 'internal', fields: {} };
    }
    busy.value = false;
  };

  const check = async (fresh: string) => {
    invitation.value = fresh.startsWith(INVITATION_PREFIX) ? fresh : null;
    if (invitation.value) return;
    token.value = fresh;
    link.value = 'checking';
    try {
      link.value = await api.checkToken(fresh);
    } catch (error) {
      link.value = error instanceof ApiError && error.kind === 'offline' ? 'unreachable' : null;
    }
  };

  return {
    step,
    link: computed(() => (typeof link.value === 'object' ? link.value : null)),
    invitation,
    /** It was accepted, or is not to be. */
    leaveInvitation() {
      invitation.value = null;
      toInbox();
    },
    site,
    /** Shown once: the relay does not tell it again. */
    identityKey,
    busy,
    problem,
    /** One more site, where there is one: it can be left. */
    adding,
    check,
    checkAgain: () => (token.value ? check(token.value) : undefined),
    setAdministrator: (form: { name: string; email: string; password: string }) =>
      attempt(async () => {
        const answer = await api.setAdministrator({ token: token.value ?? '', ...form });
        if (step.value === 'password') toInbox();
        token.value = null;
        link.value = null;
        session.admit(answer);
      }),
    createSite: (form: NewSite) =>
      attempt(async () => {
        const created = await api.createSite(form);
        site.value = created.site;
        identityKey.value = created.identityKey;
        adding.value = false;
        const who = session.who.value;
        // Anew, so that the socket too is one that knows the site.
        if (who) session.enter({ ...who, sites: [...who.sites, created.site] });
      }),
    /** The script tag of a site that was there before this page. */
    load: (id: string) =>
      attempt(async () => {
        if (site.value?.id !== id) {
          identityKey.value = null;
          site.value = (await api.site(id)).site;
        }
      }),
    add: (on: boolean) => {
      adding.value = on;
      problem.value = null;
    },
  };
});
export type Setup = InstanceType<typeof SetupModel>;
