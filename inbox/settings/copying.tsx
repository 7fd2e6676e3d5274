/** A second site made of this one: what it takes along, and what it needs of its own. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { IdentityKey, SiteDetails } from '../api.ts';
import { createAttempts } from '../office/attempts.ts';
import { t } from '../office/words.ts';
import { hrefOf } from '../router.ts';
import { Copy } from '../setup/copy.tsx';
import { Field } from '../setup/field.tsx';
import { keyFromName, originsFrom } from '../setup/suggest.ts';
import { Switch } from '../switch.tsx';
import { problemInWords } from './asking.ts';
import { adviseOrigin } from './origin-advice.ts';
import { restOf } from './place.ts';
import { settingsRequests } from './requests.ts';
import type { PlaceProps } from './site.ts';

type Made = { site: SiteDetails; identityKey: IdentityKey };

export function Copying({ requests, site, desk }: PlaceProps) {
  const name = useSignal('');
  /** Follows the name until it is touched. */
  const ownKey = useSignal<string | null>(null);
  const typed = useSignal('');
  const withPeople = useSignal(true);
  const made = useSignal<Made | null>(null);
  const asking = useMemo(createAttempts, []);
  const key = ownKey.value ?? keyFromName(name.value);
  const origins = originsFrom(typed.value);
  const isWrong = origins.some((origin) => adviseOrigin(origin) !== null);
  const problem = asking.problem.value;
  if (made.value) return <Result made={made.value} />;

  const copy = () =>
    asking.attempt(async () => {
      const wanted = { name: name.value.trim(), key, origins, withPeople: withPeople.value };
      const { id, identityKey } = await requests.copy(wanted);
      const { site: details } = await settingsRequests(id).details();
      desk?.addSite(details);
      made.value = { site: details, identityKey };
    });

  return (
    <form
      class="section"
      data-part="copy-site"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void copy();
      }}
    >
      <header>
        <h1>{t('settings.copy')}</h1>
        <p class="soft">{t('settings.copy.text', { name: site.name })}</p>
      </header>
      <Field
        label={t('field.siteName')}
        value={name.value}
        set={(next) => (name.value = next)}
        problem={problem?.fields.name && t('invalid.name')}
        maxLength={80}
      />
      <Field
        label={t('field.siteKey')}
        hint={t('field.siteKey.hint')}
        value={key}
        set={(next) => (ownKey.value = next)}
        problem={problem?.fields.key && t(problem.kind === 'conflict' ? 'setup.keyTaken' : 'invalid.key')}
        maxLength={40}
        spellcheck={false}
        autocomplete="off"
      />
      <Field
        label={t('field.origins')}
        hint={t('field.origins.hint')}
        placeholder="https://brand.example"
        value={typed.value}
        set={(next) => (typed.value = next)}
        problem={isWrong || problem?.fields.origins ? t('invalid.origins') : undefined}
        spellcheck={false}
        autocomplete="off"
        inputMode="url"
      />
      <Switch label={t('settings.copy.people')} on={withPeople.value} set={(on) => (withPeople.value = on)}>
        <span class="soft">{t('settings.copy.people.text')}</span>
      </Switch>
      {problem && Object.keys(problem.fields).length === 0 && (
        <p class="problem" role="alert">
          {problemInWords(problem)}
        </p>
      )}
      <div>
        <button
          class="button primary"
          type="submit"
          disabled={!name.value.trim() || !key || isWrong || asking.busy.value}
        >
          {t('settings.copy.go')}
        </button>
      </div>
    </form>
  );
}

function Result({ made: { site, identityKey } }: { made: Made }) {
  return (
    <div class="section" data-part="copied-site">
      <header>
        <h1>{t('settings.copied', { name: site.name })}</h1>
        <p class="soft">{t('settings.copied.text')}</p>
      </header>
      <Copy text={site.scriptTag} label={t('settings.install.tag')} />
      <p class="soft">{t('setup.identity.text')}</p>
      <Copy text={identityKey.secret} label={t('setup.identity.secret')} />
      <p class="soft">
        {t('settings.copied.kid')} <bdi class="mono">{identityKey.kid}</bdi>
      </p>
      <div>
        <a class="button primary" href={hrefOf({ page: 'settings', rest: restOf(site.key, 'look') })}>
          {t('settings.copied.open')}
        </a>
      </div>
    </div>
  );
}
