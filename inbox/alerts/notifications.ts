/**
 * Browser notifications, one per conversation, gone once it has been claimed or read. They are silent: the sound is the
 * voice's. Permission is asked for when the switch is turned on, never unasked.
 */
import type { DeskRow } from '@touchline/shared/down.ts';
import { playerName } from '../contact/names.ts';
import { t } from '../words.ts';
import type { Alarm } from './alarms.ts';
import type { Call } from './arrivals.ts';

export type Permission = NotificationPermission | 'unsupported';

const TEXT_MAX_CHARACTERS = 140;

type Shown = { row: DeskRow; occasion: Alarm | Call; brand: string; text: string };

export function createNotifications(open: (conversation: string) => void) {
  const shown = new Map<string, Notification>();
  return {
    show({ row, occasion, brand, text }: Shown) {
      const notification = notify(t(`alert.${occasion}`, { name: playerName(row.contact) }), {
        body: [brand, text.slice(0, TEXT_MAX_CHARACTERS)].filter(Boolean).join(' · '),
        // The browser puts the later one in the place of the earlier, another tab's too.
        tag: `touchline-${row.id}`,
        silent: true,
      });
      if (!notification) return;
      shown.set(row.id, notification);
      notification.onclick = () => {
        window.focus();
        open(row.id);
        notification.close();
      };
    },
    close(conversation: string) {
      shown.get(conversation)?.close();
      shown.delete(conversation);
    },
    closeAll() {
      for (const notification of shown.values()) notification.close();
      shown.clear();
    },
  };
}

export function permissionNow(): Permission {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;
}

/** In another tab, or in the browser's own settings. */
export function onPermissionChange(changed: () => void): void {
  const asking = navigator.permissions?.query({ name: 'notifications' });
  asking?.then(
    (status) => status.addEventListener('change', changed),
    () => {},
  );
}

function notify(title: string, options: NotificationOptions): Notification | undefined {
  try {
    return new Notification(title, options);
  } catch {
    // Chrome on Android has the class and lets only service workers use it.
    return undefined;
  }
}
