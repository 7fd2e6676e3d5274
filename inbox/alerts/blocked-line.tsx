/**
 * The warning that no sound will come, with its remedy. It lies over the page, because whatever it pushed aside would
 * jump back with the first click, which is remedy enough wherever it goes.
 */
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import type { Alerts } from './model.ts';

export function BlockedLine({ alerts }: { alerts: Alerts }) {
  return (
    <div role="status">
      {alerts.blocked.value && (
        <p class="sound-blocked" data-part="sound-blocked">
          <Icon name="bell" />
          <span>{t('alerts.noSound')}</span>
          <button class="button" type="button" onClick={alerts.testSound}>
            {t('alerts.noSound.turnOn')}
          </button>
        </p>
      )}
    </div>
  );
}
