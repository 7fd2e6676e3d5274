/**
 * Servers that do the same work for one load generator, in turns and in short rounds, so that whatever else the machine
 * does meets all of them.
 */
import { type Child, type ChildOptions, startChild } from './child.ts';
import type { BenchOptions } from './figure.ts';
import type { Dialect, Round } from './generator.ts';

/** Starts a process of the bench; it is ended with the contest. */
export type Start = (module: URL, options?: ChildOptions) => Promise<Child>;
/** `open` resolves to the door, once all of its processes can be used. */
export type Entrant = { dialect: Dialect; open(start: Start): Promise<object> };

export type Contest = {
  /** `rounds` for each of `names`, in turns. At the pace `perSecond`, or as fast as each can. */
  play(names: string[], rounds: number, roundMs: number, perSecond?: number): Promise<Record<string, Round[]>>;
};

type Options = BenchOptions & { conversations: number; warmUpMs: number };

export async function contest<Result>(
  entrants: Record<string, Entrant>,
  { conversations, warmUpMs, profileDir, say }: Options,
  run: (contest: Contest) => Promise<Result>,
): Promise<Result> {
  const children: Child[] = [];
  const start: Start = async (module, options) => {
    const child = await startChild(module, options);
    children.push(child);
    return child;
  };
  try {
    const generator = await start(new URL('generator.ts', import.meta.url));
    for (const [name, { dialect, open }] of Object.entries(entrants)) {
      say(`starting ${name}`);
      const door = await open((module, options) => start(module, { profileDir, ...options }));
      await generator.ask({ connect: name, dialect, door, conversations });
    }
    const playOne = async (name: string, lastsMs: number, perSecond?: number) =>
      (await generator.ask({ round: name, lastsMs, perSecond })) as Round;

    for (const name of Object.keys(entrants)) await playOne(name, warmUpMs);
    return await run({
      async play(names, rounds, roundMs, perSecond) {
        const results = Object.fromEntries(names.map((name): [string, Round[]] => [name, []]));
        for (let i = 1; i <= rounds; i++) {
          // Who goes first has the cooler machine, or the warmer: so everybody does in turn.
          const order = names.map((_, at) => names[(at + i) % names.length] as string);
          for (const name of order) results[name]?.push(await playOne(name, roundMs, perSecond));
          const words = names.map((name) => inWords(name, results[name]?.at(-1)));
          say(`round ${i} of ${rounds}: ${words.join(', ')}`);
        }
        return results;
      },
    });
  } finally {
    // The other way round, for the first ones hold what the later ones use.
    for (const child of children.reverse()) await child.stop();
  }
}

function inWords(name: string, round: Round | undefined): string {
  return `${name} ${Math.round(round?.perSecond ?? 0)}/s p99 ${Math.round(round?.p99 ?? 0)} ms`;
}
