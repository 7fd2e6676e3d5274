/**
 * Take, release and resolve on their way: each is sent again after a break with the id it was made with, so it
 * happens once, and is forgotten when the relay has answered.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';

export type CommandKind = 'take' | 'release' | 'resolve';
type CommandFrame = Extract<OperatorUp, { type: CommandKind }>;
export type Refused = { conversation: string; kind: string; command: CommandKind };

export interface Commands {
  give(command: CommandKind, conversation: string, over?: string): void;
  receive(frame: OperatorDown): void;
  /** Which command is on its way for a conversation. */
  busy(conversation: string): CommandKind | null;
}

export function createCommands(deps: {
  clock: Clock;
  send(frame: OperatorUp): boolean;
  changed(): void;
  refused(refusal: Refused): void;
}): Commands {
  const underway = new Map<string, CommandFrame>();

  const answered = (clientId: string | undefined): CommandFrame | undefined => {
    const frame = clientId === undefined ? undefined : underway.get(clientId);
    if (!frame) return undefined;
    underway.delete(frame.clientId);
    deps.changed();
    return frame;
  };

  return {
    give(command, conversation, over) {
      const clientId = newId(deps.clock.now());
      const frame: CommandFrame =
        command === 'take' && over !== undefined
          ? { type: 'take', conversation, clientId, over }
          : { type: command, conversation, clientId };
      underway.set(clientId, frame);
      deps.send(frame);
      deps.changed();
    },
    receive(frame) {
      if (frame.type === 'ready') for (const command of underway.values()) deps.send(command);
      if (frame.type === 'ack') answered(frame.clientId);
      if (frame.type === 'error') {
        const command = answered(frame.clientId);
        if (command) deps.refused({ conversation: command.conversation, kind: frame.kind, command: command.type });
      }
    },
    busy: (conversation) => [...underway.values()].find((frame) => frame.conversation === conversation)?.type ?? null,
  };
}
