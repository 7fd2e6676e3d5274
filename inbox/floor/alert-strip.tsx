/** Which limits are passed now: on the desk in few lines, hidden by a press until another one is; on the board with since when. */
import { useSignal } from '@preact/signals';
import type { Alert } from '@touchline/shared/supervision.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../office/words.ts';
import { Brand } from '../queue/brand.tsx';
import { hrefOf } from '../router.ts';
import { shortTime } from '../when.ts';
import { alertWords } from './alert-words.ts';
import { useAlertCalls } from './calls.ts';
import './alert-strip.css';

/** On the desk it stands below the list, which needs the room. */
const ON_DESK_MAX = 2;

/** `leads`: to the board, and away; on the board itself it does neither. */
export function AlertStrip({ desk, leads }: { desk: Desk; leads?: true }) {
  const alerts = useAlertCalls(desk);
  const hidden = useSignal<ReadonlySet<string>>(new Set());
  const all = alerts.filter(({ id }) => !hidden.value.has(id));
  const shown = leads && all.length > ON_DESK_MAX ? all.slice(0, ON_DESK_MAX - 1) : all;
  const more = all.length - shown.length;
  return (
    <div role="status" aria-label={t('floor.alert.standing')}>
      {all.length > 0 && (
        <div class="alert-strip" data-part="alert-strip">
          <Icon name="alert" />
          <ul>
            {shown.map((alert) => (
              <li key={alert.id}>
                {alertWords(alert)} <About desk={desk} alert={alert} {...(leads && { leads })} />
              </li>
            ))}
            {more > 0 && <li>{t('floor.alert.others', { count: more })}</li>}
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

/** Of one site alone nobody asks which it is. */
function About({ desk, alert: { site, beganAt }, leads }: { desk: Desk; alert: Alert; leads?: true }) {
  const isOneOfMany = desk.sites.value.length > 1;
  return (
    <span class="soft">
      {isOneOfMany && <Brand desk={desk} site={site} />}{' '}
      {!leads && t('floor.alert.since', { time: shortTime(beganAt, desk.now.value) })}
    </span>
  );
}

function Ways({ hide }: { hide(): void }) {
  return (
    <>
      <a href={hrefOf({ page: 'floor' })}>{t('floor.alert.toFloor')}</a>
      <button class="button bare icon" type="button" aria-label={t('floor.alert.hide')} onClick={hide}>
        <Icon name="close" />
      </button>
    </>
  );
}
