/**
 * Ends the sockets of people who may not be here any more: within a round, also when nobody told us, because Redis lost
 * the news or because a session's twelve hours are simply over. Usually the news is faster (`fanout.onPerson`).
 */
import { CLOSE } from '@touchline/shared/wire.ts';
import type { Rounds } from '../platform/rounds.ts';
import type { Session } from '../realtime/session.ts';

export type Revocations = ReturnType<typeof createRevocations>;

/** One query's worth. */
const PROOFS_MAX = 1_000;

type Ask = (proofs: string[]) => Promise<string[]>;

type Deps = {
  rounds: Rounds;
  /** Those of the operators' tokens that sign nobody in any more. */
  signedOutAmong: Ask;
  /** Those of the players who are nobody any more: their token was spent by signing in, or they were erased. */
  goneAmong: Ask;
};

export function createRevocations({ rounds, signedOutAmong, goneAmong }: Deps) {
  /** Both return the function that forgets the session again. */
  return {
    operator: watch(rounds, signedOutAmong, 'signed-out'),
    player: watch(rounds, goneAmong, 'merged'),
  };
}

function watch(rounds: Rounds, goneAmong: Ask, reason: 'signed-out' | 'merged') {
  const sessions = new Map<string, Set<Session>>();

  rounds.add(async (isDue) => {
    const proofs = [...sessions.keys()].filter(isDue);
    for (let i = 0; i < proofs.length; i += PROOFS_MAX) {
      for (const proof of await goneAmong(proofs.slice(i, i + PROOFS_MAX))) {
        for (const session of [...(sessions.get(proof) ?? [])]) session.end(CLOSE.signedOut, reason);
      }
    }
  });

  return (proof: string, session: Session): (() => void) => {
    const own = sessions.get(proof) ?? new Set();
    sessions.set(proof, own.add(session));
    return () => {
      own.delete(session);
      if (own.size === 0 && sessions.get(proof) === own) sessions.delete(proof);
    };
  };
}
