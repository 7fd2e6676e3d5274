/** Listens to what people write, to learn which language it is. */
export type Heard = {
  /** Of this message; null where nobody can tell. */
  spoken: string | null;
  /** What the player speaks, going by all that they wrote. */
  language: string;
};

export type Listener = {
  /**
   * `languages`: those of the site, which are all that it can be. `assumed`: the interface's, or what was believed
   * so far. `earlier`: what they wrote before, oldest first; asked for only when it is not remembered.
   */
  player(message: {
    conversation: string;
    text: string;
    languages: readonly string[];
    assumed: string;
    earlier(): Promise<string[]>;
  }): Promise<Heard>;
  /** `languages`: those that the operator may be writing, likeliest first. */
  operator(message: { text: string; languages: readonly string[] }): Promise<string | null>;
};

export function createListener(): Listener {
  return {
    player: async ({ assumed }) => ({ spoken: null, language: assumed }),
    operator: async () => null,
  };
}
