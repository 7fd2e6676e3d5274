/** What was changed, field by field, from what to what. */
import type { SectionName } from '@touchline/shared/site-sections.ts';
import { t } from '../office/words.ts';
import { fieldName, valueInWords } from './in-words.ts';
import type { Change } from './merging.ts';

export function ChangeList({ section, changes }: { section: SectionName; changes: readonly Change[] }) {
  return (
    <dl class="changes" data-part="changes">
      {changes.map(({ path, before, after }) => (
        <div key={path.join('/')}>
          <dt>{fieldName(section, path)}</dt>
          <dd>
            <span class="hidden">{t('settings.change.from')} </span>
            <del>
              <bdi>{valueInWords(section, path, before)}</bdi>
            </del>
            <span aria-hidden="true" class="changes-to">
              →
            </span>
            <span class="hidden"> {t('settings.change.to')} </span>
            <ins>
              <bdi>{valueInWords(section, path, after)}</bdi>
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
