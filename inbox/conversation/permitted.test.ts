import { NEW_CONVERSATION, type Status } from '@touchline/shared/conversation.ts';
import { expect, test } from 'vitest';
import { permitted } from './permitted.ts';

const can = (status: Status, assignee: string | null = null) => {
  const ref = assignee === null ? null : { id: assignee, name: assignee };
  const found = permitted({ ...NEW_CONVERSATION, status, assignee: ref }, 'me');
  return Object.entries(found).flatMap(([name, allowed]) => (allowed ? [name] : []));
};

test('only what the relay would allow is offered', () => {
  expect(can('new')).toEqual([]);
  expect(can('waiting')).toEqual(['take', 'transfer', 'resolve']);
  expect(can('open', 'me')).toEqual(['transfer', 'release', 'resolve']);
  expect(can('open', 'other')).toEqual(['take']);
  expect(can('resolved', 'me')).toEqual(['take']);
});
