/** The floor in six numbers. */
import type { FloorFrame } from '@touchline/shared/supervision.ts';
import { t } from '../office/words.ts';
import { duration } from '../when.ts';
import { lasting, totalsOf } from './sums.ts';

export function Numbers({ boards, now }: { boards: readonly FloorFrame[]; now: number }) {
  const { waiting, since, over, open, snoozed, escalated, answeredToday } = totalsOf(boards);
  const limits = boards.flatMap(({ limits: { waitMinutes } }) => waitMinutes ?? []);
  const limit = limits.length > 0 ? Math.min(...limits) : null;
  return (
    <dl class="floor-numbers" aria-label={t('floor.numbers')}>
      <Figure
        part="waiting"
        name={t('floor.waiting')}
        value={waiting}
        about={since === null ? t('floor.nobodyWaits') : t('floor.longest', { time: lasting(now - since) })}
      />
      <Figure
        part="over"
        name={t('floor.over')}
        value={over}
        about={limit === null ? t('floor.over.none') : t('floor.over.of', { time: duration(limit * 60_000) })}
        isBad={over > 0}
      />
      <Figure part="open" name={t('floor.open')} value={open} />
      <Figure part="snoozed" name={t('floor.snoozed')} value={snoozed} />
      <Figure part="escalated" name={t('floor.escalated')} value={escalated} />
      <Figure
        part="answered"
        name={t('floor.answeredToday')}
        value={answeredToday}
        about={t('floor.answeredToday.text')}
      />
    </dl>
  );
}

type FigureProps = { part: string; name: string; value: number; about?: string; isBad?: boolean };

function Figure({ part, name, value, about, isBad }: FigureProps) {
  return (
    <div data-figure={part} data-bad={isBad || undefined}>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {about && <span class="soft">{about}</span>}
      </dd>
    </div>
  );
}
