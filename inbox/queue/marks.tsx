/** What of a conversation is seen at a glance: how urgent somebody found it, and that its player was not content. */
import type { Conversation } from '@touchline/shared/conversation.ts';
import { isLow } from '@touchline/shared/narrowed.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';

export function Marks({ state }: { state: Conversation }) {
  const { priority = 'normal', rating } = state;
  return (
    <>
      {priority !== 'normal' && (
        <span class="priority" data-priority={priority} title={t(`priority.${priority}`)}>
          <Icon name={priority === 'low' ? 'down' : priority === 'urgent' ? 'alert' : 'up'} size={14} />
          <span class="hidden">{t(`priority.${priority}`)}</span>
        </span>
      )}
      {isLow(rating) && (
        <span class="low" data-part="low" title={t('row.low')}>
          <Icon name="flag" size={14} />
          <span class="hidden">{t('row.low')}</span>
        </span>
      )}
    </>
  );
}
