/** When operators are expected, by the site's own clock. */

import { useId } from 'preact/hooks';
import { t } from '../../office/words.ts';
import { Switch } from '../../switch.tsx';
import { AddButton } from '../controls.tsx';
import { draftOf } from '../drafts.ts';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';
import { OpenNow } from './open-now.tsx';
import { ShiftRow } from './shift-row.tsx';

const MAX = 100;
const WEEK = [1, 2, 3, 4, 5, 6, 7];
const ZONES = Intl.supportedValuesOf('timeZone');

export const isZone = (name: string): boolean => name === 'UTC' || ZONES.includes(name);

export function Hours({ settings }: PlaceProps) {
  const id = useId();
  const { languages } = draftOf(settings, 'languages');
  const { cover } = draftOf(settings, 'hours');
  const isHeld = cover !== null && (!isZone(cover.timeZone) || cover.shifts.some(({ days }) => days.length === 0));
  return (
    <Section settings={settings} name="hours" isHeld={isHeld}>
      {({ set, wrong }) => (
        <>
          <Switch
            label={t('settings.hours.said')}
            on={cover !== null}
            set={(isSaid) => set({ cover: isSaid ? { timeZone: ownZone(), shifts: [aShift()] } : null })}
          />
          {cover === null ? (
            <p class="soft">{t('settings.hours.unsaid')}</p>
          ) : (
            <>
              <div class="field">
                <label for={id}>{t('settings.hours.zone')}</label>
                <input
                  id={id}
                  class="input"
                  list={`${id}-list`}
                  value={cover.timeZone}
                  spellcheck={false}
                  autocomplete="off"
                  aria-invalid={isZone(cover.timeZone) ? undefined : 'true'}
                  aria-describedby={`${id}-hint`}
                  onInput={(event) => set({ cover: { ...cover, timeZone: event.currentTarget.value } })}
                />
                <datalist id={`${id}-list`}>
                  {ZONES.map((zone) => (
                    <option key={zone} value={zone} />
                  ))}
                </datalist>
                <p class={isZone(cover.timeZone) ? 'hint' : 'hint bad'} id={`${id}-hint`}>
                  {isZone(cover.timeZone) ? <OpenNow cover={cover} /> : t('settings.hours.zone.unknown')}
                </p>
              </div>
              <ul class="rows" data-part="shift-rows">
                {cover.shifts.map((shift, at) => (
                  <ShiftRow
                    key={at}
                    shift={shift}
                    number={at + 1}
                    languages={languages}
                    problem={wrong(`cover.shifts.${at}`)}
                    set={(next) => set({ cover: { ...cover, shifts: cover.shifts.with(at, next) } })}
                    remove={() => set({ cover: { ...cover, shifts: cover.shifts.toSpliced(at, 1) } })}
                  />
                ))}
              </ul>
              {cover.shifts.length === 0 && <p class="soft">{t('settings.hours.none')}</p>}
              <AddButton
                label={t('settings.hours.add')}
                disabled={cover.shifts.length >= MAX}
                add={() => set({ cover: { ...cover, shifts: [...cover.shifts, aShift()] } })}
              />
            </>
          )}
        </>
      )}
    </Section>
  );
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const aShift = () => ({ days: WEEK, from: '09:00', to: '18:00' });
