/** The page's listeners: `Touchline('on', 'unread', ({ count }) => …)`. */
export type Listener = (detail?: unknown) => void;
export type Events = ReturnType<typeof createEvents>;

export function createEvents() {
  let listeners: [event: string, listener: Listener][] = [];

  function tell(listener: Listener, detail?: unknown) {
    try {
      listener(detail);
    } catch (error) {
      // The page's own mistake, shown where its developer looks; ours must go on.
      console.error(error);
    }
  }

  return {
    on: (event: string, listener: Listener) => void listeners.push([event, listener]),
    off(event: string, listener?: Listener) {
      listeners = listeners.filter((pair) => pair[0] !== event || (listener && pair[1] !== listener));
    },
    emit(event: string, detail?: unknown) {
      for (const [name, listener] of listeners) if (name === event) tell(listener, detail);
    },
  };
}
