/**
 * Takes a state of a page at every size and in both themes, and lays what belongs together on one sheet, so that a
 * person looks at one picture for each state. `PICTURES` is where they go.
 */
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp, { type OverlayOptions } from 'sharp';

const FOLDER = process.env.PICTURES ?? join(tmpdir(), 'touchline-pictures');
const SIZES = {
  phone: { width: 360, height: 740 },
  laptop: { width: 1_280, height: 800 },
  wide: { width: 1_680, height: 1_050 },
} as const;
export type Size = keyof typeof SIZES;
/** Around the panel, where it stands on a page. */
const CORNER = { width: 416, height: 680 };
const GAP_PX = 8;

type Look = { sizes?: Size[]; schemes?: ('light' | 'dark')[]; panel?: boolean; before?: (size: Size) => Promise<void> };

export async function shoot(page: Page, name: string, look: Look = {}): Promise<void> {
  const { sizes = ['laptop', 'phone', 'wide'], schemes = ['light', 'dark'], panel = false, before } = look;
  await mkdir(FOLDER, { recursive: true });
  const rows: Buffer[][] = [];
  for (const size of sizes) {
    const viewport = SIZES[size];
    await page.setViewportSize(viewport);
    const row: Buffer[] = [];
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await before?.(size);
      await painted(page);
      const clip = panel && size !== 'phone' ? corner(viewport) : undefined;
      row.push(await page.screenshot({ animations: 'disabled', caret: 'initial', ...(clip && { clip }) }));
    }
    rows.push(row);
  }
  await sheet(panel ? [rows.flat()] : rows, join(FOLDER, `${name}.png`));
}

function corner({ width, height }: { width: number; height: number }) {
  return { x: width - CORNER.width, y: height - CORNER.height, ...CORNER };
}

async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function sheet(rows: Buffer[][], file: string): Promise<void> {
  const laid: OverlayOptions[] = [];
  let [width, top] = [0, 0];
  for (const row of rows) {
    let [left, tallest] = [0, 0];
    for (const input of row) {
      const size = await sharp(input).metadata();
      laid.push({ input, left, top });
      left += size.width + GAP_PX;
      tallest = Math.max(tallest, size.height);
    }
    width = Math.max(width, left);
    top += tallest + GAP_PX;
  }
  const board = sharp({ create: { width, height: top, channels: 3, background: '#7f7f7f' } });
  await board.composite(laid).png({ compressionLevel: 9 }).toFile(file);
}
