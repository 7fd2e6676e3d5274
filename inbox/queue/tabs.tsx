/** Which list is shown, and how many wait in it. Three stand in sight; the others, and what is in them, behind a menu. */
import type { DeskView } from '@touchline/shared/up.ts';
import { useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { hrefOf, VIEWS } from '../router.ts';
import { t } from '../words.ts';

const IN_SIGHT: readonly DeskView[] = ['waiting', 'mine', 'open'];
const BEHIND = VIEWS.filter((view) => !IN_SIGHT.includes(view));

export function Tabs({ desk }: { desk: Desk }) {
  const { queue } = desk;
  const menu = useRef<HTMLDivElement>(null);
  const shown = queue.view.value;
  const isBehind = BEHIND.includes(shown);
  return (
    <nav class="tabs" aria-label={t('list.lists')}>
      {IN_SIGHT.map((view) => (
        <Tab key={view} desk={desk} view={view} />
      ))}
      {/* A list from behind stands in sight while it is shown. */}
      {isBehind && <Tab desk={desk} view={shown} />}
      <button
        class="button bare icon tabs-more"
        type="button"
        popoverTarget="more-lists"
        data-part="more-lists"
        aria-label={t('list.more')}
        title={t('list.more')}
      >
        <Icon name={isBehind ? 'down' : 'dots'} />
      </button>
      <div class="menu tabs-menu" id="more-lists" popover="auto" ref={menu}>
        {BEHIND.map((view) => (
          <a
            key={view}
            class="menu-item"
            href={hrefOf(queue.here({ view }))}
            aria-current={shown === view ? 'page' : undefined}
            data-view-behind={view}
            onClick={() => menu.current?.hidePopover()}
          >
            {t(`list.${view}`)}
            <Count desk={desk} view={view} />
          </a>
        ))}
      </div>
    </nav>
  );
}

function Tab({ desk, view }: { desk: Desk; view: DeskView }) {
  const { queue } = desk;
  // The address goes on being narrowed as this list is.
  void queue.narrowing.value;
  return (
    <a
      href={hrefOf(queue.here({ view }))}
      aria-current={queue.view.value === view ? 'page' : undefined}
      data-view={view}
    >
      {t(`list.${view}`)}
      <Count desk={desk} view={view} />
    </a>
  );
}

const COUNTED: readonly DeskView[] = ['waiting', 'mine', 'escalated', 'snoozed'];

/** Loud where somebody waits for us; the number of what is ours otherwise. */
function Count({ desk, view }: { desk: Desk; view: DeskView }) {
  const { queue } = desk;
  if (!COUNTED.includes(view)) return null;
  const count = queue.lists[view].value.length;
  if (count === 0) return null;
  const calm = view !== 'waiting' && (view !== 'mine' || queue.unread.value === 0);
  return <span class={calm ? 'tab-count calm' : 'tab-count'}>{count}</span>;
}
