/** Of which days; dates of one's own count once both are there and in their order. */
import { useSignal } from '@preact/signals';
import { t } from '../office/words.ts';
import { Switch } from '../switch.tsx';
import { PERIODS, type Period } from './asked.ts';
import { Choice } from './choice.tsx';
import { isDay } from './days.ts';
import type { Reports } from './model.ts';

export function PeriodChoice({ reports }: { reports: Reports }) {
  const { period } = reports.asked.value;
  const choose = (next: Period) =>
    reports.ask(next === 'own' ? { period: next, own: reports.range.value } : { period: next, own: null });
  return (
    <>
      <Choice
        label={t('reports.period')}
        part="period"
        value={period}
        options={PERIODS.map((value) => ({ value, text: t(`reports.period.${value}`) }))}
        choose={(value) => choose(PERIODS.find((one) => one === value) ?? '28d')}
      />
      {period === 'own' && <OwnDates key={JSON.stringify(reports.range.value)} reports={reports} />}
    </>
  );
}

function OwnDates({ reports }: { reports: Reports }) {
  const from = useSignal(reports.range.value.from);
  const to = useSignal(reports.range.value.to);
  const isBackwards = isDay(from.value) && isDay(to.value) && from.value > to.value;
  const take = () => {
    const own = { from: from.value, to: to.value };
    if (isDay(own.from) && isDay(own.to) && own.from <= own.to) reports.ask({ period: 'own', own });
  };
  const field = (label: string, day: typeof from) => (
    <label class="choice day">
      <span class="label">{label}</span>
      <input
        class="input"
        type="date"
        required
        value={day.value}
        aria-invalid={isBackwards ? 'true' : undefined}
        onChange={({ currentTarget }) => {
          day.value = currentTarget.value;
          take();
        }}
      />
    </label>
  );
  return (
    <>
      {field(t('reports.from'), from)}
      {field(t('reports.to'), to)}
      {isBackwards && (
        <p class="hint bad" role="alert">
          {t('reports.backwards')}
        </p>
      )}
    </>
  );
}

export function CompareChoice({ reports }: { reports: Reports }) {
  return (
    <Switch label={t('reports.compare')} on={reports.asked.value.compare} set={(compare) => reports.ask({ compare })} />
  );
}
