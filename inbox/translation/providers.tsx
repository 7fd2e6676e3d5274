/** Consent, by name: nothing leaves for a provider that stands in the second list. */
import type { TranslationSettings } from '../api.ts';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { fullTime } from '../when.ts';
import type { Translation } from './model.ts';
import { Outcome } from './outcome.tsx';

type Props = { translation: Translation; settings: TranslationSettings };

export function Providers({ translation, settings: { rules, providers } }: Props) {
  const others = providers.filter(({ name }) => rules.accepted.every(({ provider }) => provider !== name));
  return (
    <section class="translation-part" aria-labelledby="translation-providers">
      <h2 id="translation-providers">{t('translation.page.providers')}</h2>
      <p class="soft">{t('translation.page.leaves')}</p>
      <p class="soft">{t(rules.accepted.length > 0 ? 'translation.page.order' : 'translation.page.off')}</p>
      <ol class="providers">
        {rules.accepted.map(({ provider, at }, place) => (
          <li key={provider} data-provider={provider} data-accepted="true">
            <Name name={provider} host={providers.find(({ name }) => name === provider)?.host} />
            <span class="soft">{t('translation.page.accepted', { time: fullTime(at) })}</span>
            <span class="provider-actions">
              {place > 0 && (
                <button
                  class="button"
                  type="button"
                  disabled={translation.busy.value}
                  onClick={() => translation.prefer(provider)}
                >
                  {t('translation.page.prefer')}
                </button>
              )}
              <button
                class="button"
                type="button"
                disabled={translation.busy.value}
                onClick={() => void translation.withdraw(provider)}
              >
                {t('translation.page.withdraw')}
              </button>
            </span>
          </li>
        ))}
        {others.map(({ name, host }) => (
          <li key={name} data-provider={name} data-accepted="false">
            <Name name={name} host={host} />
            <span class="soft">{t('translation.page.consent', { host })}</span>
            <span class="provider-actions">
              <button
                class="button primary"
                type="button"
                disabled={translation.busy.value}
                onClick={() => void translation.accept(name)}
              >
                <Icon name="check" />
                {t('translation.page.accept')}
              </button>
            </span>
          </li>
        ))}
      </ol>
      {providers.length === 0 && <p data-part="no-providers">{t('translation.page.nobody')}</p>}
      <Outcome translation={translation} part="accepted" />
    </section>
  );
}

function Name({ name, host }: { name: string; host: string | undefined }) {
  return (
    <span>
      <strong>
        <bdi>{name}</bdi>
      </strong>{' '}
      <bdi class="mono" dir="ltr">
        {host ?? t('translation.page.notHere')}
      </bdi>
    </span>
  );
}
