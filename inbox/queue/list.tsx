/** The left pane: a list narrowed and filtered, and its rows in a window, so that 5,000 cost as much as 20. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { LatePart } from '../late-part.tsx';
import { Everywhere } from '../search/everywhere.tsx';
import { t } from '../words.ts';
import { Filter } from './filter.tsx';
import { holdBy } from './holding.ts';
import { Nothing } from './nothing.tsx';
import { Row } from './row.tsx';
import { ROW_HEIGHT_PX, windowOf } from './window.ts';

export function List({ desk, filterRef }: { desk: Desk; filterRef: RefObject<HTMLInputElement | null> }) {
  const { queue, bulk } = desk;
  return (
    <section class="list-pane" data-part="list" aria-label={t(`list.${queue.view.value}`)}>
      {/* What is done with the chosen stands in the place of what finds them. */}
      <div class="list-head" hidden={bulk.choosing.value}>
        <Filter desk={desk} filterRef={filterRef} />
        <button
          class="button bare"
          type="button"
          data-part="choose"
          disabled={queue.shown.value.length === 0}
          onClick={() => bulk.begin()}
        >
          {t('spam.begin')}
        </button>
      </div>
      <LatePart
        desk={desk}
        wanted={bulk.choosing.value}
        load={() => import('../sorting/bulk-bar.tsx')}
        missing={() => bulk.stop()}
        show={({ BulkBar }) => <BulkBar desk={desk} />}
      />
      {/* The same words are looked for in all conversations too, below the rows. */}
      {queue.filter.value.trim() && queue.shown.value.length > 0 && (
        <h2 class="list-here" data-part="list-here">
          {t('list.here', { count: queue.shown.value.length })}
        </h2>
      )}
      <Rows desk={desk} />
      <LatePart
        desk={desk}
        wanted={queue.narrowShown.value}
        load={() => import('./narrow-dialog.tsx')}
        missing={() => (queue.narrowShown.value = false)}
        show={({ NarrowDialog }) => <NarrowDialog desk={desk} />}
      />
    </section>
  );
}

function Rows({ desk }: { desk: Desk }) {
  const { queue, conversation } = desk;
  const frame = useRef<HTMLDivElement>(null);
  const scroll = useSignal({ top: 0, height: 800 });
  const rows = queue.shown.value;
  const selected = conversation.id.value;
  const { from, to } = windowOf(scroll.value.top, scroll.value.height, rows.length);

  useEffect(() => {
    const measure = () => {
      const box = frame.current;
      if (box) scroll.value = { top: box.scrollTop, height: box.clientHeight };
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);

  useEffect(() => (frame.current ? holdBy(frame.current, queue.holding) : undefined), []);

  useEffect(() => {
    const at = rows.findIndex((row) => row.id === selected);
    const box = frame.current;
    if (at < 0 || !box) return;
    const top = at * ROW_HEIGHT_PX;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW_HEIGHT_PX > box.scrollTop + box.clientHeight)
      box.scrollTop = top + ROW_HEIGHT_PX - box.clientHeight;
  }, [selected]);

  useEffect(() => {
    if (to >= rows.length - 5 && queue.more.value) queue.loadMore();
  }, [to, rows.length, queue.more.value]);

  return (
    <div
      class="rows"
      ref={frame}
      onScroll={(event) => {
        const { scrollTop, clientHeight } = event.currentTarget;
        scroll.value = { top: scrollTop, height: clientHeight };
      }}
    >
      {rows.length === 0 ? (
        <Nothing desk={desk} />
      ) : (
        <ul aria-label={t(`list.${queue.view.value}`)} style={{ height: `${rows.length * ROW_HEIGHT_PX}px` }}>
          {rows.slice(from, to).map((row, at) => (
            <Row
              key={row.id}
              desk={desk}
              row={row}
              top={(from + at) * ROW_HEIGHT_PX}
              place={from + at + 1}
              of={rows.length}
              selected={row.id === selected}
            />
          ))}
        </ul>
      )}
      {queue.more.value && rows.length > 0 && <p class="list-more soft">{t('list.loadingMore')}</p>}
      <Everywhere desk={desk} />
      <Held desk={desk} />
    </div>
  );
}

/** Rows are held in place under the pointer; that they would stand otherwise is said, and moves nothing. */
function Held({ desk }: { desk: Desk }) {
  const { queue } = desk;
  if (!queue.stale.value) return null;
  return (
    <div class="list-held">
      <button class="button" type="button" data-part="held" onClick={() => queue.holding.release()}>
        {t('list.held')}
      </button>
    </div>
  );
}
