/** One shift: on which days, from when to when, and who is spoken to. */
import type { Shift } from '@touchline/shared/cover.ts';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { t } from '../../office/words.ts';
import { languageName } from '../../when.ts';
import { dayName } from './shift-words.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7];

type Props = {
  shift: Shift;
  number: number;
  languages: readonly string[];
  problem: string | undefined;
  set(shift: Shift): void;
  remove(): void;
};

export function ShiftRow({ shift, number, languages, problem, set, remove }: Props) {
  const { languages: spoken = [], ...times } = shift;
  const bases = [...new Set([...languages.map(baseLanguage), ...spoken])];
  const name = t('settings.field.shift', { number });
  return (
    <li class="shift-row" data-part="shift">
      <fieldset>
        <legend class="hidden">{name}</legend>
        <span class="days">
          {DAYS.map((day) => (
            <label key={day} title={dayName(day, 'long')}>
              <input
                type="checkbox"
                class="hidden"
                aria-label={dayName(day, 'long')}
                checked={shift.days.includes(day)}
                onChange={({ currentTarget: { checked } }) =>
                  set({ ...shift, days: DAYS.filter((one) => (one === day ? checked : shift.days.includes(one))) })
                }
              />
              <span aria-hidden="true">{dayName(day)}</span>
            </label>
          ))}
        </span>
        <span class="number-line">
          <label class="check">
            {t('settings.hours.from')}
            <input
              class="input time"
              type="time"
              required
              value={shift.from}
              onInput={({ currentTarget: { value } }) => value && set({ ...shift, from: value })}
            />
          </label>
          <label class="check">
            {t('settings.hours.to')}
            <input
              class="input time"
              type="time"
              required
              value={shift.to}
              onInput={({ currentTarget: { value } }) => value && set({ ...shift, to: value })}
            />
          </label>
          {shift.to <= shift.from && <span class="soft">{t('settings.hours.nextDay')}</span>}
          <button class="button bare" type="button" onClick={remove}>
            {t('settings.remove.short')}
            <span class="hidden">{name}</span>
          </button>
        </span>
        <span class="shift-languages">
          {bases.map((language) => (
            <label key={language} class="check">
              <input
                type="checkbox"
                checked={spoken.length === 0 || spoken.includes(language)}
                onChange={({ currentTarget: { checked } }) => {
                  const all = spoken.length === 0 ? bases : spoken;
                  const next = bases.filter((one) => (one === language ? checked : all.includes(one)));
                  // None at all is nobody; all of them is as if nothing was said.
                  set(next.length === 0 || next.length === bases.length ? times : { ...times, languages: next });
                }}
              />
              {languageName(language)}
            </label>
          ))}
        </span>
        {(problem || shift.days.length === 0) && (
          <p class="hint bad" role="alert">
            {problem ?? t('settings.hours.noDay')}
          </p>
        )}
      </fieldset>
    </li>
  );
}
