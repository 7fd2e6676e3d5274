/** The frames a poll begins with: hello, and every open conversation from where it was received. */
import type { OperatorUp, PlayerUp } from '../up.ts';
import type { PollMemory } from './poll-memory.ts';
import type { Position } from './replica.ts';

const open = (position: Position) => ({ type: 'open', ...position }) as const;

/** Names one to resume, or the relay would open the newest from its beginning. */
export function playerAgain(hello: PlayerUp, { positions: [first, ...others] }: PollMemory): PlayerUp[] {
  const { resume, ...who } = hello as PlayerUp & { type: 'hello' };
  return [first ? { ...who, resume: first } : who, ...others.map(open)];
}

export function operatorAgain(hello: OperatorUp, { positions, since }: PollMemory): OperatorUp[] {
  return [since ? { ...(hello as OperatorUp & { type: 'hello' }), since } : hello, ...positions.map(open)];
}
