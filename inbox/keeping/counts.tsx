/** What there is of a player, counted. What there is none of is left out. */
import { fileSize } from '@touchline/shared/file-size.ts';
import type { HeldCounts } from '@touchline/shared/privacy.ts';
import { t } from '../office/words.ts';
import { language } from '../words.ts';

export function Counts({ counts }: { counts: HeldCounts }) {
  const { conversations, open, messages, files, fileBytes, ratings, attributes, merged, notes, audit } = counts;
  const rows = [
    [t('keeping.count.conversations'), conversations, open > 0 ? t('keeping.count.open', { count: open }) : null],
    [t('keeping.count.messages'), messages],
    [t('keeping.count.files'), files, files > 0 ? fileSize(fileBytes, language.value) : null],
    [t('keeping.count.ratings'), ratings],
    [t('keeping.count.attributes'), attributes],
    [t('keeping.count.merged'), merged],
    [t('keeping.count.notes'), notes],
    [t('keeping.count.audit'), audit],
  ] as const;
  return (
    <dl class="keeping-counts">
      {rows
        .filter(([, count]) => count > 0)
        .map(([name, count, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {count}
              {more && <span class="soft"> · {more}</span>}
            </dd>
          </div>
        ))}
    </dl>
  );
}
