/** The longest time for which this process's own work kept its event loop from turning, in ms. */

const LOOK_EVERY_MS = 2;

/**
 * A look that comes late counts only as far as this thread was computing meanwhile: on a busy machine a process may
 * wait for a processor, and that is not its own stall.
 */
export function watchStalls(): () => number {
  let at = performance.now();
  let cpuMs = threadCpuMs();
  let longest = 0;
  setInterval(() => {
    const now = performance.now();
    const nowCpuMs = threadCpuMs();
    longest = Math.max(longest, Math.min(now - at, nowCpuMs - cpuMs));
    at = now;
    cpuMs = nowCpuMs;
  }, LOOK_EVERY_MS).unref();
  return () => longest;
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
