import { describe, expect, it } from 'vitest';
import { onAccent, parseColour, readableOn } from './accent.ts';

describe('the accent', () => {
  it('is read as the browser writes it', () => {
    expect(parseColour('rgb(36, 86, 214)')).toEqual([36, 86, 214]);
    expect(parseColour('rgba(36, 86, 214, 0.5)')).toEqual([36, 86, 214]);
    expect(parseColour('oklch(0.5 0.1 200)')).toBeUndefined();
  });

  it('carries white or black, whichever reads better', () => {
    expect(onAccent([36, 86, 214])).toBe('#fff');
    expect(onAccent([245, 196, 0])).toBe('#000');
    expect(onAccent([255, 255, 255])).toBe('#000');
  });

  it('as text is left alone where it reads well, and made darker or lighter where it does not', () => {
    expect(readableOn([36, 86, 214], [255, 255, 255])).toBe('rgb(36,86,214)');
    expect(readableOn([245, 196, 0], [255, 255, 255])).not.toBe('rgb(245,196,0)');
    expect(readableOn([11, 30, 79], [24, 26, 31])).not.toBe('rgb(11,30,79)');
  });
});
