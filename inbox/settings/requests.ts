/** The relay's routes about the settings of one site. */
import type { ApiKeyState, NewApiKey } from '@touchline/shared/api.ts';
import type { PageFinding } from '@touchline/shared/page-check.ts';
import type { SiteStart } from '@touchline/shared/people.ts';
import type { NewSiteKey, SiteKeyState, TokenVerdict } from '@touchline/shared/site-keys.ts';
import type { Held, SectionName, Sections, SettingsNote, SiteChange } from '@touchline/shared/site-sections.ts';
import { type CreatedSite, call, type SiteDetails } from '../api.ts';

export type AllHeld = { [Name in SectionName]: Held<Name> };
export type Saved<Name extends SectionName> = { held: Held<Name>; notes: SettingsNote[] };
export type History = { changes: SiteChange[]; next: string | null };
export type NewCopy = { name: string; key: string; origins: string[]; withPeople: boolean };

export const settingsRequests = (site: string) => {
  const ask = <Answer>(method: string, path: string, body?: unknown) =>
    call<Answer>(method, `sites/${site}/${path}`, body);
  return {
    read: () => ask<{ settings: AllHeld }>('GET', 'settings'),
    /** `version`: of what was edited. `isTrial`: what would follow, and nothing is changed. */
    save: <Name extends SectionName>(name: Name, version: number, value: Sections[Name], isTrial: boolean) =>
      ask<Saved<Name>>('PUT', `settings/${name}`, { version, value, ...(isTrial && { try: true }) }),
    revert: (name: SectionName, version: number, to: number) =>
      ask<Saved<SectionName>>('POST', `settings/${name}/revert`, { version, to }),
    history: (section: SectionName | null, before: string | null) => {
      const query = new URLSearchParams({ ...(section && { section }), ...(before && { before }) });
      return ask<History>('GET', `settings-history?${query}`);
    },
    /** What players would read with it. */
    preview: (language: string, draft: Partial<Sections>) => ask<SiteStart>('POST', 'preview', { language, draft }),
    details: () => call<{ site: SiteDetails }>('GET', `sites/${site}`),
    checkPage: (url: string) => ask<{ findings: PageFinding[] }>('POST', 'page-check', { url }),
    programs: () => ask<{ keys: ApiKeyState[] }>('GET', 'api-keys'),
    addProgram: (wanted: NewApiKey) => ask<{ id: string; token: string }>('POST', 'api-keys', wanted),
    endProgram: (id: string) => ask<void>('DELETE', `api-keys/${id}`),
    keys: () => ask<{ keys: SiteKeyState[] }>('GET', 'keys'),
    addKey: (key: NewSiteKey) => ask<{ kid: string; secret: string | null }>('POST', 'keys', key),
    /** `at` in ms; null: now. */
    retireKey: (kid: string, at: number | null) =>
      ask<{ keys: SiteKeyState[] }>('PUT', `keys/${encodeURIComponent(kid)}/retirement`, { at }),
    checkToken: (token: string) => ask<TokenVerdict>('POST', 'token-check', { token }),
    copy: (copy: NewCopy) => ask<{ id: string } & Pick<CreatedSite, 'identityKey'>>('POST', 'copies', copy),
  };
};
export type SettingsRequests = ReturnType<typeof settingsRequests>;
