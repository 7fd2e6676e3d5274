/** Which of the four lists is shown, and how many wait in each. */
import type { Desk } from '../desk.ts';
import { hrefOf, VIEWS } from '../router.ts';
import { t } from '../words.ts';

export function Tabs({ desk }: { desk: Desk }) {
  const { queue } = desk;
  return (
    <nav class="tabs" aria-label={t('list.lists')}>
      {VIEWS.map((view) => {
        const count = view === 'waiting' ? queue.lists.waiting.value.length : view === 'mine' ? queue.unread.value : 0;
        return (
          <a
            key={view}
            href={hrefOf({ page: 'desk', view, conversation: null })}
            aria-current={queue.view.value === view ? 'page' : undefined}
            data-view={view}
          >
            {t(`list.${view}`)}
            {count > 0 && <span class="tab-count">{count}</span>}
          </a>
        );
      })}
    </nav>
  );
}
