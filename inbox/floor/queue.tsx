/** Who waits, whoever has waited longest first, each with a way to look at the conversation. */
import { useSignal } from '@preact/signals';
import type { FloorFrame } from '@touchline/shared/supervision.ts';
import { playerName } from '../contact/names.ts';
import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import { Brand } from '../queue/brand.tsx';
import { hrefOf } from '../router.ts';
import { languageName } from '../when.ts';
import { tOr } from '../words.ts';
import { lasting, linesOf, totalsOf } from './sums.ts';

/** More would push who is there out of sight. */
const FIRST = 10;

export function Queue({ desk, boards, now }: { desk: Desk; boards: readonly FloorFrame[]; now: number }) {
  const isWhole = useSignal(false);
  const all = linesOf(boards);
  const lines = isWhole.value ? all : all.slice(0, FIRST);
  const more = totalsOf(boards).waiting - all.length;
  const limitOf = (site: string) => boards.find((board) => board.site === site)?.limits.waitMinutes ?? null;
  return (
    <section class="floor-card" aria-labelledby="floor-queue">
      <h2 id="floor-queue">{t('floor.queue')}</h2>
      {lines.length === 0 && <p class="soft">{t('floor.queue.empty')}</p>}
      <ul class="floor-lines">
        {lines.map(({ id, contact, language, topic, since, offeredTo, site }) => {
          const limit = limitOf(site);
          const isOver = limit !== null && now - since >= limit * 60_000;
          return (
            <li key={id} data-part="floor-line" data-conversation={id} data-over={isOver || undefined}>
              <span class="floor-wait">
                {lasting(now - since)}
                {isOver && <span class="floor-over">{t('floor.isOver')}</span>}
              </span>
              <span class="floor-who">
                <bdi>{playerName(contact)}</bdi>
                <span class="soft">
                  {boards.length > 1 && (
                    <>
                      <Brand desk={desk} site={site} />
                      {' · '}
                    </>
                  )}
                  {languageName(language)}
                  {topic && ` · ${tOr(`topic.${topic}`, topic)}`}
                  {offeredTo && ` · ${t('floor.offeredTo', { name: offeredTo })}`}
                </span>
              </span>
              <a
                class="button"
                href={hrefOf({ page: 'desk', view: null, conversation: id })}
                aria-label={t('floor.look.at', { name: playerName(contact) })}
              >
                {t('floor.look')}
              </a>
            </li>
          );
        })}
      </ul>
      {lines.length < all.length && (
        <button
          class="button"
          type="button"
          data-part="floor-queue-all"
          onClick={() => {
            isWhole.value = true;
          }}
        >
          {t('floor.queue.all', { count: all.length })}
        </button>
      )}
      {lines.length === all.length && more > 0 && <p class="soft">{t('floor.queue.more', { count: more })}</p>}
    </section>
  );
}
