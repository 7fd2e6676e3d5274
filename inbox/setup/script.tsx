/** The script tag to paste, what a strict site must allow, how to sign players in, and the wait for the first message. */
import { useEffect, useMemo } from 'preact/hooks';
import { playerName } from '../contact/names.ts';
import { contactRequests } from '../contact/requests.ts';
import { Side } from '../conversation/side.tsx';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { listed } from '../locale/lists.ts';
import { t } from '../page-words.ts';
import { hrefOf } from '../router.ts';
import { tOr } from '../words.ts';
import { Copy } from './copy.tsx';
import { FirstMessageModel, firstOf } from './first-message.ts';
import type { Setup } from './model.ts';
import { signingExample } from './signing.ts';

export function Script({ setup, desk }: { setup: Setup; desk: Desk | null }) {
  const site = setup.site.value;
  const sites = desk?.sites.value ?? [];
  const newest = sites.at(-1)?.id;
  useEffect(() => {
    if (!site && newest) void setup.load(newest);
  }, [site, newest]);

  if (!site) {
    const problem = setup.problem.value;
    return <p class="soft">{problem ? tOr(`problem.${problem.kind}`, t('problem.internal')) : t('setup.checking')}</p>;
  }
  return (
    <div class="steps">
      <h1>{t('setup.script', { name: site.name })}</h1>
      {sites.length > 1 && (
        <select
          class="input"
          aria-label={t('player.site')}
          value={site.id}
          onChange={(event) => void setup.load(event.currentTarget.value)}
        >
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <p class="soft">{t('setup.script.text')}</p>
      <Copy text={site.scriptTag} label={t('setup.script.label')} />
      <FirstMessage desk={desk} site={site.id} origins={site.origins} />
      <details>
        <summary>{t('setup.csp')}</summary>
        <p class="soft">{t('setup.csp.text')}</p>
        <Copy text={site.csp.join('\n')} label={t('setup.csp')} />
      </details>
      <Signing setup={setup} site={site.key} />
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => setup.add(true)}>
          <Icon name="plus" />
          {t('setup.another')}
        </button>
        {setup.identityKey.value && (
          <a class="button" href={hrefOf({ page: 'desk', view: 'waiting', conversation: null })}>
            {t('setup.toInbox')}
          </a>
        )}
      </div>
    </div>
  );
}

/** Live: the same desk that the inbox shows. */
function FirstMessage({ desk, site, origins }: { desk: Desk | null; site: string; origins: readonly string[] }) {
  const rows = desk ? [...desk.queue.lists.waiting.value, ...desk.queue.lists.open.value] : [];
  const row = firstOf(rows, site);
  const first = useMemo(
    () => new FirstMessageModel({ conversationsOf: (contact) => contactRequests(contact).earlier(null) }),
    [site],
  );
  useEffect(() => {
    if (row) void first.read(row);
  }, [first, row?.id]);
  return (
    <section class={row ? 'first-message arrived' : 'first-message'} aria-live="polite">
      {row ? (
        <>
          <h2>
            <Icon name="check" />
            {t('setup.arrived')}
          </h2>
          <p>
            <bdi>{playerName(row.contact)}</bdi>
            {': '}
            <Side part="first-message" text={first.text.value} language={row.state.language} />
          </p>
          <a class="button primary" href={hrefOf({ page: 'desk', view: null, conversation: row.id })}>
            {t('setup.open')}
          </a>
        </>
      ) : (
        <>
          <h2>
            <span class="waiting-dot" />
            {t('setup.waiting')}
          </h2>
          <p class="soft">{t('setup.waiting.text', { origins: listed(origins) })}</p>
        </>
      )}
    </section>
  );
}

function Signing({ setup, site }: { setup: Setup; site: string }) {
  const key = setup.identityKey.value;
  if (!key) return null;
  return (
    <details open>
      <summary>{t('setup.identity')}</summary>
      <p class="soft">{t('setup.identity.text')}</p>
      <Copy text={key.secret} label={t('setup.identity.secret')} />
      <p class="soft">{t('setup.identity.example')}</p>
      <Copy text={signingExample(site, key.kid)} label={t('setup.identity.example')} />
    </details>
  );
}
