/**
 * Holds what somebody reads where it stands, while rows above it come or change their size: older messages, a
 * translation, another language. The first row in view is what keeps its place.
 */
export function createAnchor(box: () => HTMLElement) {
  let row: Element | undefined;
  let top = 0;

  return {
    note() {
      const first = firstInView(box());
      const now = first ? topIn(box(), first) : 0;
      // It is where it was put: browsers round, and many roundings would add up.
      if (first === row && Math.abs(now - top) <= 1) return;
      row = first;
      top = now;
    },
    hold() {
      if (row?.isConnected) box().scrollTop += topIn(box(), row) - top;
    },
  };
}

function topIn(box: Element, row: Element): number {
  return row.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

/** Halving: a thread may have thousands of rows, and this is asked at every step of a scroll. */
function firstInView(box: HTMLElement): Element | undefined {
  const rows = box.querySelector('ol')?.children ?? [];
  const edge = box.getBoundingClientRect().top;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as Element).getBoundingClientRect().bottom > edge) high = middle;
    else low = middle + 1;
  }
  return rows[low];
}
