import type { SiteRef } from '@touchline/shared/people.ts';
import type { Desk } from '../desk.ts';
import type { Settings } from './model.ts';
import type { Previewing } from './preview/model.ts';
import type { SettingsRequests } from './requests.ts';

export type AdministeredSite = SiteRef;

/** What every place of the settings is given. */
export type PlaceProps = {
  settings: Settings;
  preview: Previewing;
  requests: SettingsRequests;
  site: AdministeredSite;
  desk: Desk | null;
};
