/** Runs tasks of one key one after the other, so that a client which pipelines keeps its order. */
export function createTurns() {
  const last = new Map<string, Promise<void>>();
  return (key: string, task: () => Promise<void>): Promise<void> => {
    const before = last.get(key);
    const run = before ? before.then(task, task) : task();
    last.set(key, run);
    const forget = () => {
      if (last.get(key) === run) last.delete(key);
    };
    run.then(forget, forget);
    return run;
  };
}
