/**
 * Which program a request comes from, for the record of what was done: every privileged act that a key leads to is written
 * down with its maker and with the key itself. It goes along with the request by itself, because a dozen features write
 * acts down, and one that forgot to hand it on would name a person who was asleep.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export type Program = { id: string; name: string };

const current = new AsyncLocalStorage<Program>();

export const actingThrough = (program: Program, work: () => void): void => current.run(program, work);

/** What is said of an act beside what it was about: nothing, where a person did it. */
export function programInRecord(): { program?: string; programKey?: string } {
  const program = current.getStore();
  return program ? { program: program.name, programKey: program.id } : {};
}
