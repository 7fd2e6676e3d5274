import { Icon } from './icons.tsx';
import type { Session } from './session.ts';

/** The way to the player's other conversations, if there are any. */
export function Back({ session }: { session: Session }) {
  const { t, conversations, client } = session;
  const others = conversations.filter(({ id }) => id !== client.player.current);
  if (!others.length) return null;
  const isUnread = others.some(({ unread }) => unread);
  return (
    <button class="icon" type="button" aria-label={t('panel.back')} data-unread={isUnread} onClick={session.home}>
      <Icon name="back" />
    </button>
  );
}
