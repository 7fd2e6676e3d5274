/** The floor in six numbers; where they are of conversations that stand in a list, each is the way to it. */
import type { FloorFrame } from '@touchline/shared/supervision.ts';
import type { DeskView } from '@touchline/shared/up.ts';
import { t } from '../office/words.ts';
import { hrefOf } from '../router.ts';
import { duration } from '../when.ts';
import { lasting, totalsOf } from './sums.ts';

/** `site`: the one that is looked at; null where all are. */
type Props = { boards: readonly FloorFrame[]; site: string | null; now: number };

export function Numbers({ boards, site, now }: Props) {
  const { waiting, since, over, open, snoozed, escalated, answeredToday } = totalsOf(boards);
  const limits = boards.flatMap(({ limits: { waitMinutes } }) => waitMinutes ?? []);
  const limit = limits.length > 0 ? Math.min(...limits) : null;
  const listOf = (view: DeskView) => ({
    href: hrefOf({ page: 'desk', view, conversation: null, ...(site && { narrowed: { site } }) }),
  });
  return (
    <dl class="floor-numbers" aria-label={t('floor.numbers')}>
      <Figure
        part="waiting"
        name={t('floor.waiting')}
        value={waiting}
        about={since === null ? t('floor.nobodyWaits') : t('floor.longest', { time: lasting(now - since) })}
        {...listOf('waiting')}
      />
      <Figure
        part="over"
        name={t('floor.over')}
        value={over}
        about={limit === null ? t('floor.over.none') : t('floor.over.of', { time: duration(limit * 60_000) })}
        isBad={over > 0}
      />
      <Figure part="open" name={t('floor.open')} value={open} {...listOf('open')} />
      <Figure part="snoozed" name={t('floor.snoozed')} value={snoozed} {...listOf('snoozed')} />
      <Figure part="escalated" name={t('floor.escalated')} value={escalated} {...listOf('escalated')} />
      <Figure
        part="answered"
        name={t('floor.answeredToday')}
        value={answeredToday}
        about={t('floor.answeredToday.text')}
      />
    </dl>
  );
}

type FigureProps = { part: string; name: string; value: number; about?: string; isBad?: boolean; href?: string };

function Figure({ part, name, value, about, isBad, href }: FigureProps) {
  return (
    <div data-figure={part} data-bad={isBad || undefined}>
      <dt>{href ? <a href={href}>{name}</a> : name}</dt>
      <dd>
        <strong>{value}</strong>
        {about && <span class="soft">{about}</span>}
      </dd>
    </div>
  );
}
