/**
 * Small pictures of files that have left the composer: their messages show them until the relay's own are there, and take
 * them back to the composer when they are stopped. A shift sends hundreds; only the newest are still needed.
 */
const KEPT_MAX = 40;

export function createPictures() {
  const pictures = new Map<string, string>();
  return {
    of: (file: string) => pictures.get(file),
    keep(file: string, picture: string) {
      pictures.delete(file);
      pictures.set(file, picture);
      const [oldest] = pictures.keys();
      if (pictures.size > KEPT_MAX && oldest) pictures.delete(oldest);
    },
  };
}
