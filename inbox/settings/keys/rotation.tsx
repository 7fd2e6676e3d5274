/** One key for another without anybody being thrown out: add the new one, deploy it, retire the old one. */
import { useSignal } from '@preact/signals';
import { systemClock } from '@touchline/shared/clock.ts';
import { t } from '../../office/words.ts';
import { dayTime } from '../../when.ts';
import { Part } from '../controls.tsx';
import { AddKey } from './add-key.tsx';
import type { SiteKeys, Step } from './model.ts';

const ORDER: readonly Step[] = ['add', 'deploy', 'wait'];

export function Rotation({ keys }: { keys: SiteKeys }) {
  const step = keys.step.value;
  const valid = keys.valid.value.length;
  return (
    <Part title={t(valid === 0 ? 'settings.keys.first' : 'settings.keys.rotation')}>
      <p class="soft">{t(valid === 0 ? 'settings.keys.first.text' : 'settings.keys.rotation.text')}</p>
      {valid === 0 ? (
        <AddKey keys={keys} />
      ) : (
        <ol class="key-steps">
          {ORDER.map((one) => (
            <li key={one} aria-current={one === step ? 'step' : undefined} data-step={one}>
              <strong>{t(`settings.keys.step.${one}`)}</strong>
              <p class="soft">{t(`settings.keys.step.${one}.text`)}</p>
              {one === 'add' && step === 'add' && <AddKey keys={keys} />}
              {one === 'wait' && step !== 'add' && <Retiring keys={keys} />}
            </li>
          ))}
        </ol>
      )}
      {valid === 1 && <Leaked keys={keys} />}
    </Part>
  );
}

/** Now, or at a moment of the owner's: then there is time to see that nothing is signed with it any more. */
function Retiring({ keys }: { keys: SiteKeys }) {
  const at = useSignal('');
  const old = keys.old.value;
  if (!old) return null;
  const moment = at.value ? new Date(at.value).getTime() : Number.NaN;
  const isAhead = moment > systemClock.now();
  return (
    <div class="retiring">
      {old.retiresAt !== null && <p>{t('settings.keys.retires', { kid: old.kid, time: dayTime(old.retiresAt) })}</p>}
      <span class="number-line">
        <input
          class="input time-at"
          type="datetime-local"
          aria-label={t('settings.keys.retire.when')}
          value={at.value}
          onInput={(event) => (at.value = event.currentTarget.value)}
        />
        <button
          class="button"
          type="button"
          disabled={!isAhead || keys.busy.value}
          onClick={() => void keys.retire(old.kid, moment)}
        >
          {t('settings.keys.retire.then', { kid: old.kid })}
        </button>
      </span>
      {keys.problem.value?.fields.at && <p class="hint bad">{t('settings.keys.retire.far')}</p>}
      <div>
        <button
          class="button"
          type="button"
          data-part="retire-now"
          disabled={keys.busy.value}
          onClick={() => {
            if (confirm(t('settings.keys.retire.sure', { kid: old.kid }))) void keys.retire(old.kid, null);
          }}
        >
          {t('settings.keys.retire.now', { kid: old.kid })}
        </button>
      </div>
    </div>
  );
}

/** Where a secret has got out there is no time for steps. */
function Leaked({ keys }: { keys: SiteKeys }) {
  const [only] = keys.valid.value;
  if (!only) return null;
  return (
    <details>
      <summary>{t('settings.keys.leaked')}</summary>
      <p class="soft">{t('settings.keys.leaked.text')}</p>
      <button
        class="button"
        type="button"
        disabled={keys.busy.value}
        onClick={() => {
          if (confirm(t('settings.keys.retire.last', { kid: only.kid }))) void keys.retire(only.kid, null);
        }}
      >
        {t('settings.keys.retire.now', { kid: only.kid })}
      </button>
    </details>
  );
}
