/** The floor, for those who supervise: what happens now, who was there on a day, which limits were passed. */
import type { Desk } from '../desk.ts';
import { Tabs } from '../office/tabs.tsx';
import { type OfficeWord, t } from '../office/words.ts';
import { hrefOf, route } from '../router.ts';
import type { Session } from '../session.ts';
import { Board } from './board.tsx';
import { useAlertCalls } from './calls.ts';
import { Record } from './record.tsx';
import { TimelinePart } from './timeline.tsx';
import './floor.css';

const PARTS: readonly { rest: string; word: OfficeWord }[] = [
  { rest: '', word: 'floor.board' },
  { rest: 'timeline', word: 'floor.timeline' },
  { rest: 'alerts', word: 'floor.alerts' },
];

export function FloorPage({ desk }: { session: Session; desk: Desk | null }) {
  return (
    <main class="floor" data-part="floor-page">
      {desk && <Parts desk={desk} />}
    </main>
  );
}

function Parts({ desk }: { desk: Desk }) {
  useAlertCalls(desk);
  const at = route.value;
  const [part = ''] = ('rest' in at ? (at.rest ?? '') : '').split(/[/?]/);
  return (
    <>
      <h1>{t('floor')}</h1>
      <Tabs
        label={t('floor.tabs')}
        tabs={PARTS.map(({ rest, word }) => ({
          href: hrefOf({ page: 'floor', ...(rest && { rest }) }),
          name: t(word),
          isShown: rest === part,
        }))}
      />
      {part === 'timeline' ? (
        <TimelinePart desk={desk} />
      ) : part === 'alerts' ? (
        <Record desk={desk} />
      ) : (
        <Board desk={desk} />
      )}
    </>
  );
}
