/** To which messages a message may refer, over a copy of the state that may be older than the log. */
import type { Author, Event } from '@touchline/shared/conversation.ts';
import { describe, expect, it } from 'vitest';
import type { Actor } from './actor.ts';
import { type EnclosingDeps, enclosedOf } from './enclosing.ts';
import type { KnownConversation } from './store.ts';

const ALESIA: Author = { kind: 'operator', id: 'alesia', name: 'Alesia' };
const RAUF: Author = { kind: 'operator', id: 'rauf', name: 'Rauf' };
const LOG = [
  { seq: 1, type: 'started', author: { kind: 'player' } },
  { seq: 2, type: 'message', author: { kind: 'player' } },
  { seq: 3, type: 'message', author: ALESIA },
  { seq: 4, type: 'note', author: ALESIA },
  { seq: 5, type: 'message', author: RAUF },
] as Event[];
const operator = { kind: 'operator', operator: { id: 'alesia', name: 'Alesia' } } as Actor;
const player = { kind: 'player' } as Actor;

const conversation = (seq: number) => ({ id: 'c', state: { seq } }) as KnownConversation;

function asked(refers: { replyTo?: number; corrects?: number }, { actor = operator, known = LOG.length } = {}) {
  let loads = 0;
  const deps = {
    store: {
      load: async () => {
        loads++;
        return [conversation(LOG.length)];
      },
      before: async (_id, seq, limit) => LOG.filter((event) => event.seq < seq).slice(-limit),
    },
  } as Pick<EnclosingDeps, 'store'> as EnclosingDeps;
  return enclosedOf(deps, actor, conversation(known), { clientId: 'k', ...refers }).then(
    (enclosed) => ({ enclosed, loads }),
    ({ kind }) => ({ kind, loads }),
  );
}

describe('a message that is referred to', () => {
  it('is there where our copy has not heard of it yet', async () => {
    expect(await asked({ replyTo: 5 }, { known: 2 })).toEqual({ enclosed: { replyTo: 5 }, loads: 1 });
    expect(await asked({ corrects: 3 }, { known: 2 })).toEqual({ enclosed: { corrects: 3 }, loads: 1 });
  });

  it('costs no look where our copy has', async () => {
    expect(await asked({ replyTo: 5 })).toEqual({ enclosed: { replyTo: 5 }, loads: 0 });
  });

  it('is refused where the log has none', async () => {
    for (const seq of [0, 6, 2 ** 31 - 1]) {
      expect(await asked({ replyTo: seq })).toMatchObject({ kind: 'bad-request' });
      expect(await asked({ corrects: seq })).toMatchObject({ kind: 'bad-request' });
    }
  });

  it('is put right by its author only', async () => {
    expect(await asked({ corrects: 3 })).toMatchObject({ enclosed: { corrects: 3 } });
    expect(await asked({ corrects: 2 }, { actor: player })).toMatchObject({ enclosed: { corrects: 2 } });
    // What started it; the player's; a note; a colleague's.
    for (const seq of [1, 2, 4, 5]) expect(await asked({ corrects: seq })).toMatchObject({ kind: 'bad-request' });
    for (const seq of [1, 3]) {
      expect(await asked({ corrects: seq }, { actor: player })).toMatchObject({ kind: 'bad-request' });
    }
  });
});
