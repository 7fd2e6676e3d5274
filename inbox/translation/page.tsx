/** Who translates a site's messages, what leaves for it, how much of it a month, and which words have to be right. */
import { useEffect, useMemo } from 'preact/hooks';
import type { Api } from '../api.ts';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { hrefOf } from '../router.ts';
import type { Session } from '../session.ts';
import { mayForget } from '../unsaved.ts';
import { Budget } from './budget.tsx';
import { Glossary } from './glossary.tsx';
import { type Translation, TranslationModel } from './model.ts';
import { Outcome } from './outcome.tsx';
import { Providers } from './providers.tsx';
import './translation.css';

export function TranslationPage({ api, session }: { api: Api; session: Session }) {
  const translation = useMemo(() => new TranslationModel({ api, session }), [api, session]);
  useEffect(() => {
    void translation.load();
    return () => translation[Symbol.dispose]();
  }, [translation]);

  return (
    <main class="door" data-part="translation-page">
      <div class="card wide">
        <a class="back" href={hrefOf({ page: 'desk', view: null, conversation: null })}>
          <Icon name="back" flips />
          {t('connection.back')}
        </a>
        <h1>{t('translation.page')}</h1>
        {translation.sites.value.length === 0 ? (
          <p class="soft">{t('problem.forbidden')}</p>
        ) : (
          <Sections translation={translation} />
        )}
      </div>
    </main>
  );
}

function Sections({ translation }: { translation: Translation }) {
  const site = translation.site.value;
  const settings = translation.settings.value;
  return (
    <>
      <SiteChoice translation={translation} />
      {site && settings ? (
        <>
          <Providers translation={translation} settings={settings} />
          <Budget key={`budget ${site.id}`} translation={translation} settings={settings} />
          <Glossary key={`glossary ${site.id}`} translation={translation} settings={settings} site={site} />
        </>
      ) : (
        <>
          {!translation.problem.value && <p class="soft">{t('setup.checking')}</p>}
          <Outcome translation={translation} part="load" />
        </>
      )}
    </>
  );
}

function SiteChoice({ translation }: { translation: Translation }) {
  const sites = translation.sites.value;
  if (sites.length < 2) return <p class="soft">{sites[0]?.name}</p>;
  return (
    <select
      class="input"
      aria-label={t('player.site')}
      value={translation.site.value?.id}
      onChange={(event) => {
        const select = event.currentTarget;
        if (!translation.isUnsaved.value || mayForget()) void translation.choose(select.value);
        else select.value = translation.site.value?.id ?? '';
      }}
    >
      {sites.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
