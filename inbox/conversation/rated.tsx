/** How the player says it went. Low marks, and a "no", stand out. */
import type { Rating } from '@touchline/shared/conversation.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import { LinkedSide } from './linked-side.tsx';
import { isLow, MARKS } from './rating.ts';

export function Rated({ rating }: { rating: Rating }) {
  return (
    <aside class="rated" data-part="rated" data-low={isLow(rating) || undefined} aria-label={t('rated')}>
      <p>
        <Icon name={rating.solved ? 'check' : 'alert'} size={12} />
        <strong>{t(rating.solved ? 'rated.solved' : 'rated.unsolved')}</strong>
        {MARKS.map(
          (mark) => rating[mark] !== null && <span key={mark}>{t(`rated.${mark}`, { mark: rating[mark] ?? 0 })}</span>,
        )}
      </p>
      {rating.comment && <LinkedSide part="rated-comment" text={rating.comment} />}
    </aside>
  );
}
