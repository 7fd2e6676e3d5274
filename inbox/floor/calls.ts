/**
 * Calls whoever supervises when a limit is passed: once each, by the sound and the notifications that they have switched on
 * for their conversations. Also where they are away as an operator, because being called to the floor is no conversation.
 */
import type { Alert } from '@touchline/shared/supervision.ts';
import { useEffect } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { go } from '../router.ts';
import { alertWords } from './alert-words.ts';
import { alertsOf } from './heard.ts';

const NONE: readonly Alert[] = [];
/** Of this page: the strip on the desk and the board tell of the same ones. Null until it is known which stood before. */
let told: Set<string> | null = null;

export function useAlertCalls(desk: Desk): readonly Alert[] {
  const alerts = alertsOf(desk).value;
  useEffect(() => {
    if (!alerts) return;
    const fresh = told ? alerts.filter(({ id }) => !told?.has(id)) : [];
    told = new Set([...(told ?? []), ...alerts.map(({ id }) => id)]);
    if (fresh.length === 0) return;
    desk.alerts.playSoftly();
    for (const alert of fresh) notify(desk, alert);
  }, [alerts]);
  return alerts ?? NONE;
}

function notify(desk: Desk, alert: Alert): void {
  if (desk.alerts.settings.notifications.peek() !== 'on' || desk.alerts.permission.peek() !== 'granted') return;
  const site = desk.sites.peek().find(({ id }) => id === alert.site);
  try {
    // One tag, so that of several tabs the browser shows one.
    const shown = new Notification(alertWords(alert), { body: site?.name ?? '', tag: alert.id, silent: true });
    shown.onclick = () => {
      window.focus();
      go({ page: 'floor' });
      shown.close();
    };
  } catch {
    // Chrome on Android has the class and lets only service workers use it.
  }
}
