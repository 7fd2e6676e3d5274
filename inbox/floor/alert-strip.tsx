/** On the desk: which limits are passed now. Hidden by a press, until another one is. */
import { useSignal } from '@preact/signals';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../office/words.ts';
import { Brand } from '../queue/brand.tsx';
import { hrefOf } from '../router.ts';
import { shortTime } from '../when.ts';
import { alertWords } from './alert-words.ts';
import { useAlertCalls } from './calls.ts';
import './alert-strip.css';

/** `leads`: to the board, and away; on the board itself it does neither. */
export function AlertStrip({ desk, leads }: { desk: Desk; leads?: true }) {
  const alerts = useAlertCalls(desk);
  const hidden = useSignal<ReadonlySet<string>>(new Set());
  const shown = alerts.filter(({ id }) => !hidden.value.has(id));
  return (
    <div role="status" aria-label={t('floor.alert.standing')}>
      {shown.length > 0 && (
        <div class="alert-strip" data-part="alert-strip">
          <Icon name="alert" />
          <ul>
            {shown.map((alert) => (
              <li key={alert.id}>
                {alertWords(alert)}{' '}
                <span class="soft">
                  <Brand desk={desk} site={alert.site} />{' '}
                  {t('floor.alert.since', { time: shortTime(alert.beganAt, desk.now.value) })}
                </span>
              </li>
            ))}
          </ul>
          {leads && (
            <Ways
              hide={() => {
                hidden.value = new Set(alerts.map(({ id }) => id));
              }}
            />
          )}
        </div>
      )}
    </div>
  );
}

function Ways({ hide }: { hide(): void }) {
  return (
    <>
      <a class="button" href={hrefOf({ page: 'floor' })}>
        {t('floor.alert.toFloor')}
      </a>
      <button class="button bare icon" type="button" aria-label={t('floor.alert.hide')} onClick={hide}>
        <Icon name="close" />
      </button>
    </>
  );
}
