/** What the owner of a site settles, a section at a time, beside the widget as players would have it. */

import { systemClock } from '@touchline/shared/clock.ts';
import { useEffect, useMemo } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import { askBeforeLeaving, go, hrefOf, route } from '../router.ts';
import type { Session } from '../session.ts';
import { mayForget } from '../unsaved.ts';
import { tOr } from '../words.ts';
import { unsavedIn } from './drafts.ts';
import { SettingsModel } from './model.ts';
import { Navigation } from './navigation.tsx';
import { isSeen, type PlaceName, placeIn, restOf } from './place.ts';
import { PreviewModel } from './preview/model.ts';
import { Preview } from './preview/preview.tsx';
import { settingsRequests } from './requests.ts';
import { SHOWN } from './shown.tsx';
import type { AdministeredSite } from './site.ts';
import './settings.css';
import './section.css';
import './rows.css';
import './told.css';

export function SettingsPage({ session, desk }: { session: Session; desk: Desk | null }) {
  const sites = (desk?.sites.value ?? session.who.value?.sites ?? []).filter(({ role }) => role === 'admin');
  const { site: key, name } = placeIn('rest' in route.value ? route.value.rest : undefined);
  const site = sites.find((one) => one.key === key) ?? sites[0];
  const first = site && site.key !== key ? site.key : null;
  useEffect(() => {
    if (first) go({ page: 'settings', rest: restOf(first, name) }, { replace: true });
  }, [first]);

  return (
    <main class="settings" data-part="settings-page">
      {site ? (
        <OneSite key={site.id} site={site} sites={sites} name={name} desk={desk} />
      ) : (
        <>
          <h1>{t('settings')}</h1>
          <p class="soft">{t('settings.none')}</p>
          <a class="button primary" href={hrefOf({ page: 'setup' })}>
            {t('settings.none.add')}
          </a>
        </>
      )}
    </main>
  );
}

type Props = { site: AdministeredSite; sites: readonly AdministeredSite[]; name: PlaceName; desk: Desk | null };

function OneSite({ site, sites, name, desk }: Props) {
  const requests = useMemo(() => settingsRequests(site.id), [site.id]);
  const settings = useMemo(() => new SettingsModel({ requests, clock: systemClock }), [requests]);
  const preview = useMemo(() => new PreviewModel({ requests, settings, clock: systemClock }), [settings]);
  useEffect(() => {
    void settings.load();
    return () => {
      preview[Symbol.dispose]();
      settings[Symbol.dispose]();
    };
  }, [settings, preview]);
  // Whoever changes something of a site, everybody who has to do with it hears so.
  useEffect(
    () =>
      desk?.live.listen({
        receive: ({ type }) => {
          if (type === 'sites' || type === 'ready') void settings.load();
        },
      }),
    [desk, settings],
  );
  useEffect(() => settings.hush(), [settings, name]);
  const isUnsaved = unsavedIn(settings).length > 0;
  useEffect(() => (isUnsaved ? keepUnsaved(site.key) : undefined), [isUnsaved, site.key]);

  const problem = settings.problem.value;
  return (
    <>
      <Navigation settings={settings} site={site} sites={sites} name={name} />
      {settings.held.value ? (
        <div class={isSeen(name) ? 'settings-body seen' : 'settings-body'}>
          <div class="settings-form">{SHOWN[name]({ settings, preview, requests, site, desk })}</div>
          {isSeen(name) && <Preview preview={preview} site={site} />}
        </div>
      ) : (
        <div class="settings-body" aria-busy={!problem}>
          <p class="soft" role="status">
            {problem ? tOr(`problem.${problem.kind}`, t('problem.internal')) : t('setup.checking')}
          </p>
          {problem && (
            <button class="button" type="button" onClick={() => void settings.load()}>
              {t('tryAgain')}
            </button>
          )}
        </div>
      )}
    </>
  );
}

/** What is written stays while one goes from section to section of a site; whoever goes further is asked. */
function keepUnsaved(site: string): () => void {
  const stay = (event: Event) => event.preventDefault();
  addEventListener('beforeunload', stay);
  const within = hrefOf({ page: 'settings', rest: `${site}/` });
  const stop = askBeforeLeaving(() => {
    // Back and Forward: the browser has gone there already.
    const isGone = location.href !== hrefOf(route.value);
    return (isGone && location.href.startsWith(within)) || mayForget();
  });
  return () => {
    removeEventListener('beforeunload', stay);
    stop();
  };
}
