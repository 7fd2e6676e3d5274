/** The two switches, behind a bell. The bell wears a mark when the browser holds the sound back. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../icons.tsx';
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

type SwitchProps = {
  label: string;
  on: boolean;
  disabled?: boolean;
  set(on: boolean): void;
  children: ComponentChildren;
};

function Switch({ label, on, disabled = false, set, children }: SwitchProps) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        disabled={disabled}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      <span>
        {label}
        {children}
      </span>
    </label>
  );
}
