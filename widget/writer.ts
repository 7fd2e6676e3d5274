import type { Clock } from '@touchline/shared/clock.ts';

/** Signs of writing come every few seconds; the last one counts for this long. */
const SHOWN_MS = 5_000;

/** The operator who is writing just now. */
export function createWriter(clock: Clock, changed: () => void) {
  let name: string | undefined;
  let over = () => {};

  const writer = {
    get name() {
      return name;
    },
    writes(operator: string) {
      writer.stopped();
      name = operator;
      over = clock.after(SHOWN_MS, () => {
        name = undefined;
        changed();
      });
      changed();
    },
    stopped() {
      over();
      name = undefined;
    },
  };
  return writer;
}
