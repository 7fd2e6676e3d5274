/** One operator's day: the bar, whose states differ by pattern too, the totals as numbers, and every span in a table. */

import { SPAN_STATES } from '@touchline/shared/presence.ts';
import type { Timeline } from '@touchline/shared/supervision.ts';
import { t } from '../office/words.ts';
import { language } from '../words.ts';
import { lasted } from './sums.ts';

type Props = { operator: Timeline['operators'][number]; day: Timeline };

const TICKS = [0, 6, 12, 18];
const HOUR_MS = 3_600_000;

export function OperatorDay({ operator: { id, name, spans, totals }, day }: Props) {
  const whole = day.ends - day.from;
  const share = (ms: number) => `${(ms / whole) * 100}%`;
  const told = SPAN_STATES.filter((state) => totals[state]).map((state) => ({
    state,
    word: t(`presence.${state}`),
    time: lasted(totals[state] ?? 0),
  }));
  const sentence = told.map(({ word, time }) => `${word} ${time}`).join(', ');
  return (
    <div class="floor-card operator-day" data-operator={id}>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <div class="day-bar" role="img" aria-label={`${name}: ${sentence}`}>
        {spans.map(({ state, from, until }) => (
          <span
            key={from}
            class="span-sign"
            data-state={state}
            style={{ insetInlineStart: share(from - day.from), width: share(until - from) }}
          />
        ))}
      </div>
      <p class="day-ticks" aria-hidden="true">
        {TICKS.map((hour) => (
          <span key={hour} style={{ insetInlineStart: share(hour * HOUR_MS) }}>
            {timeIn(day.timeZone, day.from + hour * HOUR_MS)}
          </span>
        ))}
      </p>
      <ul class="day-totals">
        {told.map(({ state, word, time }) => (
          <li key={state} data-total={state}>
            <span class="span-sign" data-state={state} />
            {word} <strong>{time}</strong>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('floor.timeline.spans')}</summary>
        <table class="floor-table" aria-label={t('floor.timeline.table', { name })}>
          <thead>
            <tr>
              <th scope="col">{t('floor.state')}</th>
              <th scope="col">{t('floor.timeline.from')}</th>
              <th scope="col">{t('floor.timeline.until')}</th>
              <th scope="col">{t('floor.timeline.lasted')}</th>
            </tr>
          </thead>
          <tbody>
            {spans.map(({ state, from, until }) => (
              <tr key={from}>
                <th scope="row">{t(`presence.${state}`)}</th>
                <td>{timeIn(day.timeZone, from)}</td>
                <td>{timeIn(day.timeZone, until)}</td>
                <td>{lasted(until - from)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

/** By the clock on the site's wall, whatever the reader's says. */
function timeIn(timeZone: string, at: number): string {
  const locale = language.value === 'en' ? 'en-GB' : language.value;
  return new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}
