/** Which list is shown, and how many wait in it. Three stand in sight; the others, and what is in them, behind a menu. */
import type { DeskView } from '@touchline/shared/up.ts';
import type { Desk } from '../desk.ts';
import { MenuButton } from '../popover-menu.tsx';
import { hrefOf, VIEWS } from '../router.ts';
import { t } from '../words.ts';

const IN_SIGHT: readonly DeskView[] = ['waiting', 'mine', 'open'];

export function Tabs({ desk }: { desk: Desk }) {
  const { queue } = desk;
  const shown = queue.view.value;
  // The addresses go on being narrowed as this list is.
  void queue.narrowing.value;
  // A list from behind takes the last place while it is shown: there is room for three.
  const inSight = IN_SIGHT.includes(shown) ? IN_SIGHT : [...IN_SIGHT.slice(0, 2), shown];
  const behind = VIEWS.filter((view) => !inSight.includes(view));
  return (
    <nav class="tabs" aria-label={t('list.lists')}>
      {inSight.map((view) => (
        <Tab key={view} desk={desk} view={view} />
      ))}
      <MenuButton id="more-lists" icon="dots" label={t('list.more')} look="bare tabs-more" class="tabs-menu">
        {behind.map((view) => (
          <a key={view} class="menu-item" href={hrefOf(queue.here({ view }))} data-view-behind={view}>
            {t(`list.${view}`)}
            <Count desk={desk} view={view} />
          </a>
        ))}
      </MenuButton>
    </nav>
  );
}

function Tab({ desk, view }: { desk: Desk; view: DeskView }) {
  const { queue } = desk;
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
  // An empty place, so that the first who comes moves no name.
  if (count === 0) return <span class="tab-count none" />;
  const calm = view !== 'waiting' && (view !== 'mine' || queue.unread.value === 0);
  return <span class={calm ? 'tab-count calm' : 'tab-count'}>{count}</span>;
}
