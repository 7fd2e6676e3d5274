/**
 * What both front ends look like: every size, distance and colour that a stylesheet of the inbox or the panel may use.
 * Stylesheets write `var(--s2)`, `var(--soft)`; stylesheet.ts puts in the values when they are built, and a test
 * refuses whatever is not from here. What a theme changes is a pair and becomes a custom property; all else is written
 * out as it is, so that a name costs the panel no byte.
 */

import { PANEL_SHADOW } from './scripts.ts';

/** Six sizes, in px; nothing to read is smaller than 12. The panel is read at 15, because phones hold it. */
export const TYPE = { f1: 12, f2: 13, f3: 14, f4: 15, f5: 16, f6: 20 } as const;

/** Distances: `sN` is N steps of 4 px, and half a step. `finger` is what may be touched, and the room it takes. */
export const SPACE = {
  ...{ s0: 2, s1: 4, s2: 8, s3: 12, s4: 16, s5: 20, s6: 24, s8: 32, s10: 40 },
  finger: 44,
} as const;

/** Corners. The last makes a pill of whatever is not taller than a finger. */
export const RADII = { r0: 2, r1: 4, r2: 8, r3: 12, r4: 16, r5: 22 } as const;

/** Quick is what comes; breath is what waits. */
export const MOTION = { quick: '160ms', breath: '1.6s' } as const;

export const FONTS = {
  font: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  mono: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
} as const;

/** Low lies on the page; shadow over it; the panel over a page whose colours nobody knows. */
export const SHADOWS = {
  'shadow-low': '0 2px 8px rgb(0 0 0 / 0.12)',
  shadow: '0 8px 28px var(--cast)',
  'shadow-panel': PANEL_SHADOW,
} as const;

/** Of every theme: what stands on and behind a picture. */
export const FIXED_COLOURS = {
  white: '#fff',
  behind: 'rgb(0 0 0 / 0.88)',
  'behind-hover': '#333',
} as const;

/** By light, by dark. What is read has a contrast of 4.5 on whatever it stands on, the edge of a field one of 3. */
export const COLOURS = {
  bg: ['#ffffff', '#181a1d'],
  panel: ['#f6f7f8', '#1d2023'],
  raised: ['#ffffff', '#25292d'],
  bubble: ['#f1f3f5', '#262a2e'],
  hover: ['#edeff1', '#262a2e'],
  line: ['#e2e5e9', '#363c42'],
  edge: ['#868e99', '#6d7681'],
  text: ['#191c20', '#e9ebee'],
  soft: ['#565d67', '#a0a8b2'],
  accent: ['#0b6e4f', '#3ccb9b'],
  'accent-strong': ['#095a41', '#5bd8ae'],
  'on-accent': ['#ffffff', '#04271b'],
  'accent-soft': ['#e1f1ea', '#16342a'],
  warn: ['#8f5200', '#e8b15a'],
  bad: ['#b3261e', '#ff9087'],
  'bad-soft': ['#fdeceb', '#3a1d1c'],
  notice: ['#fff3d1', '#3a3012'],
  shade: ['rgb(15 20 25 / 0.32)', 'rgb(0 0 0 / 0.6)'],
  cast: ['rgb(15 20 25 / 0.16)', 'rgb(0 0 0 / 0.5)'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;
