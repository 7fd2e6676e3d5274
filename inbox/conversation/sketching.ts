import type { Drawn } from './sketch.ts';

/**
 * A small picture of an image that is about to be sent, as a `data:` address, because the page's policy lets no `blob:`
 * into it; and how large the image is. Null for what the browser cannot draw, or cannot load the drawing of.
 */
export type Sketch = (source: Blob) => Promise<Drawn | null>;

/** What draws comes with the first image. */
export const lateSketch: Sketch = (source) =>
  import('./sketch.ts').then(
    ({ sketch }) => sketch(source),
    () => null,
  );
