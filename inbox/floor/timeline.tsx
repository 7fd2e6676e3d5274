/** Who was there on a day: a bar for each operator, numbers beside it, and the same as a table. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { SiteRef } from '@touchline/shared/people.ts';
import { SPAN_STATES } from '@touchline/shared/presence.ts';
import type { Timeline } from '@touchline/shared/supervision.ts';
import { useEffect, useMemo } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../office/words.ts';
import { ZoneWay } from '../office/zone-way.tsx';
import { tOr } from '../words.ts';
import { OperatorDay } from './operator-day.tsx';
import { floorRequests } from './requests.ts';
import { SiteChoice } from './site-choice.tsx';
import { dayAfter, TimelineModel, type TimelineState } from './timeline-model.ts';
import './timeline.css';

const HOUR_MS = 3_600_000;

export function TimelinePart({ desk }: { desk: Desk }) {
  const sites = desk.sites.value.filter(({ role }) => role !== 'operator');
  const timeline = useMemo(
    () =>
      new TimelineModel({
        requests: floorRequests,
        site: sites[0]?.id ?? null,
        day: new Date(systemClock.now()).toLocaleDateString('sv'),
      }),
    [desk],
  );
  useEffect(() => {
    void timeline.load();
    return () => timeline[Symbol.dispose]();
  }, [timeline]);
  const { shown, problem, site } = timeline;
  if (sites.length === 0) return <p>{t('floor.noSites')}</p>;
  return (
    <>
      <div class="floor-choices">
        <SiteChoice sites={sites} value={site.value} choose={(id) => timeline.choose({ site: id })} />
        <DayChoice timeline={timeline} />
      </div>
      <div role="status">
        {problem.value && <p class="problem">{tOr(`problem.${problem.value}`, problem.value)}</p>}
      </div>
      {problem.value ? (
        <button class="button" type="button" onClick={() => void timeline.load()}>
          {t('tryAgain')}
        </button>
      ) : shown.value ? (
        <Day timeline={shown.value} site={sites.find(({ id }) => id === site.value)} />
      ) : (
        <p class="soft">{t('floor.loading')}</p>
      )}
    </>
  );
}

function DayChoice({ timeline }: { timeline: TimelineState }) {
  const day = timeline.day.value;
  const step = (days: number) => timeline.choose({ day: dayAfter(day, days) });
  return (
    <div class="floor-day">
      <button class="button icon" type="button" aria-label={t('floor.timeline.before')} onClick={() => step(-1)}>
        <Icon name="back" flips />
      </button>
      <input
        class="input"
        type="date"
        data-part="floor-day"
        aria-label={t('floor.timeline.day')}
        value={day}
        onChange={(event) => timeline.choose({ day: event.currentTarget.value })}
      />
      <button class="button icon" type="button" aria-label={t('floor.timeline.after')} onClick={() => step(1)}>
        <span class="turned">
          <Icon name="back" flips />
        </span>
      </button>
    </div>
  );
}

function Day({ timeline, site }: { timeline: Timeline; site: SiteRef | undefined }) {
  const hours = Math.round((timeline.ends - timeline.from) / HOUR_MS);
  return (
    <>
      <p class="soft">
        {t('floor.timeline.zone', { zone: timeline.timeZone.replaceAll('_', ' ') })} <ZoneWay site={site} />{' '}
        {hours !== 24 && t('floor.timeline.hours', { count: hours })}
      </p>
      <ul class="floor-legend" aria-label={t('floor.timeline.legend')}>
        {SPAN_STATES.map((state) => (
          <li key={state}>
            <span class="span-sign" data-state={state} />
            {t(`presence.${state}`)}
          </li>
        ))}
      </ul>
      {timeline.operators.length === 0 && <p class="soft">{t('floor.timeline.empty')}</p>}
      {timeline.operators.map((operator) => (
        <OperatorDay key={operator.id} operator={operator} day={timeline} />
      ))}
    </>
  );
}
