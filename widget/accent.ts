/**
 * The site's one colour, and what reads well on it and beside it, in light and in dark. A moment after the panel itself,
 * which begins with white on the accent, and the text's own colour beside it.
 */
import { BUBBLE_DARK, BUBBLE_LIGHT } from '@touchline/shared/look/scripts.ts';
import type { Host } from './host.ts';

type Colour = [red: number, green: number, blue: number];

export function paintText({ box, button }: Host) {
  const accent = parseColour(getComputedStyle(button).backgroundColor);
  if (!accent) return;
  box.style.setProperty('--on-accent', onAccent(accent));
  box.style.setProperty('--accent-text-light', readableOn(accent, BUBBLE_LIGHT));
  box.style.setProperty('--accent-text-dark', readableOn(accent, BUBBLE_DARK));
}

/** As `getComputedStyle` writes it: `rgb(36, 86, 214)`. Anything else is left to be what it is. */
export function parseColour(css: string): Colour | undefined {
  const parts = css.startsWith('rgb') && css.match(/[\d.]+/g);
  return parts ? (parts.slice(0, 3).map(Number) as Colour) : undefined;
}

/** WCAG 2: up to this luminance white has the better contrast. */
const WHITE_UNTIL = 0.179;

/** White, or black where that reads better. */
export function onAccent(colour: Colour): '#fff' | '#000' {
  return luminance(colour) <= WHITE_UNTIL ? '#fff' : '#000';
}

/** The accent as the colour of text on `surface`: mixed towards black or white until it has a contrast of 4.5. */
export function readableOn(colour: Colour, surface: Colour): string {
  const back = luminance(surface);
  const target = back > 0.2 ? 0 : 255;
  let mixed = colour;
  for (let share = 0; contrast(luminance(mixed), back) < 4.5 && share <= 1; share += 0.05) {
    mixed = colour.map((part) => Math.round(part + (target - part) * share)) as Colour;
  }
  return `rgb(${mixed})`;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Colour;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
