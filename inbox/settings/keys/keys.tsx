/** With which keys the site's server says who its players are, the exchange of one for another, and what is wrong with a token. */
import { systemClock } from '@touchline/shared/clock.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { t } from '../../office/words.ts';
import { Copy } from '../../setup/copy.tsx';
import { signingExample } from '../../setup/signing.ts';
import { dayTime } from '../../when.ts';
import { problemInWords } from '../asking.ts';
import { Part } from '../controls.tsx';
import type { AdministeredSite, PlaceProps } from '../site.ts';
import { KeysModel, type SiteKeys } from './model.ts';
import { Rotation } from './rotation.tsx';
import { TokenChecker } from './token-checker.tsx';

export function Keys({ settings, requests, site }: PlaceProps) {
  const keys = useMemo(() => new KeysModel({ requests, clock: systemClock }), [requests]);
  useEffect(() => () => keys[Symbol.dispose](), [keys]);
  // What somebody else does with them is heard of with everything else of the site.
  useEffect(() => void keys.load(), [keys, settings.held.value]);
  const problem = keys.problem.value;
  return (
    <div class="section" data-part="keys">
      <header>
        <h1>{t('settings.keys')}</h1>
        <p class="soft">{t('settings.keys.text')}</p>
      </header>
      <KeyList keys={keys} />
      {problem && !('publicKey' in problem.fields) && !('at' in problem.fields) && (
        <p class="problem" role="alert">
          {problem.kind === 'conflict' ? t('settings.keys.two') : problemInWords(problem)}
        </p>
      )}
      <Fresh keys={keys} site={site} />
      <Signing keys={keys} site={site} />
      {keys.keys.value && <Rotation keys={keys} />}
      <Part title={t('settings.token')}>
        <TokenChecker requests={requests} />
      </Part>
    </div>
  );
}

function KeyList({ keys }: { keys: SiteKeys }) {
  return (
    <ul class="rows" data-part="key-rows">
      {keys.keys.value?.map((key) => {
        const isValid = keys.isValid(key);
        return (
          <li key={key.kid} class="settings-row" data-key={key.kid} data-valid={isValid}>
            <span class="row-name">
              <bdi class="mono">{key.kid}</bdi>
              <span class="soft">{key.algorithm}</span>
            </span>
            <span class={isValid ? 'good-mark' : 'soft'}>
              {!isValid
                ? t('settings.keys.retired', { time: dayTime(key.retiresAt ?? 0) })
                : key.retiresAt
                  ? t('settings.keys.until', { time: dayTime(key.retiresAt) })
                  : t('settings.keys.valid')}
            </span>
            <span class="soft">{t('settings.keys.since', { time: dayTime(key.createdAt) })}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** For whoever writes the server; while a key is new, it stands beside its secret. */
function Signing({ keys, site }: { keys: SiteKeys; site: AdministeredSite }) {
  const valid = keys.keys.value?.findLast((key) => keys.isValid(key));
  if (!valid || keys.fresh.value) return null;
  return (
    <details data-part="signing">
      <summary>{t('settings.keys.example')}</summary>
      <p class="soft">{t('setup.identity.example')}</p>
      <Copy text={signingExample(site.key, valid.kid)} label={t('setup.identity.example')} />
    </details>
  );
}

/** Shown once: the relay does not tell it again. */
function Fresh({ keys, site }: { keys: SiteKeys; site: AdministeredSite }) {
  const key = keys.fresh.value;
  if (!key) return null;
  return (
    <section class="settings-fresh" aria-label={t('settings.keys.fresh', { kid: key.kid })} data-part="key-fresh">
      <p role="status">
        <strong>{t('settings.keys.fresh', { kid: key.kid })}</strong>{' '}
        {key.secret ? t('settings.keys.fresh.secret') : t('settings.keys.fresh.public')}
      </p>
      {key.secret && (
        <>
          <Copy text={key.secret} label={t('setup.identity.secret')} />
          <details>
            <summary>{t('setup.identity.example')}</summary>
            <Copy text={signingExample(site.key, key.kid)} label={t('setup.identity.example')} />
          </details>
        </>
      )}
      <div>
        <button class="button" type="button" onClick={keys.forget}>
          {t('settings.keys.kept')}
        </button>
      </div>
    </section>
  );
}
