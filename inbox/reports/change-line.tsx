/** Against the period before: an arrow, by how much, whether that is better, and what it was. Nothing of it is colour alone. */
import type { Figure } from '@touchline/shared/reports.ts';
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { Strokes } from '../icons.tsx';
import { t } from '../office/words.ts';
import { type Change, changeOf } from './changing.ts';
import { headlineOf, unitOf, valueIn } from './told.ts';
import { numberOf, percentOf, tenthOf, written } from './values.ts';

const ARROWS = {
  up: 'M8 12.5V3.5M4.5 7L8 3.5 11.5 7',
  down: 'M8 3.5v9M4.5 9L8 12.5 11.5 9',
  same: 'M3.5 8h9',
} as const;

type Props = { metric: MetricKey; now: Figure | undefined; before: Figure | undefined };

export function ChangeLine({ metric, now, before }: Props) {
  const change = changeOf(metric, now, before);
  const part = headlineOf(metric);
  const was = valueIn(before, part);
  return (
    <p class="change" data-part="change" data-verdict={change?.verdict ?? undefined}>
      {change && (
        <span class="change-by">
          <Strokes path={ARROWS[change.way]} size={12} />
          <span>{inWords(change)}</span>
        </span>
      )}
      <span class="soft">
        {was === null
          ? t('reports.before.nothing')
          : t('reports.before', { value: written(was, unitOf(metric, part)) })}
      </span>
    </p>
  );
}

function inWords({ way, by, of, verdict }: Change): string {
  if (way === 'same') return t('reports.change.same');
  const much =
    of === 'part' ? percentOf(by) : of === 'points' ? t('reports.points', { by: numberOf(by) }) : tenthOf(by);
  const moved = t(`reports.change.${way}`, { by: much });
  return verdict ? `${moved}, ${t(`reports.${verdict}`)}` : moved;
}
