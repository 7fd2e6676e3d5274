import { describe, expect, it } from 'vitest';
import { BUBBLE_DARK, BUBBLE_LIGHT, COUNT_COLOUR } from './scripts.ts';
import { COLOURS } from './tokens.ts';

const THEMES = [
  ['light', 0],
  ['dark', 1],
] as const;
const GROUNDS = ['bg', 'panel', 'raised', 'bubble', 'hover'] as const;

describe.each(THEMES)('the %s theme', (_, theme) => {
  const between = (a: keyof typeof COLOURS, b: keyof typeof COLOURS) =>
    contrast(parts(COLOURS[a][theme]), parts(COLOURS[b][theme]));

  it.each(GROUNDS)('reads well on %s', (ground) => {
    for (const ink of ['text', 'soft', 'accent', 'warn', 'bad'] as const)
      expect([ink, between(ink, ground) >= 4.5]).toEqual([ink, true]);
  });

  it.each(['bg', 'panel', 'raised'] as const)('shows the edge of a field on %s', (ground) => {
    expect(between('edge', ground)).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ['on-accent', 'accent'],
    ['on-accent', 'accent-strong'],
    ['accent', 'accent-soft'],
    ['text', 'accent-soft'],
    ['soft', 'accent-soft'],
    ['bad', 'bad-soft'],
    ['text', 'notice'],
    ['soft', 'notice'],
    ['warn', 'notice'],
    ['bg', 'text'],
  ] as const)('reads well: %s on %s', (ink, ground) => expect(between(ink, ground)).toBeGreaterThanOrEqual(4.5));
});

it('is the same in scripts', () => {
  expect([BUBBLE_LIGHT, BUBBLE_DARK]).toEqual(COLOURS.bubble.map(parts));
  expect(COUNT_COLOUR).toBe(COLOURS.bad[0]);
});

/** WCAG 2. */
function contrast(a: number[], b: number[]): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: number[]): number {
  const [r = 0, g = 0, b = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function parts(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
