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

type Look = { sizes?: readonly Size[]; schemes?: readonly ('light' | 'dark')[]; panel?: boolean };

export async function shoot(page: Page, name: string, look: Look = {}): Promise<void> {
  const { sizes = ['laptop', 'phone', 'wide'], schemes = ['light', 'dark'], panel = false } = look;
  await mkdir(FOLDER, { recursive: true });
  const rows: Buffer[][] = [];
  for (const size of sizes) {
    const viewport = SIZES[size];
    await page.setViewportSize(viewport);
    const row: Buffer[] = [];
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const clip = panel && size !== 'phone' ? corner(viewport) : undefined;
      row.push(await still(() => page.screenshot({ animations: 'disabled', ...(clip && { clip }) })));
    }
    rows.push(row);
  }
  await sheet(panel ? [rows.flat()] : rows, join(FOLDER, `${name}.png`));
}

function corner({ width, height }: { width: number; height: number }) {
  return { x: width - CORNER.width, y: height - CORNER.height, ...CORNER };
}

/** The same twice, so that nothing is on its way any more; what never rests is taken as it is. */
async function still(take: () => Promise<Buffer>): Promise<Buffer> {
  let last = await take();
  for (let left = 6; left > 0; left--) {
    const now = await take();
    if (now.equals(last)) return now;
    last = now;
  }
  return last;
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
