/** Who waits, by brand, language or topic: a number, its share as a bar, and the longest wait; each the way to their list. */
import { type OfficeWord, t } from '../office/words.ts';
import { hrefOf } from '../router.ts';
import { type By, lasting, type Share } from './sums.ts';

type Props = {
  by: By;
  shares: readonly Share[];
  nameOf(key: string): string;
  /** The one that is looked at; null where all are. */
  site: string | null;
  now: number;
};

export function Shares({ by, shares, nameOf, site, now }: Props) {
  const most = Math.max(1, ...shares.map(({ count }) => count));
  // No list is narrowed to what has no topic.
  const narrowedTo = (key: string) => ({ ...(site && { site }), [by]: key });
  const title: OfficeWord = `floor.by.${by}`;
  return (
    <section class="floor-card" data-by={by}>
      <h2>{t(title)}</h2>
      {shares.length === 0 ? (
        <p class="soft">{t('floor.queue.empty')}</p>
      ) : (
        <table class="floor-share">
          <thead class="hidden">
            <tr>
              <th scope="col">{t(title)}</th>
              <th scope="col">{t('floor.count')}</th>
              <th scope="col">{t('floor.longestWait')}</th>
            </tr>
          </thead>
          <tbody>
            {shares.map(({ key, count, since }) => (
              <tr key={key}>
                <th scope="row">
                  {key ? (
                    <a href={hrefOf({ page: 'desk', view: 'waiting', conversation: null, narrowed: narrowedTo(key) })}>
                      <bdi>{nameOf(key)}</bdi>
                    </a>
                  ) : (
                    nameOf(key)
                  )}
                  <span class="floor-bar" style={{ width: `${(count / most) * 100}%` }} aria-hidden="true" />
                </th>
                <td>{count}</td>
                <td class="soft">{lasting(now - since)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
