/**
 * A chart on a canvas, by uPlot. Points stand side by side in the order of the table, one as wide as another: a day of 23
 * hours takes no less room than one of 25. Lines are told apart by their stroke, their marks and their names beside them.
 */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Line, Series, Stroke } from './series.ts';
import type { Unit } from './told.ts';
import { writtenShort } from './values.ts';

const NARROW_PX = 560;
const HEIGHT_PX = 260;
const GAP_PX = 12;
/** Of more points marks would be a wall. */
const MARKED_MAX = 62;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TENS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6];
const STEPS: Record<Unit, number[]> = {
  ms: [
    ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
    ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
    ...[1, 2, 4, 6, 12].map((n) => n * HOUR),
    ...[1, 2, 5, 10, 20, 50].map((n) => n * DAY),
  ],
  share: [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5],
  count: TENS,
  mark: [1],
  many: [0.5, ...TENS],
};
const DAYS = [1, 2, 7, 14, 28, 56, 112];
const DASHES: Record<Stroke, number[]> = { solid: [], dashed: [9, 5], dotted: [2, 4] };
const COLOURS: Record<Stroke, string> = { solid: '--accent', dashed: '--text', dotted: '--soft' };

export type Plot = { point(at: number): void; destroy(): void };

export function drawPlot(box: HTMLElement, series: Series, moved: (at: number) => void): Plot {
  const style = getComputedStyle(box);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = `${style.fontSize} ${style.fontFamily}`;
  const measure = widthIn(font);
  const { lines, unit, ticks } = series;
  const named = Math.max(...lines.map(({ name }) => measure(name))) + GAP_PX;
  const right = () => (box.clientWidth < NARROW_PX ? GAP_PX : named + GAP_PX);
  const last = ticks.length - 1;
  const axis = { font, stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };

  const plot = new uPlot(
    {
      width: box.clientWidth,
      height: HEIGHT_PX,
      padding: [GAP_PX, right, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
      scales: {
        x: { time: false, range: () => (last > 0 ? [0, last] : [-1, 1]) },
        y: { range: (_, __, max) => rangeOf(unit, max) },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 34,
          gap: 10,
          incrs: DAYS,
          space: Math.max(...ticks.map(measure)) + GAP_PX,
          values: (_, splits) => splits.map((at) => ticks[at] ?? ''),
        },
        {
          ...axis,
          incrs: STEPS[unit],
          space: 40,
          size: (_, values) => Math.max(0, ...(values ?? []).map((text) => measure(text ?? ''))) + GAP_PX,
          values: (_, splits) => splits.map((value) => writtenShort(value, unit)),
        },
      ],
      series: [
        {},
        ...lines.map(({ stroke }) => ({
          stroke: colour(COLOURS[stroke]),
          width: stroke === 'solid' ? 2.5 : 2,
          dash: DASHES[stroke],
          points: { show: false },
        })),
      ],
      hooks: {
        draw: [
          (self: uPlot) => {
            for (const [i, line] of lines.entries()) drawMarks(self, i + 1, line, colour(COLOURS[line.stroke]));
            if (box.clientWidth >= NARROW_PX) drawNames(self, lines, font, (stroke) => colour(COLOURS[stroke]));
          },
        ],
        setCursor: [
          (self: uPlot) => {
            if (self.cursor.idx !== null && self.cursor.idx !== undefined) moved(self.cursor.idx);
          },
        ],
      },
    },
    [ticks.map((_, at) => at), ...lines.map(({ values }) => [...values])],
    box,
  );
  const observer = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT_PX }));
  observer.observe(box);
  return {
    point: (at) => plot.setCursor({ left: plot.valToPos(at, 'x'), top: 0 }),
    destroy() {
      observer.disconnect();
      plot.destroy();
    },
  };
}

function rangeOf(unit: Unit, max: number): [number, number] {
  if (unit === 'mark') return [1, 5];
  if (unit === 'share') return [0, max > 0.5 ? 1 : Math.max(0.1, max * 1.2)];
  return [0, max > 0 ? max * 1.1 : 1];
}

/** A circle, a square, a triangle. What has no neighbour would not be seen without one. */
function drawMarks(plot: uPlot, index: number, { values, stroke }: Line, colour: string): void {
  const { ctx } = plot;
  const size = 3.5 * uPlot.pxRatio;
  ctx.save();
  ctx.fillStyle = colour;
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    const isAlone = (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;
    if (values.length > MARKED_MAX && !isAlone) continue;
    const x = plot.valToPos(at, 'x', true);
    const y = plot.valToPos(value, plot.series[index]?.scale ?? 'y', true);
    ctx.beginPath();
    if (stroke === 'solid') ctx.arc(x, y, size, 0, 2 * Math.PI);
    else if (stroke === 'dashed') ctx.rect(x - size, y - size, 2 * size, 2 * size);
    else {
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y + size);
      ctx.lineTo(x - size, y + size);
    }
    ctx.fill();
  }
  ctx.restore();
}

/** Each line's name where it ends; those that would lie on each other give way downwards. */
function drawNames(plot: uPlot, lines: readonly Line[], font: string, colour: (stroke: Stroke) => string): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const ends = lines.flatMap(({ name, stroke, values }) => {
    const at = values.findLastIndex((value) => value !== null);
    return at < 0 ? [] : [{ name, stroke, y: plot.valToPos(values[at] as number, 'y', true) }];
  });
  ctx.save();
  ctx.font = font.replace(/^[\d.]+/, (size) => String(Number(size) * ratio));
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  let below = Number.NEGATIVE_INFINITY;
  for (const { name, stroke, y } of ends.sort((a, b) => a.y - b.y)) {
    below = Math.max(y, below + 15 * ratio);
    ctx.fillStyle = colour(stroke);
    ctx.fillText(name, bbox.left + bbox.width + GAP_PX * ratio, below);
  }
  ctx.restore();
}

function widthIn(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = font;
  return (text) => context?.measureText(text).width ?? 0;
}
