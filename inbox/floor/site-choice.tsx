/** Which of the sites that somebody supervises; nothing where there is one. */
import type { SiteRef } from '@touchline/shared/people.ts';
import { t } from '../office/words.ts';

type Props = { sites: readonly SiteRef[]; value: string | null; all?: true; choose(id: string | null): void };

export function SiteChoice({ sites, value, all, choose }: Props) {
  if (sites.length < 2) return null;
  return (
    <select
      class="input floor-site"
      data-part="floor-site"
      aria-label={t('floor.site')}
      value={value ?? ''}
      onChange={(event) => choose(event.currentTarget.value || null)}
    >
      {all && <option value="">{t('floor.allSites')}</option>}
      {sites.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
