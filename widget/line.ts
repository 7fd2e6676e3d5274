/**
 * The player's line to the relay: whom it speaks for at each attempt, why it ended, and when it is tried once more.
 *
 *     off ──open──▶ connecting ⇄ ready ⇄ waiting ──a final close code──▶ off, with a problem
 *      ▲                └────────close───┘                                │
 *      └───────────────────────────────── tried again, or opened ─────────┘
 *
 * Promises: every attempt asks the page for a fresh identity; a proof that was refused is repeated at once only once.
 */
import type { Connect, Connection, ConnectionStatus } from '@touchline/shared/client/connection.ts';
import type { Position } from '@touchline/shared/client/replica.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { PlayerHello, PlayerUp } from '@touchline/shared/up.ts';
import { CLOSE, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import type { Person, Proof } from './person.ts';

/** After the relay refused a proof that the page had just made. */
const SIGNED_OUT_RETRY_MS = 30_000;
const TOKEN_SPENT_MS = 1_000;

export interface LineOptions {
  clock: Clock;
  connect(hello: () => Promise<PlayerUp>): Connect<PlayerUp, PlayerDown>;
  /** A fresh JWT of the site's, or nothing for an anonymous player. */
  identity(): Promise<string | null | undefined>;
  about(): Pick<PlayerHello, 'locale' | 'localeChosen' | 'page'>;
  changed(): void;
}

export function createLine(
  { clock, connect, identity, about, changed }: LineOptions,
  person: Person,
  told: {
    frame(frame: PlayerDown): void;
    lost(): void;
    /** Where the conversation shown was left. */
    position(): Position | undefined;
    /** The anonymous token proves nobody any more. */
    tokenSpent(): void;
  },
) {
  const dial = connect(hello);
  let connection: Connection<PlayerUp> | undefined;
  let redial = () => {};

  const line = {
    problem: undefined as 'signedOut' | 'unavailable' | undefined,
    /** Of the last hello. More may have been written since. */
    proof: {} as Proof,
    resumed: undefined as string | undefined,
    get status(): ConnectionStatus | 'off' {
      return connection?.status ?? 'off';
    },
    send: (frame: PlayerUp) => connection?.send(frame) ?? false,

    open() {
      if (connection) return;
      redial();
      connection = dial({ frame: told.frame, status });
    },

    close() {
      redial();
      connection?.close();
      connection = undefined;
      told.lost();
    },

    /** Says hello once more, to whom it is now. */
    reopen() {
      if (!connection) return;
      line.close();
      line.open();
    },
  };
  return line;

  async function hello(): Promise<PlayerUp> {
    line.proof = person.proof(await identity());
    const resume = told.position();
    line.resumed = resume?.conversation;
    return { type: 'hello', version: PROTOCOL_VERSION, ...line.proof, ...about(), ...(resume && { resume }) };
  }

  function status(next: ConnectionStatus, code?: number) {
    if (next === 'waiting' || next === 'ended') told.lost();
    if (next === 'ended') end(code);
    changed();
  }

  function end(code: number | undefined) {
    connection = undefined;
    const isRepeated = line.problem;
    line.problem = code === CLOSE.signedOut ? 'signedOut' : 'unavailable';
    if (code !== CLOSE.signedOut) return;
    // The page's proof was refused, or ran out: it makes another at the next attempt.
    if (line.proof.identity) redial = clock.after(isRepeated ? SIGNED_OUT_RETRY_MS : 0, line.open);
    // The token was spent by signing in, perhaps in another tab, whose word of it may still be on its way.
    else redial = clock.after(TOKEN_SPENT_MS, told.tokenSpent);
  }
}
