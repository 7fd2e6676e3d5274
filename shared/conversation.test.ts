/** The rules of a conversation, by name and by model. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apply,
  type Conversation,
  type Event,
  NEW_CONVERSATION,
  type OperatorRef,
  type Status,
  TRANSITIONS,
} from './conversation.ts';
import { type Command, decide } from './decide.ts';

const ann: OperatorRef = { id: 'ann', name: 'Ann' };
const bob: OperatorRef = { id: 'bob', name: 'Bob' };
const player = { kind: 'player' } as const;
const operator = (who: OperatorRef) => ({ kind: 'operator', ...who }) as const;

const says = (text = 'a'): Command => ({
  type: 'post',
  by: player,
  clientId: text,
  text,
  topic: 'bets',
  language: 'be',
});
const answers = (who: OperatorRef): Command => ({ ...says(), by: operator(who) }) as Command;
const takes = (who: OperatorRef, over?: OperatorRef): Command => ({ type: 'take', operator: who, over: over?.id });
const releases = (who: OperatorRef): Command => ({ type: 'release', operator: who });
const resolves = (who: OperatorRef): Command => ({ type: 'resolve', operator: who });
const playerReads = (upTo: number): Command => ({ type: 'read', side: 'player', upTo });
const reads = (who: OperatorRef, upTo: number): Command => ({ type: 'read', side: 'operator', operator: who, upTo });

/** What a command did to a conversation. */
function run(conversation: Conversation, command: Command): { after: Conversation; did: string[] | string } {
  const decision = decide(conversation, command);
  if ('refused' in decision) return { after: conversation, did: decision.refused };
  const placed = decision.events.map((draft, i): Event => ({ ...draft, seq: conversation.seq + 1 + i, at: 0 }));
  return { after: placed.reduce(apply, conversation), did: placed.map((event) => event.type) };
}

const after = (...commands: Command[]) =>
  commands.reduce((state, command) => run(state, command).after, NEW_CONVERSATION);
const WAITING = after(says());
const OPEN = after(says(), takes(ann));
const RESOLVED = after(says(), takes(ann), resolves(ann));

describe('each command in each status', () => {
  const none: string[] = [];
  it.each<[string, Conversation, Command, string[] | string]>([
    ['a player begins', NEW_CONVERSATION, says(), ['started', 'message']],
    ['a player goes on while waiting', WAITING, says(), ['message']],
    ['a player goes on while answered', OPEN, says(), ['message']],
    ['a player comes back after the end', RESOLVED, says(), ['reopened', 'message']],
    ['an operator cannot begin', NEW_CONVERSATION, answers(ann), 'not-found'],
    ['an answer takes a waiting one', WAITING, answers(ann), ['assigned', 'message']],
    ['an answer by the one who has it', OPEN, answers(ann), ['message']],
    ['an answer by a colleague is not for them', OPEN, answers(bob), 'conflict'],
    ['an answer after the end takes it up again', RESOLVED, answers(bob), ['assigned', 'message']],
    ['nothing to take', NEW_CONVERSATION, takes(ann), 'not-found'],
    ['a waiting one is taken', WAITING, takes(ann), ['assigned']],
    ['what one has already', OPEN, takes(ann), none],
    ['a colleague’s, unasked', OPEN, takes(bob), 'conflict'],
    ['a colleague’s, knowingly', OPEN, takes(bob, ann), ['assigned']],
    ['from somebody who has it no more', OPEN, takes(bob, { id: 'carl', name: 'Carl' }), 'conflict'],
    ['a resolved one is taken up again', RESOLVED, takes(bob), ['assigned']],
    ['nothing to release', NEW_CONVERSATION, releases(ann), 'not-found'],
    ['a waiting one is free already', WAITING, releases(ann), none],
    ['back to the waiting', OPEN, releases(ann), ['released']],
    ['a colleague’s is not mine to release', OPEN, releases(bob), 'conflict'],
    ['a resolved one is nobody’s to release', RESOLVED, releases(ann), 'conflict'],
    ['nothing to resolve', NEW_CONVERSATION, resolves(ann), 'not-found'],
    ['a waiting one may be resolved unanswered', WAITING, resolves(ann), ['resolved']],
    ['one’s own is resolved', OPEN, resolves(ann), ['resolved']],
    ['a colleague’s is not', OPEN, resolves(bob), 'conflict'],
    ['a resolved one is resolved', RESOLVED, resolves(bob), none],
    ['a player has read', OPEN, playerReads(2), ['read']],
    ['a player has read nothing new', after(says(), playerReads(2)), playerReads(1), none],
    ['beyond the log', OPEN, playerReads(99), 'bad-request'],
    ['the one who answers has read', OPEN, reads(ann, 2), ['read']],
    ['a colleague looking on marks nothing', OPEN, reads(bob, 2), none],
    ['looking at a waiting one marks nothing', WAITING, reads(ann, 2), none],
  ])('%s', (_name, state, command, did) => {
    expect(run(state, command).did).toEqual(did);
  });
});

describe('applying', () => {
  it('keeps topic and language of the first words', () => {
    expect(WAITING).toMatchObject({ status: 'waiting', topic: 'bets', language: 'be', assignee: null });
  });
  it('a reopened conversation waits for anybody', () => {
    expect(after(says(), takes(ann), resolves(ann), says())).toMatchObject({ status: 'waiting', assignee: null });
  });
  it('an event of a kind yet unknown moves the seq and nothing else', () => {
    const unknown = { seq: OPEN.seq + 1, at: 0, author: player, type: 'applause' } as unknown as Event;
    expect(apply(OPEN, unknown)).toEqual({ ...OPEN, seq: OPEN.seq + 1 });
  });
  it('a read mark never goes back', () => {
    const read = (seq: number, upTo: number): Event => ({
      seq,
      at: 0,
      author: player,
      type: 'read',
      side: 'player',
      upTo,
    });
    expect(apply(apply(OPEN, read(4, 3)), read(5, 2)).readByPlayer).toBe(3);
  });
});

const someone = fc.constantFrom(ann, bob);
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.constant(says()),
  someone.map(answers),
  someone.map((who) => takes(who)),
  fc.tuple(someone, someone).map(([who, over]) => takes(who, over)),
  someone.map(releases),
  someone.map(resolves),
  fc.nat(30).map(playerReads),
  fc.tuple(someone, fc.nat(30)).map(([who, upTo]) => reads(who, upTo)),
);

/** The same story in three facts, told another way. */
type Model = { status: Status; who: string | null; said: number };

function model(before: Model, events: string[], command: Command): Model {
  const next = { ...before };
  for (const event of events) {
    if (event === 'started' || event === 'reopened' || event === 'released')
      Object.assign(next, { status: 'waiting', who: null });
    if (event === 'assigned') {
      const who =
        command.type === 'take'
          ? command.operator.id
          : command.type === 'post' && 'id' in command.by
            ? command.by.id
            : null;
      Object.assign(next, { status: 'open', who });
    }
    if (event === 'resolved') next.status = 'resolved';
    if (event === 'message') next.said += 1;
  }
  return next;
}

/** What is wrong with how `step` runs a list of commands; empty for the real one. */
function faults(commands: Command[], step: typeof run): string[] {
  const wrong: string[] = [];
  let state = NEW_CONVERSATION;
  let told: Model = { status: 'new', who: null, said: 0 };
  for (const command of commands) {
    const { after: next, did } = step(state, command);
    const events = typeof did === 'string' ? [] : did;
    if (next.seq !== state.seq + events.length) wrong.push(`seq ${state.seq} → ${next.seq} by ${events.length}`);
    if (next.status !== state.status && !TRANSITIONS[state.status].includes(next.status))
      wrong.push(`${state.status} → ${next.status}`);
    if (events.length === 0 && next !== state) wrong.push('changed without an event');
    told = model(told, events, command);
    if (told.status !== next.status) wrong.push(`model ${told.status}, fold ${next.status}`);
    if (next.status === 'open' && told.who !== next.assignee?.id)
      wrong.push(`model ${told.who}, fold ${next.assignee?.id}`);
    if (next.readByPlayer > next.seq || next.readByOperator > next.seq) wrong.push('read beyond the log');
    state = next;
  }
  return wrong;
}

describe('the language', () => {
  const begun = run(NEW_CONVERSATION, says()).after;
  const chooses = (language: string): Command => ({
    type: 'adjust',
    by: player,
    changes: { language, languageChosen: true },
  });
  const hears = (language: string): Command => ({ ...says(), language }) as Command;

  it('follows a guess until somebody chooses', () => {
    expect(begun.language).toBe('be');
    expect(run(begun, hears('pl')).after.language).toBe('pl');
    const chosen = run(begun, chooses('ru')).after;
    expect(chosen).toMatchObject({ language: 'ru', languageChosen: true });
    expect(run(chosen, hears('pl'))).toMatchObject({ did: ['message'], after: { language: 'ru' } });
  });

  it('may be chosen again, and choosing what was guessed makes it a choice', () => {
    const chosen = run(begun, chooses('be')).after;
    expect(chosen).toMatchObject({ language: 'be', languageChosen: true });
    const decision = decide(chosen, chooses('pl'));
    // Without its mark the log would take it for a guess.
    expect(decision).toMatchObject({ events: [{ changes: { language: 'pl', languageChosen: true } }] });
    expect(run(chosen, chooses('be')).did).toEqual([]);
  });

  it('chosen before the first word is a choice from the start', () => {
    const first: Command = { ...says(), languageChosen: true } as Command;
    const { did, after } = run(NEW_CONVERSATION, first);
    expect(did).toEqual(['started', 'adjusted', 'message']);
    expect(after).toMatchObject({ language: 'be', languageChosen: true });
    expect(run(after, { ...first, language: 'pl' } as Command).did).toEqual(['adjusted', 'message']);
  });
});

describe('any story', () => {
  it('stays within the transitions, without a hole, and as a model tells it', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        expect(faults(commands, run)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, typeof run]>([
    [
      'an apply that forgets to reopen',
      (state, command) => {
        const result = run(state, command);
        return state.status === 'resolved' && command.type === 'post'
          ? { ...result, after: { ...result.after, status: 'resolved' } }
          : result;
      },
    ],
    [
      'a seq that skips',
      (state, command) => {
        const result = run(state, command);
        return {
          ...result,
          after: command.type === 'take' ? { ...result.after, seq: result.after.seq + 1 } : result.after,
        };
      },
    ],
    [
      'a refusal that changes something',
      (state, command) => {
        const result = run(state, command);
        return typeof result.did === 'string' ? { ...result, after: { ...state } } : result;
      },
    ],
  ])('the check fails for %s', (_name, broken) => {
    expect(() =>
      fc.assert(
        fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => faults(commands, broken).length === 0),
        { numRuns: 2_000 },
      ),
    ).toThrow();
  });
});
