/** Says, calmly and in a place of its own, when the line is down, and that nothing is lost by it. */
import { CLOSE } from '@touchline/shared/wire.ts';
import type { Live } from './live.ts';
import { hrefOf } from './router.ts';
import { t } from './words.ts';

export function ConnectionLine({ live }: { live: Live }) {
  const ended = live.ended.value;
  const state =
    ended !== null ? 'ended' : live.away.value ? 'away' : live.status.value === 'ready' ? 'ready' : 'connecting';
  const isSlow = state === 'ready' && live.way.value === 'polling';
  return (
    <p class="connection" data-part="connection" data-state={state} data-way={live.way.value} role="status">
      <span class="connection-dot" />
      <span>
        {ended === CLOSE.unsupportedVersion ? t('connection.old') : t(`connection.${isSlow ? 'slow' : state}`)}
      </span>
      {isSlow && <a href={hrefOf({ page: 'connection' })}>{t('connection.slow.why')}</a>}
      {state === 'ended' && (
        <button class="button bare" type="button" onClick={() => location.reload()}>
          {t('connection.reload')}
        </button>
      )}
    </p>
  );
}
