/** How large an image stands in a thread: within a box, never larger than it is, always tall enough to be pressed. Pure. */
const BOX = { width: 280, height: 220 } as const;
const LEAST_PX = 40;
/** Of one whose size nobody measured. */
const UNKNOWN = { width: 200, height: 150 } as const;

export function placeOf({ width, height }: { width?: number | undefined; height?: number | undefined }) {
  if (!width || !height) return UNKNOWN;
  const scale = Math.min(1, BOX.width / width, BOX.height / height);
  return {
    width: Math.max(LEAST_PX, Math.round(width * scale)),
    height: Math.max(LEAST_PX, Math.round(height * scale)),
  };
}
