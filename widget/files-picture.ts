/**
 * A small picture of a file that is still on this device, drawn and not loaded: a page's policy has no say in what is
 * drawn, and need not allow `blob:`. Undefined for what is no image, and where a browser cannot draw one.
 */
export async function pictureOf(
  file: File,
): Promise<{ picture: ImageBitmap; width: number; height: number } | undefined> {
  if (!file.type.startsWith('image/')) return;
  try {
    const whole = await createImageBitmap(file);
    const { width, height } = whole;
    const scale = Math.min(1, PICTURE_MAX_PX / Math.max(width, height));
    const size = { resizeWidth: Math.ceil(width * scale), resizeHeight: Math.ceil(height * scale) };
    // Not the whole one: a photo of twelve megapixels is 48 MB of memory.
    const picture = await createImageBitmap(whole, { ...size, resizeQuality: 'medium' });
    whole.close();
    return { picture, width, height };
  } catch {
    return;
  }
}

/** As large as it is ever shown, on a sharp screen. */
const PICTURE_MAX_PX = 480;
