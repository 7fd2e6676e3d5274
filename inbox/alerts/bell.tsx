/** The bell, behind which an operator says how they want to be called. It wears a mark when no sound will come. */
import { useSignal } from '@preact/signals';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { LatePart } from '../late-part.tsx';
import { t } from '../words.ts';

export function Bell({ desk }: { desk: Desk }) {
  const { blocked, mute, ringing, settings } = desk.alerts;
  const isOpen = useSignal(false);
  return (
    <>
      <button
        class="button bare icon bell"
        type="button"
        popoverTarget="alerts"
        aria-label={t('alerts')}
        data-part="bell"
        data-rings={ringing.value > 0 && settings.sound.value === 'on'}
      >
        <Icon name="bell" />
        {(blocked.value || mute.value) && <span class="bell-mark" />}
      </button>
      <div
        class="menu"
        id="alerts"
        popover="auto"
        onToggle={({ newState }) => {
          isOpen.value = newState === 'open';
        }}
      >
        <LatePart
          desk={desk}
          wanted={isOpen.value}
          load={() => import('./switches.tsx')}
          show={({ Switches }) => <Switches alerts={desk.alerts} />}
        />
      </div>
    </>
  );
}
