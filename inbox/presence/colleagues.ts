/** Colleagues in the order in which one looks for them. Pure. */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import type { TeamMember } from '@touchline/shared/people.ts';
import { inAlphabet } from '../locale/lists.ts';

const PRESENCES: readonly TeamMember['presence'][] = ['online', 'finishing', 'away', 'gone', 'offline'];
export const isHere = (member: TeamMember): boolean => member.presence !== 'offline' && member.presence !== 'gone';

export type TeamOrder = 'presence' | 'load' | 'name';

export function inTeamOrder(members: Iterable<TeamMember>, order: TeamOrder): TeamMember[] {
  const byName = (a: TeamMember, b: TeamMember) => inAlphabet(a.name, b.name) || (a.id < b.id ? -1 : 1);
  const byPresence = (a: TeamMember, b: TeamMember) =>
    PRESENCES.indexOf(a.presence) - PRESENCES.indexOf(b.presence) || byName(a, b);
  const byLoad = (a: TeamMember, b: TeamMember) => b.load - a.load || byPresence(a, b);
  return [...members].sort({ presence: byPresence, load: byLoad, name: byName }[order]);
}

/** Whom a conversation may be sent to: of its site, those online first, of these those who speak its language, then the least busy. */
export function inTransferOrder(members: Iterable<TeamMember>, about: About): TeamMember[] {
  const rank = (member: TeamMember) => [
    PRESENCES.indexOf(member.presence),
    levelOf(member, about.language) ? 0 : 1,
    knows(member, about.topic) ? 0 : 1,
    member.capacity > 0 ? member.load / member.capacity : 1,
  ];
  return inTeamOrder(
    [...members].filter((member) => member.id !== about.me && member.sites.includes(about.site)),
    'name',
  ).sort((a, b) => {
    const [ranksA, ranksB] = [rank(a), rank(b)];
    return ranksA.map((value, at) => value - (ranksB[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
  });
}
type About = { me: string; site: string; language: string; topic: string | null };

/** How well somebody speaks a language; a regional tag falls back to its base. */
export function levelOf({ languages }: TeamMember, language: string): 'native' | 'fluent' | null {
  return languages[language] ?? languages[baseLanguage(language)] ?? null;
}

function knows({ topics }: TeamMember, topic: string | null): boolean {
  return topics === null || topic === null || topics.some((one) => one === topic);
}
