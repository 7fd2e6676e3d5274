/** Draws the small pictures of sketching.ts. */
export type Drawn = { url: string; width: number; height: number };

const LONG_SIDE_PX = 480;

export async function sketch(source: Blob): Promise<Drawn | null> {
  if (!source.type.startsWith('image/')) return null;
  try {
    const image = await createImageBitmap(source);
    const { width, height } = image;
    const scale = Math.min(1, LONG_SIDE_PX / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return { url: canvas.toDataURL('image/webp', 0.8), width, height };
  } catch {
    return null;
  }
}
