import type { TeamMember } from '@touchline/shared/people.ts';
import { expect, test } from 'vitest';
import { inTeamOrder, inTransferOrder, levelOf } from './colleagues.ts';

const member = (name: string, more: Partial<TeamMember> = {}): TeamMember => ({
  id: name,
  name,
  role: 'operator',
  presence: 'online',
  since: 0,
  load: 0,
  capacity: 4,
  languages: {},
  topics: null,
  sites: ['site'],
  ...more,
});
const names = (members: TeamMember[]) => members.map(({ name }) => name).join(' ');

test('the team is read by who is there, by who has most, or by name', () => {
  const team = [
    member('Cyryl', { presence: 'offline' }),
    member('Boris', { load: 1 }),
    member('Alesia', { presence: 'away', load: 3 }),
    member('Dana', { presence: 'gone', load: 2 }),
  ];
  expect(names(inTeamOrder(team, 'presence'))).toBe('Boris Alesia Dana Cyryl');
  expect(names(inTeamOrder(team, 'load'))).toBe('Alesia Dana Boris Cyryl');
  expect(names(inTeamOrder(team, 'name'))).toBe('Alesia Boris Cyryl Dana');
});

test('a conversation is sent to who is online, speaks its language, and has least to do; never to me or off the site', () => {
  const team = [
    member('me'),
    member('stranger', { sites: ['other'] }),
    member('asleep', { presence: 'offline', languages: { be: 'native' } }),
    member('busy', { load: 3, languages: { be: 'native' } }),
    member('free', { load: 1, languages: { be: 'fluent' } }),
    member('mute'),
  ];
  const about = { me: 'me', site: 'site', language: 'be', topic: null };
  expect(names(inTransferOrder(team, about))).toBe('free busy mute asleep');
});

test('a regional language is spoken by whoever speaks its base', () => {
  expect(levelOf(member('a', { languages: { pt: 'native' } }), 'pt-BR')).toBe('native');
  expect(levelOf(member('a', { languages: { pt: 'native' } }), 'en')).toBeNull();
});
