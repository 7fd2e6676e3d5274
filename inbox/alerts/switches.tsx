/** The two switches, behind a bell. The bell wears a mark when the browser holds the sound back. */
import { Icon } from '../icons.tsx';
import { Switch } from '../switch.tsx';
import { t } from '../words.ts';
import type { Alerts } from './model.ts';

export function Switches({ alerts }: { alerts: Alerts }) {
  const permission = alerts.permission.value;
  const blocked = alerts.sound.value && alerts.blocked.value;
  return (
    <>
      <button class="button bare icon" type="button" popoverTarget="alerts" aria-label={t('alerts')}>
        <Icon name="bell" />
        {blocked && <span class="bell-mark" />}
      </button>
      <div class="menu" id="alerts" popover="auto">
        <Switch label={t('alerts.sound')} on={alerts.sound.value} set={(on) => alerts.setSound(on)}>
          {blocked && <span class="warning">{t('alerts.blocked')}</span>}
        </Switch>
        <Switch
          label={t('alerts.notifications')}
          on={alerts.notifications.value}
          disabled={permission === 'denied' || permission === 'unsupported'}
          set={(on) => void alerts.setNotifications(on)}
        >
          {permission === 'denied' && <span class="warning">{t('alerts.denied')}</span>}
          {permission === 'default' && <span class="soft">{t('alerts.ask')}</span>}
        </Switch>
      </div>
    </>
  );
}
