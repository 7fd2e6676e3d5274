/** Whose settings, and the ways to each of them; a mark where something is not saved. */

import { Icon } from '../icons.tsx';
import { t } from '../office/words.ts';
import { go, hrefOf, type Route, route } from '../router.ts';
import { unsavedIn } from './drafts.ts';
import type { Settings } from './model.ts';
import { GROUPS, PLACES, type PlaceName, restOf } from './place.ts';
import type { AdministeredSite } from './site.ts';

type Props = {
  settings: Settings;
  site: AdministeredSite;
  sites: readonly AdministeredSite[];
  name: PlaceName;
};

export function Navigation({ settings, site, sites, name }: Props) {
  const unsaved: readonly string[] = unsavedIn(settings);
  return (
    <nav class="settings-nav" aria-label={t('settings.sections')}>
      {sites.length > 1 ? (
        <select
          class="input"
          aria-label={t('player.site')}
          value={site.key}
          onChange={(event) => {
            const select = event.currentTarget;
            go({ page: 'settings', rest: restOf(select.value, name) });
            // Whoever stays because of what is not saved stays here too.
            select.value = site.key;
          }}
        >
          {sites.map((one) => (
            <option key={one.id} value={one.key}>
              {one.name}
            </option>
          ))}
        </select>
      ) : (
        <p class="settings-site">
          <bdi>{site.name}</bdi>
        </p>
      )}
      <select
        class="input settings-jump"
        aria-label={t('settings.sections')}
        value={name}
        onChange={(event) => step(site.key, event.currentTarget.value as PlaceName)}
      >
        {PLACES.map((one) => (
          <option key={one} value={one}>
            {t(`settings.${one}`)}
            {unsaved.includes(one) ? ` — ${t('unsaved')}` : ''}
          </option>
        ))}
      </select>
      <div class="settings-ways">
        {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
          <div key={group} class="settings-group">
            <p class="settings-group-name" id={`settings-group-${group}`}>
              {t(`settings.group.${group}`)}
            </p>
            <ul aria-labelledby={`settings-group-${group}`}>
              {GROUPS[group].map((one) => (
                <li key={one}>
                  <a
                    class="settings-way"
                    href={hrefOf({ page: 'settings', rest: restOf(site.key, one) })}
                    aria-current={one === name ? 'page' : undefined}
                    onClick={(event) => {
                      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                      event.preventDefault();
                      step(site.key, one);
                    }}
                  >
                    {t(`settings.${one}`)}
                    {unsaved.includes(one) && (
                      <span class="settings-unsaved" role="img" aria-label={t('unsaved')} title={t('unsaved')} />
                    )}
                  </a>
                </li>
              ))}
              {group === 'work' && <Elsewhere page="replies" label={t('replies.page')} />}
              {group === 'work' && <Elsewhere page="translation" label={t('translation.page')} />}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}

function Elsewhere({ page, label }: { page: 'replies' | 'translation'; label: string }) {
  return (
    <li>
      <a class="settings-way" href={hrefOf({ page })}>
        {label}
        <Icon name="link" size={12} />
      </a>
    </li>
  );
}

/** What is not saved stays where it is, so nobody is asked. */
function step(site: string, name: PlaceName): void {
  const to: Route = { page: 'settings', rest: restOf(site, name) };
  if (hrefOf(to) !== location.href) history.pushState(null, '', hrefOf(to));
  route.value = to;
}
