/** The left pane: four lists behind tabs, a filter, and the rows in a window, so that 5,000 cost as much as 20. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { go } from '../router.ts';
import { Everywhere } from '../search/everywhere.tsx';
import { t } from '../words.ts';
import { Filter } from './filter.tsx';
import { Row } from './row.tsx';
import { ChooseButton, SpamBar } from './spam-bar.tsx';
import { ROW_HEIGHT_PX, windowOf } from './window.ts';

export function List({ desk, filterRef }: { desk: Desk; filterRef: RefObject<HTMLInputElement | null> }) {
  return (
    <section class="list-pane" data-part="list" aria-label={t(`list.${desk.queue.view.value}`)}>
      <div class="list-head">
        <Filter desk={desk} filterRef={filterRef} />
        <ChooseButton desk={desk} />
      </div>
      <SpamBar desk={desk} />
      <Rows desk={desk} />
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
      <Everywhere desk={desk} />
    </div>
  );
}

function Nothing({ desk }: { desk: Desk }) {
  const { queue } = desk;
  if (queue.loading.value) {
    return (
      <div class="ghosts" role="status" aria-label={t('list.loading')}>
        {[0, 1, 2, 3].map((at) => (
          <div class="ghost" key={at} />
        ))}
      </div>
    );
  }
  if (queue.filter.value) return <p class="nothing">{t('list.noMatch')}</p>;
  const mine = queue.view.value === 'waiting' ? queue.lists.mine.value.length : 0;
  return (
    <p class="nothing">
      {t(`list.${queue.view.value}.empty`)}
      {/* What is given to an operator never waits in front of them. */}
      {mine > 0 && (
        <button type="button" onClick={() => go({ page: 'desk', view: 'mine', conversation: null })}>
          {t('list.waiting.mine', { count: mine })}
        </button>
      )}
    </p>
  );
}
