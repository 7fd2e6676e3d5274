/** Says of a token what the door would say of it, and what to do about it. */
import { useSignal } from '@preact/signals';
import type { TokenVerdict } from '@touchline/shared/site-keys.ts';
import { useId, useMemo } from 'preact/hooks';
import { createAttempts } from '../../office/attempts.ts';
import { t } from '../../office/words.ts';
import { dayTime } from '../../when.ts';
import { problemInWords } from '../asking.ts';
import type { SettingsRequests } from '../requests.ts';

const TOKEN_MAX = 8_000;

export function TokenChecker({ requests }: { requests: Pick<SettingsRequests, 'checkToken'> }) {
  const id = useId();
  const token = useSignal('');
  const verdict = useSignal<TokenVerdict | null>(null);
  const asking = useMemo(createAttempts, []);
  const problem = asking.problem.value;
  return (
    <form
      class="section-part"
      data-part="token-checker"
      onSubmit={(event) => {
        event.preventDefault();
        verdict.value = null;
        void asking.attempt(async () => {
          verdict.value = await requests.checkToken(token.value.trim());
        });
      }}
    >
      <div class="field">
        <label for={id}>{t('settings.token.label')}</label>
        <textarea
          id={id}
          class="input mono"
          rows={3}
          spellcheck={false}
          autocomplete="off"
          placeholder="eyJ…"
          maxLength={TOKEN_MAX}
          value={token.value}
          aria-describedby={`${id}-hint`}
          onInput={(event) => {
            token.value = event.currentTarget.value;
            verdict.value = null;
          }}
        />
        <p class="hint" id={`${id}-hint`}>
          {t('settings.token.hint')}
        </p>
      </div>
      <div>
        <button class="button primary" type="submit" disabled={!token.value.trim() || asking.busy.value}>
          {t('settings.token.check')}
        </button>
      </div>
      <div role="status">
        {verdict.value && <Verdict verdict={verdict.value} />}
        {problem && <p class="problem">{problemInWords(problem)}</p>}
      </div>
    </form>
  );
}

function Verdict({ verdict }: { verdict: TokenVerdict }) {
  if (!verdict.good) {
    const { fault, expected, got } = verdict;
    return (
      <div class="verdict wrong" data-part="verdict" data-fault={fault}>
        <p>
          <strong>{t(`settings.token.fault.${fault}`)}</strong>
        </p>
        <p>{t(`settings.token.fault.${fault}.do`)}</p>
        <Facts
          facts={[
            [t('settings.token.expected'), expected],
            [t('settings.token.got'), got],
          ]}
        />
      </div>
    );
  }
  const { player, kid, dropped, expiresAt } = verdict;
  return (
    <div class="verdict good" data-part="verdict" data-fault="">
      <p>
        <strong>{t('settings.token.good')}</strong>
      </p>
      <Facts
        facts={[
          [t('settings.token.player'), player.id],
          [t('settings.token.name'), player.name],
          ...Object.entries(player.attributes).map(
            ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
          ),
          [t('settings.token.key'), kid],
          [t('settings.token.expires'), dayTime(expiresAt)],
        ]}
      />
      {dropped.length > 0 && <p class="lacking">{t('settings.token.dropped', { names: dropped.join(', ') })}</p>}
    </div>
  );
}

function Facts({ facts }: { facts: readonly (readonly [name: string, value: string | null])[] }) {
  return (
    <dl class="facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi class="mono">{value}</bdi>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
