/** How the player says it went. Low marks, and a "no", stand out. */
import type { Rating } from '@touchline/shared/conversation.ts';
import { isLow } from '@touchline/shared/narrowed.ts';
import { Icon } from '../icons.tsx';
import { clockTime, fullTime } from '../when.ts';
import { t } from '../words.ts';
import { LinkedSide } from './linked-side.tsx';

const MARKS = ['speed', 'courtesy', 'competence'] as const;

export function Rated({ rating, at }: { rating: Rating; at: number }) {
  return (
    <aside class="rated" data-part="rated" data-low={isLow(rating) || undefined} aria-label={t('rated')}>
      <p class="rated-head">
        <span>{t('rated')}</span>
        <time title={fullTime(at)}>{clockTime(at)}</time>
      </p>
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
