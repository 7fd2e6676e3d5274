/** Whoever wonders about the time zone of a site and may change it finds the way to it beside it. */
import type { SiteRef } from '@touchline/shared/people.ts';
import { hrefOf } from '../router.ts';
import { t } from './words.ts';

export function ZoneWay({ site }: { site: Pick<SiteRef, 'key' | 'role'> | undefined }) {
  if (site?.role !== 'admin') return null;
  return <a href={hrefOf({ page: 'settings', rest: `${site.key}/hours` })}>{t('settings.zone.change')}</a>;
}
