/**
 * Take, release, transfer, resolve, and what is settled about languages, tags, priority and snoozing, on their way: each
 * is sent again after a break with the id it was made with, so it happens once, and is forgotten when the relay has
 * answered. What somebody wrote is no command, but kept until it has arrived: replies.ts and notes.ts.
 */
import { createModel, effect, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { Live } from '../live.ts';

export type CommandKind =
  | 'take'
  | 'release'
  | 'transfer'
  | 'resolve'
  | 'speak'
  | 'translating'
  | 'tag'
  | 'prioritise'
  | 'snooze'
  | 'wake'
  | 'whisper';
type CommandFrame = Extract<OperatorUp, { type: CommandKind }>;
type WithoutId<Frame> = Frame extends { clientId: string } ? Omit<Frame, 'clientId'> : never;
export type Command = WithoutId<CommandFrame>;
/** `refused`: an error kind; null where it was done. */
export type Answered = (refused: string | null, retryAfterMs: number | undefined) => void;

type Deps = { live: Pick<Live, 'send' | 'listen'>; clock: Clock };

export const CommandsModel = createModel(({ live, clock }: Deps) => {
  const underway = new Map<string, { frame: CommandFrame; answered: Answered }>();
  /** By conversation, which was done last and its place in the log: what a screen knows may be older. */
  const done = new Map<string, { kind: CommandKind; seq: number }>();
  /** Stands for both, which change in place. */
  const version = signal(0);

  const answer = (
    clientId: string | undefined,
    refused: string | null,
    more: { retryAfterMs?: number | undefined; seq?: number },
  ) => {
    const command = clientId === undefined ? undefined : underway.get(clientId);
    if (!command) return;
    const { conversation, type: kind } = command.frame;
    underway.delete(command.frame.clientId);
    if (more.seq) done.set(conversation, { kind, seq: more.seq });
    version.value++;
    command.answered(refused, more.retryAfterMs);
  };
  const receive = (frame: OperatorDown) => {
    if (frame.type === 'ready') for (const command of underway.values()) live.send(command.frame);
    if (frame.type === 'ack') answer(frame.clientId, null, { seq: frame.seq });
    if (frame.type === 'error') answer(frame.clientId, frame.kind, { retryAfterMs: frame.retryAfterMs });
  };
  const stop = live.listen({ receive });
  effect(() => stop);
  let before: (conversation: string) => void = () => {};
  const busy = (conversation: string): CommandKind | null =>
    [...underway.values()].find(({ frame }) => frame.conversation === conversation)?.frame.type ?? null;

  return {
    /** What was written before a command goes before it: a reply after the resolve would open the conversation again. */
    letFirst(go: (conversation: string) => void) {
      before = go;
    },
    give(command: Command, answered: Answered) {
      before(command.conversation);
      const clientId = newId(clock.now());
      const frame = { ...command, clientId } as CommandFrame;
      underway.set(clientId, { frame, answered });
      live.send(frame);
      version.value++;
    },
    /** Read before `busy`, so that a view follows it. */
    version,
    /** Which command is on its way for a conversation. */
    busy,
    /** Asked for, and neither refused nor seen to be done by a screen that knows the log up to `seq`. */
    expects(kind: CommandKind, conversation: string, seq: number): boolean {
      const last = done.get(conversation);
      return busy(conversation) === kind || (last?.kind === kind && last.seq > seq);
    },
  };
});
export type Commands = InstanceType<typeof CommandsModel>;
