/** What to call a player who may not have said. */
import type { DeskRow } from '@touchline/shared/down.ts';
import { t } from '../words.ts';

/** The name their site signed, or `Guest 4F2A`: short, stable, and tells two guests apart. */
export function playerName(contact: Pick<DeskRow['contact'], 'id' | 'name'>): string {
  return contact.name?.trim() || t('player.guest', { code: contact.id.replaceAll('-', '').slice(-4).toUpperCase() });
}

/** The host that a link really leads to, and nothing for what is no web address. */
export function hostOf(url: string): string | null {
  if (!/^https?:\/\//i.test(url)) return null;
  return URL.canParse(url) ? new URL(url).host : null;
}
