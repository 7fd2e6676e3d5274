/** Says, calmly and in a place of its own, when the line is down, and that nothing is lost by it. */
import { CLOSE } from '@touchline/shared/wire.ts';
import type { Live } from './live.ts';
import { t } from './words.ts';

export function ConnectionLine({ live }: { live: Live }) {
  const ended = live.ended.value;
  const state =
    ended !== null ? 'ended' : live.away.value ? 'away' : live.status.value === 'ready' ? 'ready' : 'connecting';
  return (
    <p class="connection" data-part="connection" data-state={state} role="status">
      <span class="connection-dot" />
      <span>{ended === CLOSE.unsupportedVersion ? t('connection.old') : t(`connection.${state}`)}</span>
      {state === 'ended' && (
        <button class="button bare" type="button" onClick={() => location.reload()}>
          {t('connection.reload')}
        </button>
      )}
    </p>
  );
}
