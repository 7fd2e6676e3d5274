/** Which rows of a long list stand on the screen. Rows are of one height, which makes this a division. Pure. */
export const ROW_HEIGHT_PX = 84;
const OVERSCAN_ROWS = 6;

export function windowOf(scrollTopPx: number, heightPx: number, rows: number): { from: number; to: number } {
  const first = Math.floor(scrollTopPx / ROW_HEIGHT_PX) - OVERSCAN_ROWS;
  const last = Math.ceil((scrollTopPx + heightPx) / ROW_HEIGHT_PX) + OVERSCAN_ROWS;
  const to = Math.min(Math.max(last, 0), rows);
  return { from: Math.min(Math.max(first, 0), to), to };
}
