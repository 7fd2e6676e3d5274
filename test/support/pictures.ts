/** Images of any kind, made on the spot. */
import sharp from 'sharp';

type Kind = 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff' | 'avif';
type Size = { width: number; height: number };

export function picture(kind: Kind, { width, height }: Size = { width: 900, height: 600 }): Promise<Buffer> {
  return plain({ width, height }).toFormat(kind).toBuffer();
}

export function plain({ width, height }: Size) {
  return sharp({ create: { width, height, channels: 3, background: '#2e8b57' } });
}

/** As a phone makes them: turned by what stands beside the pixels, and with the place where it was taken. */
export function phonePhoto({ width, height }: Size = { width: 800, height: 600 }): Promise<Buffer> {
  return plain({ width, height })
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '53/1 54/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** Noise, which takes the longest to read and to write. */
export function noise({ width, height }: Size): Promise<Buffer> {
  return sharp({
    create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  })
    .jpeg({ quality: 80 })
    .toBuffer();
}

export async function animation(kind: 'gif' | 'webp', frames = 4): Promise<Buffer> {
  const images = await Promise.all(
    Array.from({ length: frames }, (_, i) =>
      sharp({
        create: {
          width: 120,
          height: 80,
          channels: 3,
          background: { r: i % 256, g: 60 * Math.floor(i / 256), b: (i % 4) * 60 },
        },
      })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(images, { join: { animated: true } })
    .toFormat(kind, { delay: images.map(() => 100) })
    .toBuffer();
}

export const described = (bytes: Buffer, animated = false) => sharp(bytes, { animated }).metadata();

export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
