/** How the operator is called: the sound, how loud and how often, the notifications and what they tell. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { Switch } from '../switch.tsx';
import type { Alerts } from './model.ts';
import { VOLUMES } from './settings.ts';

export function Switches({ alerts }: { alerts: Alerts }) {
  const { ringing, silence } = alerts;
  return (
    <>
      {ringing.value > 0 && (
        <button class="menu-item" type="button" data-part="silence" onClick={silence}>
          <Icon name="close" />
          {t('alerts.silence', { count: ringing.value })}
        </button>
      )}
      <div class="alerts-part">
        <SoundSwitches alerts={alerts} />
      </div>
      <div class="alerts-part">
        <NotificationSwitches alerts={alerts} />
      </div>
      <p class="soft alerts-part">{t('alerts.away')}</p>
    </>
  );
}

function SoundSwitches({ alerts }: { alerts: Alerts }) {
  const { sound, volume, repeat } = alerts.settings;
  const on = sound.value === 'on';
  return (
    <>
      <Switch label={t('alerts.sound')} on={on} set={(next) => (sound.value = next ? 'on' : 'off')}>
        {alerts.blocked.value && <Why warns>{t('alerts.blocked')}</Why>}
        {alerts.mute.value && <Why warns>{t('alerts.mute')}</Why>}
      </Switch>
      {on && (
        <>
          <Switch
            label={t('alerts.repeat')}
            on={repeat.value === 'on'}
            set={(next) => (repeat.value = next ? 'on' : 'off')}
          />
          <fieldset class="volume">
            <legend>{t('alerts.volume')}</legend>
            {VOLUMES.map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name="volume"
                  checked={volume.value === each}
                  onChange={() => {
                    volume.value = each;
                    alerts.testSound();
                  }}
                />
                <span>{t(`alerts.volume.${each}`)}</span>
              </label>
            ))}
          </fieldset>
          <button class="button volume-test" type="button" data-part="test-sound" onClick={alerts.testSound}>
            {t('alerts.test')}
          </button>
        </>
      )}
    </>
  );
}

function NotificationSwitches({ alerts }: { alerts: Alerts }) {
  const { notifications, text } = alerts.settings;
  const permission = alerts.permission.value;
  const on = notifications.value === 'on' && permission === 'granted';
  return (
    <>
      <Switch
        label={t('alerts.notifications')}
        on={on}
        disabled={permission === 'denied' || permission === 'unsupported'}
        set={(next) => void alerts.setNotifications(next)}
      >
        {permission === 'denied' && <Why warns>{t('alerts.denied')}</Why>}
        {permission === 'default' && <Why>{t('alerts.ask')}</Why>}
      </Switch>
      {on && (
        <Switch
          label={t('alerts.text')}
          on={text.value === 'shown'}
          set={(next) => (text.value = next ? 'shown' : 'hidden')}
        />
      )}
    </>
  );
}

function Why({ warns = false, children }: { warns?: boolean; children: ComponentChildren }) {
  return <span class={warns ? 'warning' : 'soft'}>{children}</span>;
}
