/** Says calmly that nothing comes to this operator, when they may not know it, with one tap back. */
import type { Desk } from '../desk.ts';
import { t } from '../words.ts';

export function PresenceBanner({ desk }: { desk: Desk }) {
  const { presence } = desk;
  const why = presence.setAway.value ? 'away' : presence.presence.value === 'offline' ? 'offline' : null;
  return (
    <div class="presence-banner" role="status">
      {why && (
        <p data-part="presence-banner" data-why={why}>
          <span>{t(`presence.banner.${why}`)}</span>
          <button class="button" type="button" onClick={() => presence.choose('online')}>
            {t('presence.back')}
          </button>
        </p>
      )}
    </div>
  );
}
