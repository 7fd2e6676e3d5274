/** A list without a row: still on its way, cut off, narrowed to nothing, or truly empty. */
import type { Desk } from '../desk.ts';
import { go } from '../router.ts';
import { t } from '../words.ts';
import { narrowTo } from './narrow-to.ts';

export function Nothing({ desk }: { desk: Desk }) {
  const { queue, live } = desk;
  if (queue.loading.value) return live.away.value ? <Offline /> : <Ghosts />;
  if (queue.filter.value) return <p class="nothing">{t('list.noMatch')}</p>;
  if (Object.keys(queue.narrowing.value).length > 0) {
    return (
      <p class="nothing" data-part="nothing">
        {t('list.narrow.none')}
        <button type="button" onClick={() => narrowTo(desk, {})}>
          {t('list.narrow.all')}
        </button>
      </p>
    );
  }
  const mine = queue.view.value === 'waiting' ? queue.lists.mine.value.length : 0;
  return (
    <p class="nothing" data-part="nothing">
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

/** The line below the list says when it is tried again. */
function Offline() {
  return (
    <p class="nothing" role="status">
      {t('list.offline')}
    </p>
  );
}

function Ghosts() {
  return (
    <div class="ghosts" role="status" aria-label={t('list.loading')}>
      {[0, 1, 2, 3].map((at) => (
        <div class="ghost" key={at} />
      ))}
    </div>
  );
}
