/** Somebody else has saved this section while it was edited here: what they did, and what only its reader can decide. */
import type { SectionName } from '@touchline/shared/site-sections.ts';
import { t } from '../office/words.ts';
import { ChangeList } from './change-list.tsx';
import type { Rival } from './editing.ts';
import { fieldName, valueInWords } from './in-words.ts';
import { same } from './merging.ts';
import type { Settings } from './model.ts';

type Props = { settings: Settings; section: SectionName; rival: Rival };

export function Meeting({ settings, section, rival: { by, changes, undecided } }: Props) {
  const taken = changes.filter(({ path }) => !undecided.some((one) => same(one.path, path)));
  const name = by ?? t('row.somebody');
  return (
    <section class="settings-meeting" aria-label={t('settings.meeting', { name })} data-part="settings-meeting">
      <p role="alert">
        <strong>{t('settings.meeting', { name })}</strong>{' '}
        {t(undecided.length > 0 ? 'settings.meeting.decide' : 'settings.meeting.merged')}
      </p>
      {undecided.map(({ path, base, mine, theirs }) => {
        const value = (of: unknown) => <bdi>{valueInWords(section, path, of)}</bdi>;
        return (
          <fieldset key={path.join('/')} class="meeting-choice" data-part="meeting-choice">
            <legend>{fieldName(section, path)}</legend>
            <p class="soft">
              {t('settings.meeting.was')} {value(base)}
            </p>
            <div class="meeting-sides">
              <button class="button" type="button" onClick={() => settings.decide(section, path, 'mine')}>
                <span class="soft">{t('settings.meeting.mine')}</span> {value(mine)}
              </button>
              <button class="button" type="button" onClick={() => settings.decide(section, path, 'theirs')}>
                <span class="soft">{t('settings.meeting.theirs', { name })}</span> {value(theirs)}
              </button>
            </div>
          </fieldset>
        );
      })}
      {taken.length > 0 && <ChangeList section={section} changes={taken} />}
    </section>
  );
}
