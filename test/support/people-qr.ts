/** A camera before the screen: what is read from a QR code as it is drawn there, by another hand than the one that drew it. */
import jsqr from 'jsqr';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';

export async function readCode(drawn: Locator): Promise<string> {
  const { data, info } = await sharp(await drawn.screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const read = jsqr.default(new Uint8ClampedArray(data), info.width, info.height);
  if (!read) throw new Error('nothing can be read from the code');
  return read.data;
}
