/** What the site's developer pastes, what a strict site must allow, and whether it has arrived. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { SiteDetails } from '../../api.ts';
import { createAttempts } from '../../office/attempts.ts';
import { t } from '../../office/words.ts';
import { Copy } from '../../setup/copy.tsx';
import { problemInWords } from '../asking.ts';
import { Part } from '../controls.tsx';
import type { PlaceProps } from '../site.ts';
import { PageCheck } from './page-check.tsx';

/** What the tag takes besides; widget/README.md tells the whole. */
const OPTIONS = [
  { option: 'data-position="left"', word: 'settings.install.position' },
  { option: 'data-theme="dark"', word: 'settings.install.theme' },
  { option: 'data-locale="pl"', word: 'settings.install.locale' },
  { option: 'data-contact="…"', word: 'settings.install.contact' },
] as const;

export function Install({ settings, requests, site: administered }: PlaceProps) {
  const details = useSignal<SiteDetails | null>(null);
  const asking = useMemo(createAttempts, []);
  useEffect(
    () =>
      void asking.attempt(async () => {
        details.value = (await requests.details()).site;
      }),
    [requests],
  );
  const site = details.value;
  const problem = asking.problem.value;
  const origins = settings.held.value?.origins.value.origins ?? [];
  return (
    <div class="section" data-part="install">
      <header>
        <h1>{t('settings.install')}</h1>
        <p class="soft">{t('settings.install.text')}</p>
      </header>
      {problem && (
        <p class="problem" role="alert">
          {problemInWords(problem)}
        </p>
      )}
      {site && (
        <>
          <Copy text={site.scriptTag} label={t('settings.install.tag')} />
          <details data-part="tag-options">
            <summary>{t('settings.install.more')}</summary>
            <dl class="facts">
              {OPTIONS.map(({ option, word }) => (
                <div key={option}>
                  <dt>
                    <code class="mono">{option}</code>
                  </dt>
                  <dd>{t(word)}</dd>
                </div>
              ))}
            </dl>
          </details>
          <Part title={t('setup.csp')}>
            <p class="soft">{t('setup.csp.text')}</p>
            <Copy text={site.csp.join('\n')} label={t('setup.csp')} />
          </Part>
          <Part title={t('settings.check')}>
            <PageCheck requests={requests} origins={origins} site={administered} />
          </Part>
        </>
      )}
    </div>
  );
}
