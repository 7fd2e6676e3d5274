/** The number of unread messages on the launcher: the one thing an idle page shows. */
import { COUNT_COLOUR } from '@touchline/shared/look/scripts.ts';

const BADGE_MAX = 99;
const STYLE = `position:absolute;top:-4px;right:-4px;min-width:20px;padding:0 4px;box-sizing:border-box;border-radius:10px;background:${COUNT_COLOUR};color:#fff;font:600 12px/20px system-ui,sans-serif`;

export function paintBadge(button: HTMLElement, count: number) {
  let badge = button.querySelector<HTMLElement>('[data-part=unread]');
  const label = button.dataset.label ?? button.getAttribute('aria-label') ?? '';
  button.dataset.label = label;
  button.setAttribute('aria-label', count ? `${label}: ${count}` : label);
  if (!count) return badge?.remove();
  if (!badge) {
    badge = document.createElement('span');
    badge.dataset.part = 'unread';
    badge.style.cssText = STYLE;
    button.append(badge);
  }
  badge.textContent = count > BADGE_MAX ? `${BADGE_MAX}+` : `${count}`;
}
