/** Which of the four lists is shown, and how many wait in each. */
import type { DeskView } from '@touchline/shared/up.ts';
import type { Desk } from '../desk.ts';
import { hrefOf, VIEWS } from '../router.ts';
import { t } from '../words.ts';

export function Tabs({ desk }: { desk: Desk }) {
  const { queue } = desk;
  return (
    <nav class="tabs" aria-label={t('list.lists')}>
      {VIEWS.map((view) => (
        <a
          key={view}
          href={hrefOf({ page: 'desk', view, conversation: null })}
          aria-current={queue.view.value === view ? 'page' : undefined}
          data-view={view}
        >
          {t(`list.${view}`)}
          <Count desk={desk} view={view} />
        </a>
      ))}
    </nav>
  );
}

/** Loud where somebody waits for us; the number of what is ours otherwise. */
function Count({ desk, view }: { desk: Desk; view: DeskView }) {
  const { queue } = desk;
  if (view !== 'waiting' && view !== 'mine') return null;
  const count = queue.lists[view].value.length;
  if (count === 0) return null;
  const calm = view === 'mine' && queue.unread.value === 0;
  return <span class={calm ? 'tab-count calm' : 'tab-count'}>{count}</span>;
}
