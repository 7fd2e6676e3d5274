/**
 * An image as we keep it: decoded and written anew, so that nothing of it stays but the picture. Where a phone was and
 * when, thumbnails of what was cut off, and whatever else was hidden in it or behind it are gone; its turn is kept.
 *
 * Two are at work at a time, outside of the event loop; one more than fits the pixels is refused by its first bytes. An
 * animation stays one if all its frames together fit.
 */
import { FILE_MAX_BYTES } from '@touchline/shared/wire.ts';
import pLimit from 'p-limit';
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { Refusal } from '../platform/errors.ts';
import type { FileType } from './kinds.ts';

export type Remade = { image: Buffer; preview: Buffer; width: number; height: number };
export type ImageType = Exclude<FileType, 'application/pdf'>;

/** A phone's largest photo. It takes 200 MB while it is decoded. */
const PIXELS_MAX = 50_000_000;
const FRAMES_MAX = 500;
const AT_ONCE = 2;
const WAITING_MAX = 100;
const SECONDS_MAX = 30;
const PREVIEW_MAX_PIXELS = 640;

// One thread for each, and no memory of what was: the relay has other work.
sharp.concurrency(1);
sharp.cache(false);
// Of all that libvips can read, such as SVG, only this.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Nsgif', 'Webp'].map((kind) => `VipsForeignLoad${kind}Buffer`),
});

const slots = pLimit(AT_ONCE);

/**
 * Throws `file-refused` for what cannot be read as that, `unavailable` when too many wait. `read` is called when it is
 * its turn: images that wait are no memory of ours.
 */
export async function remakeImage(read: () => Promise<Buffer>, type: ImageType): Promise<Remade> {
  if (slots.pendingCount >= WAITING_MAX) {
    throw new Refusal('unavailable', 'Too many images come at once; try again.', { retryAfterMs: 5_000 });
  }
  return slots(async () => remake(await read(), type));
}

async function remake(bytes: Buffer, type: ImageType): Promise<Remade> {
  const options: SharpOptions = { limitInputPixels: PIXELS_MAX, failOn: 'error' };
  try {
    const found = await sharp(bytes, options).metadata();
    refuseLarge(found);
    // Only a still can be turned, and no animation says that it has to be.
    const isAnimated = (found.pages ?? 1) > 1;
    const whole = sharp(bytes, { ...options, animated: isAnimated });
    const { data, info } = await encoded(isAnimated ? whole : whole.autoOrient(), type)
      .timeout({ seconds: SECONDS_MAX })
      .toBuffer({ resolveWithObject: true });
    if (data.length > 2 * FILE_MAX_BYTES) throw new Refusal('file-too-large', 'The image is too large.');
    const preview = await sharp(data, options)
      .resize({ width: PREVIEW_MAX_PIXELS, height: PREVIEW_MAX_PIXELS, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .timeout({ seconds: SECONDS_MAX })
      .toBuffer();
    return { image: data, preview, width: info.width, height: info.pageHeight ?? info.height };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('file-refused', 'The image is broken, or too large to be shown.', { cause: error });
  }
}

function refuseLarge({ width, height, pages = 1 }: Metadata): void {
  if (width * height * pages > PIXELS_MAX || pages > FRAMES_MAX) {
    throw new Refusal('file-refused', 'The image has too many pixels.');
  }
}

function encoded(image: Sharp, type: ImageType): Sharp {
  switch (type) {
    case 'image/jpeg':
      return image.jpeg({ quality: 85 });
    case 'image/png':
      return image.png();
    case 'image/gif':
      return image.gif({ effort: 3 });
    case 'image/webp':
      return image.webp({ quality: 85 });
  }
}
