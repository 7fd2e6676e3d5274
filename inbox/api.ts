/**
 * The relay's HTTP routes that the inbox calls, one function each. Types come from the shared schemas; the schemas
 * themselves stay out of the bundle, because the relay that serves this page is trusted to keep its own contract.
 */
import type { ConnectionReport } from '@touchline/shared/connection-report.ts';
import type { OperatorSelf, SiteRef, SpokenLanguages } from '@touchline/shared/people.ts';
import type { SecondStep } from '@touchline/shared/sessions.ts';
import type { GlossaryTerm, TranslationRules } from '@touchline/shared/translation-rules.ts';
import type { ErrorKind } from '@touchline/shared/wire.ts';
import { apiUrl } from './address.ts';

export type SignedIn = { operator: OperatorSelf; sites: SiteRef[] };
export type SetupToken = { purpose: 'first-run' | 'password'; email: string | null };
export type NewSite = { name: string; key: string; languages: string[]; defaultLanguage: string; origins: string[] };
export type SiteDetails = SiteRef & { origins: string[]; scriptTag: string; csp: string[] };
export type IdentityKey = { kid: string; algorithm: 'HS256'; secret: string };
export type TranslationSettings = {
  rules: TranslationRules;
  /** Whom this installation could ask. */
  providers: { name: string; host: string }[];
  /** In this month, `2026-11`. */
  used: { month: string; characters: number };
};
export type CreatedSite = { site: SiteDetails; identityKey: IdentityKey };

/** What went wrong, by kind; `fields` says which input to look at again. `offline`: no answer came at all. */
export class ApiError extends Error {
  readonly kind: ErrorKind | 'offline';
  readonly fields: Record<string, string>;
  readonly retryAfterS: number | null;

  constructor(kind: ErrorKind | 'offline', fields: Record<string, string> = {}, retryAfterS: number | null = null) {
    super(kind);
    this.kind = kind;
    this.fields = fields;
    this.retryAfterS = retryAfterS;
  }
}

export const api = {
  whoAmI: () => call<SignedIn>('GET', 'session'),
  signIn: (email: string, password: string) => call<SignedIn | SecondStep>('POST', 'session', { email, password }),
  signOut: () => call<void>('DELETE', 'session'),
  speak: (languages: SpokenLanguages) => call<void>('PUT', 'me/languages', { languages }),
  checkToken: (token: string) => call<SetupToken>('POST', 'setup/check', { token }),
  setAdministrator: (form: { token: string; name: string; email: string; password: string }) =>
    call<SignedIn | SecondStep>('POST', 'setup/administrator', form),
  createSite: (site: NewSite) => call<CreatedSite>('POST', 'sites', site),
  connection: () => call<ConnectionReport>('GET', 'connection'),
  site: (id: string) => call<{ site: SiteDetails }>('GET', `sites/${id}`),
  translation: (site: string) => call<TranslationSettings>('GET', `sites/${site}/translation`),
  /** A glossary to begin with. */
  proposedGlossary: (site: string) => call<{ terms: GlossaryTerm[] }>('GET', `sites/${site}/translation/proposal`),
  /** `seen`: as it was when the administrator decided. */
  acceptProviders: (site: string, accepted: string[], seen: string[]) =>
    call<TranslationSettings>('PUT', `sites/${site}/translation/accepted`, { accepted, seen }),
  setTranslationBudget: (site: string, monthlyCharacters: number) =>
    call<TranslationSettings>('PUT', `sites/${site}/translation/budget`, { monthlyCharacters }),
  saveGlossary: (site: string, version: number, terms: GlossaryTerm[]) =>
    call<TranslationSettings>('PUT', `sites/${site}/translation/glossary`, { version, terms }),
};
export type Api = typeof api;

export async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(apiUrl(path), {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => null);
  if (!response) throw new ApiError('offline');
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer;
  const { error } = await response.json().catch(() => ({ error: null }));
  const wait = Number(response.headers.get('retry-after'));
  throw new ApiError(error?.kind ?? 'internal', error?.fields ?? {}, Number.isFinite(wait) && wait > 0 ? wait : null);
}
