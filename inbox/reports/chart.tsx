/**
 * A chart with all that a canvas cannot say: what it shows in a sentence, what each line is called, and the values of one
 * point, which a slider moves to by keys or a finger. The library comes with the first chart.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useLazy } from '../lazy.ts';
import { t } from '../office/words.ts';
import type { Plot } from './plot.ts';
import { extremes, type Line, type Series } from './series.ts';
import { numberOf, written } from './values.ts';
import './chart.css';

export function Chart({ series }: { series: Series }) {
  const part = useLazy(() => import('./plot.ts'), true);
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const { lines, names } = series;
  const last = Math.max(
    0,
    ...lines.filter(({ id }) => id !== 'before').map(({ values }) => values.findLastIndex((value) => value !== null)),
  );
  const at = useSignal(last);
  const isDark = useDark();
  const id = useId();

  useEffect(() => {
    at.value = last;
    if (!box.current || !part || part === 'missing') return;
    const drawn = part.drawPlot(box.current, series, (index) => (at.value = index));
    plot.current = drawn;
    return () => drawn.destroy();
  }, [part, series, isDark]);

  return (
    <figure class="chart" data-part="chart">
      <div class="chart-box" role="img" aria-label={sentence(series)} ref={box} />
      <label class="hidden" for={id}>
        {t('reports.chart.point')}
      </label>
      <input
        id={id}
        class="chart-point"
        type="range"
        min={0}
        max={names.length - 1}
        value={at.value}
        aria-valuetext={spoken(series, at.value)}
        onInput={(event) => {
          at.value = event.currentTarget.valueAsNumber;
          plot.current?.point(at.value);
        }}
      />
      <figcaption data-part="chart-values">
        <span class="chart-name">{names[at.value]}</span>
        {lines.map((line) => (
          <span key={line.id} class="chart-line" data-line={line.id}>
            <Sample line={line} />
            {line.name} <strong>{written(line.values[at.value] ?? null, series.unit)}</strong>
          </span>
        ))}
        {series.counts[at.value] !== null && (
          <span class="soft">{t('reports.n', { count: numberOf(series.counts[at.value] ?? 0) })}</span>
        )}
      </figcaption>
    </figure>
  );
}

function Sample({ line: { stroke } }: { line: Line }) {
  return (
    <svg class="sample" data-stroke={stroke} width="32" height="10" viewBox="0 0 32 10" aria-hidden="true">
      <path d="M0 5h32" />
      {stroke === 'solid' && <circle cx="16" cy="5" r="4" />}
      {stroke === 'dashed' && <path class="mark" d="M12 1h8v8h-8Z" />}
      {stroke === 'dotted' && <path class="mark" d="M16 1l4.5 8h-9Z" />}
    </svg>
  );
}

function sentence({ title, lines: [line], unit, names }: Series): string {
  const found = line && extremes(line.values);
  if (!found) return t('reports.chart.none', { title });
  return t('reports.chart.text', {
    title: `${title}: ${line.name}`,
    low: written(found.low, unit),
    lowAt: names[found.lowAt] ?? '',
    high: written(found.high, unit),
    highAt: names[found.highAt] ?? '',
  });
}

function spoken({ lines, names, unit }: Series, at: number): string {
  const values = lines.map(({ name, values }) => `${name} ${written(values[at] ?? null, unit)}`);
  return `${names[at]}: ${values.join(', ')}`;
}

/** A canvas does not follow the theme by itself. */
function useDark(): boolean {
  const dark = useSignal(false);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const look = () => (dark.value = query.matches);
    look();
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return dark.value;
}
