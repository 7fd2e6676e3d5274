/** Logs of conversations on every odd path that there is, by the real rules of what follows what, at moments of one's own. */
import { type Conversation, type Event, NEW_CONVERSATION, type OperatorRef } from '@touchline/shared/conversation.ts';
import { type Command, decide } from '@touchline/shared/decide.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import { newId } from '@touchline/shared/wire.ts';

export type OddLog = { id: string; events: Event[]; state: Conversation };
type Pick = <Item>(items: readonly Item[]) => Item;
export type OddWays = { random(): number; pick: Pick; operators: readonly OperatorRef[]; hasBots: boolean };

const SECOND = 1_000;
const HOUR = 3_600_000;
const LANGUAGES = ['be', 'pl', 'pt-BR', 'en'];
const TOPICS = ['payments', 'bets', 'account', null] as const;

/** `beginsAt`: in ms. Ends after some `steps`, wherever it stands then. */
export function oddLog(ways: OddWays, beginsAt: number, steps: number): OddLog {
  const { random, pick, operators } = ways;
  const id = newId(beginsAt);
  const events: Event[] = [];
  let state = NEW_CONVERSATION;
  let at = beginsAt;

  function put(drafts: readonly object[]): void {
    for (const draft of drafts) {
      const event = { ...draft, seq: state.seq + 1, at } as Event;
      state = applyWhole(state, event);
      events.push(event);
    }
  }
  function run(command: Command): void {
    const decision = decide(state, command);
    if ('events' in decision) put(decision.events);
  }
  function happen(): void {
    const operator = pick(operators);
    const who = state.assignee ?? operator;
    const chance = random();
    if (chance < 0.26) return says();
    if (chance < 0.46)
      return run({ type: 'post', by: { kind: 'operator', ...who }, ...text(state.language) } as Command);
    if (chance < 0.54) return run({ type: 'assign', operator });
    if (chance < 0.57) return run({ type: 'take', operator, over: state.assignee?.id });
    if (chance < 0.6) return run({ type: 'release', operator: who, ...(random() < 0.5 && { gone: true }) });
    if (chance < 0.64) return run(transfer(who));
    if (chance < 0.67) return run({ type: 'park', operator: who });
    if (chance < 0.69) return run({ type: 'snooze', operator: who, until: random() < 0.5 ? null : at + HOUR });
    if (chance < 0.71) return run({ type: 'wake', operator: who });
    if (chance < 0.83)
      return run({ type: 'resolve', operator: who, ...(random() < 0.08 && { as: 'spam' }) } as Command);
    if (chance < 0.9) return run({ type: 'rate', rating: rating(), at });
    if (chance < 0.92) return run({ type: 'note', operator, clientId: newId(at), text: 'a note' });
    if (chance < 0.93) return run({ type: 'tag', operator, add: [newId(at)], remove: [] });
    if (chance < 0.94) return run({ type: 'read', side: 'player', upTo: state.seq });
    if (chance < 0.96) return run({ type: 'adjust', by: { kind: 'player' }, changes: { language: pick(LANGUAGES) } });
    if (chance < 0.97) return put([{ type: 'applause', author: { kind: 'player' } }]);
    // A log that says it twice, as none of ours does.
    if (chance < 0.98 && state.status === 'resolved') return put([{ type: 'resolved', author: { kind: 'system' } }]);
    if (ways.hasBots) put([{ type: 'message', author: { kind: 'bot' }, ...text('en') }]);
  }

  says();
  for (let step = 0; step < steps; step++) {
    at += gap();
    happen();
  }
  return { id, events, state };

  function says(): void {
    run({ type: 'post', by: { kind: 'player' }, topic: pick(TOPICS), ...text(pick(LANGUAGES)) } as Command);
  }
  function text(language: string) {
    return { clientId: newId(at), text: 'what they wrote', language };
  }
  function transfer(by: OperatorRef): Command {
    const to = random() < 0.3 ? pick(operators) : null;
    return { type: 'transfer', operator: by, to, topic: random() < 0.5 ? pick(TOPICS) : null, note: null };
  }
  function rating() {
    const mark = () => (random() < 0.2 ? null : 1 + Math.floor(random() * 5));
    const comment = random() < 0.3 ? 'what they thought of it' : null;
    return { solved: random() < 0.7, speed: mark(), courtesy: mark(), competence: mark(), comment };
  }
  /** From at once to a week; now and then the clock was set back. */
  function gap(): number {
    const chance = random();
    if (chance < 0.08) return 0;
    if (chance < 0.11) return -Math.floor(random() * 2 * HOUR);
    if (chance < 0.7) return Math.floor(random() * 400 * SECOND);
    if (chance < 0.95) return Math.floor(random() * 5 * HOUR);
    return Math.floor(random() * (random() < 0.1 ? 200 : 50) * HOUR);
  }
}
