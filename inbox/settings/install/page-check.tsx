/** Opens a page of the site as the relay sees it, and says what is wrong with the chat on it. */
import { useSignal } from '@preact/signals';
import type { PageFinding } from '@touchline/shared/page-check.ts';
import { useMemo } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import { createAttempts } from '../../office/attempts.ts';
import { t } from '../../office/words.ts';
import { hrefOf } from '../../router.ts';
import { Field } from '../../setup/field.tsx';
import { tOr } from '../../words.ts';
import { problemInWords } from '../asking.ts';
import { restOf } from '../place.ts';
import type { SettingsRequests } from '../requests.ts';
import type { AdministeredSite } from '../site.ts';

type Props = { requests: Pick<SettingsRequests, 'checkPage'>; origins: readonly string[]; site: AdministeredSite };

export function PageCheck({ requests, origins, site }: Props) {
  const url = useSignal(origins.find((origin) => !origin.includes('*')) ?? '');
  const findings = useSignal<readonly PageFinding[] | null>(null);
  const asking = useMemo(createAttempts, []);
  const problem = asking.problem.value;
  const said = problem?.kind === 'bad-request' ? t('settings.check.address') : undefined;
  return (
    <form
      class="section-part"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        findings.value = null;
        void asking.attempt(async () => {
          findings.value = (await requests.checkPage(url.value.trim())).findings;
        });
      }}
    >
      <Field
        label={t('settings.check.url')}
        hint={t('settings.check.hint')}
        value={url.value}
        set={(next) => (url.value = next)}
        problem={said}
        inputMode="url"
        spellcheck={false}
        autocomplete="off"
      />
      <div>
        <button class="button primary" type="submit" disabled={!url.value.trim() || asking.busy.value}>
          {t(asking.busy.value ? 'setup.checking' : 'settings.check.go')}
        </button>
      </div>
      <div role="status">
        {problem && !said && <p class="problem">{problemInWords(problem)}</p>}
        {findings.value && (
          <>
            <p>
              <strong>{t(findings.value.some(isWrong) ? 'settings.check.wrong' : 'settings.check.good')}</strong>
            </p>
            <ul class="findings" data-part="findings">
              {findings.value.map((finding, at) => (
                <Finding key={at} finding={finding} site={site} />
              ))}
            </ul>
          </>
        )}
      </div>
    </form>
  );
}

const isWrong = ({ level }: PageFinding) => level === 'wrong';

const ICONS = { good: 'check', warning: 'info', wrong: 'alert' } as const;

type FindingProps = { finding: PageFinding; site: AdministeredSite };

function Finding({ finding: { kind, level, found, expected }, site }: FindingProps) {
  const todo = tOr(`settings.finding.${kind}.do`, '');
  return (
    <li class="finding" data-level={level} data-finding={kind}>
      <Icon name={ICONS[level]} />
      <div>
        <p>
          <span class="hidden">{t(`settings.finding.level.${level}`)}: </span>
          {t(`settings.finding.${kind}`)}
        </p>
        {level !== 'good' && todo && (
          <p class="soft">
            {todo}{' '}
            {kind === 'origin-not-listed' && (
              <a href={hrefOf({ page: 'settings', rest: restOf(site.key, 'origins') })}>{t('settings.origins')}</a>
            )}
          </p>
        )}
        {found && (
          <p class="soft">
            {t('settings.token.got')}: <bdi class="mono">{found}</bdi>
          </p>
        )}
        {expected && (
          <p class="soft">
            {t('settings.token.expected')}: <bdi class="mono">{expected}</bdi>
          </p>
        )}
      </div>
    </li>
  );
}
