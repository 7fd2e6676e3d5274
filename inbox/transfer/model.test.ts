import { signal } from '@preact/signals';
import type { DeskRow, OperatorReady } from '@touchline/shared/down.ts';
import type { SiteRef, TeamMember } from '@touchline/shared/people.ts';
import { expect, test } from 'vitest';
import type { Answered, Command, Commands } from '../conversation/commands.ts';
import type { Presence } from '../presence/model.ts';
import type { Queue } from '../queue/model.ts';
import { fakeStore } from '../storage-fake.ts';
import { TransferModel } from './model.ts';

const row = { id: 'c', site: 'site', state: { language: 'be', topic: null } } as DeskRow;
const rauf = { id: 'rauf', name: 'Rauf', sites: ['site'], presence: 'online', languages: {}, topics: null } as unknown;

function setUp(store = fakeStore().store, teams: SiteRef['teams'] = []) {
  const given: { command: Command; answered: Answered }[] = [];
  const members = signal(new Map([['rauf', rauf as TeamMember]]));
  const bulk = { choosing: signal(false), carryOut: () => {} };
  const ready = signal({ sites: [{ id: 'site', teams }] } as unknown as OperatorReady);
  const transfer = new TransferModel({
    live: { ready },
    bulk,
    queue: { version: signal(0), row: () => row } as unknown as Queue,
    presence: { members } as unknown as Presence,
    commands: { give: (command: Command, answered: Answered) => void given.push({ command, answered }) } as Commands,
    store,
    me: 'me',
  });
  return { transfer, given, store };
}

test('it goes to one colleague, one topic or the queue, and not before one is chosen', () => {
  const { transfer, given } = setUp();
  transfer.open(['c']);
  expect(transfer.ready.value).toBe(false);
  transfer.to.value = 'rauf';
  transfer.send();
  expect(given[0]?.command).toEqual({ type: 'transfer', conversation: 'c', to: 'rauf' });
  given[0]?.answered(null, undefined);
  expect(transfer.conversation.value).toBeNull();
  transfer.open(['c']);
  transfer.to.value = 'rauf';
  transfer.way.value = 'queue';
  transfer.send();
  expect(given[1]?.command).toEqual({ type: 'transfer', conversation: 'c' });
});

test('a refused note stays where it was written, and says why', () => {
  const { transfer, given } = setUp();
  transfer.open(['c']);
  transfer.to.value = 'rauf';
  transfer.write('paid by card 4111 1111 1111 1111');
  transfer.send();
  expect(given[0]?.command).toMatchObject({ note: expect.not.stringContaining('4111 1111') });
  given[0]?.answered('conflict', undefined);
  expect(transfer.conversation.value).toBe('c');
  expect(transfer.refused.value).toBe('conflict');
  expect(transfer.note.value).toContain('paid by card');
  expect(transfer.ready.value).toBe(true);
});

test('a note begun survives the dialog and a refresh, each with its conversation, until it has gone', () => {
  const { transfer, store } = setUp();
  transfer.open(['c']);
  transfer.write('half a no');
  transfer.close();
  const later = setUp(store);
  later.transfer.open(['other']);
  expect(later.transfer.note.value).toBe('');
  later.transfer.open(['c']);
  expect(later.transfer.note.value).toBe('half a no');
  later.transfer.way.value = 'queue';
  later.transfer.send();
  later.given[0]?.answered(null, undefined);
  later.transfer.open(['c']);
  expect(later.transfer.note.value).toBe('');
});

test('a note that is too long is not sent', () => {
  const { transfer, given } = setUp();
  transfer.open(['c']);
  transfer.way.value = 'queue';
  transfer.write('x'.repeat(2_001));
  expect(transfer.problem.value).toBe('text-too-long');
  transfer.send();
  expect(given).toEqual([]);
});

test('it is sent up to the only team there is, and no team is spoken of where there is none', () => {
  const { transfer, given } = setUp(fakeStore().store, [{ id: 'payments', name: 'Payments' }]);
  transfer.open(['c'], 'team');
  expect([transfer.way.value, transfer.ready.value]).toEqual(['team', true]);
  transfer.write('He was charged twice.');
  transfer.send();
  expect(given[0]?.command).toEqual({
    ...{ type: 'transfer', conversation: 'c', team: 'payments', note: 'He was charged twice.' },
  });
  const without = setUp().transfer;
  without.open(['c'], 'team');
  expect(without.way.value).toBe('colleague');
  expect(without.ways.value).not.toContain('team');
});
