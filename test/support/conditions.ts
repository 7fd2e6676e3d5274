/** Waiting for a condition, never for a duration. */

const LONGEST_WAIT_MS = 15_000;
const LOOK_EVERY_MS = 5;

export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  longestMs = LONGEST_WAIT_MS,
): Promise<void> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > longestMs) throw new Error(`${longestMs} ms have passed without this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
