/**
 * Who may do what to whom. Pure.
 *
 * A site's administrators settle who answers on it and as what, and what its people can answer. The account itself, with
 * which somebody may work for brands that are not theirs, they touch only where all of its sites are theirs: a link to a
 * new password would otherwise be a way into another brand. The accounts of the installation's administrators are touched by
 * their like alone. Supervisors look: they plan with who can do what, but whoever could raise somebody could raise a friend.
 */
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { Reach, RoleOnSite } from '@touchline/shared/staff.ts';

export type Standing = { id: string; isOwner: boolean; roles: readonly RoleOnSite[] };

/** As somebody who has a say on one site and nowhere else, whatever they are besides. */
export function narrowedTo(site: string, { id, roles }: Standing): Standing {
  return { id, isOwner: false, roles: roles.filter((one) => one.site === site) };
}

export function administeredBy({ roles }: Standing): Set<string> {
  return new Set(sitesAs(roles, ['admin']));
}

/** Sites whose people somebody may look at. */
export function overseenBy({ roles }: Standing): Set<string> {
  return new Set(sitesAs(roles, ['admin', 'supervisor']));
}

export function reachOf(actor: Standing, person: Standing): Reach {
  const mine = administeredBy(actor);
  const isShared = person.roles.some(({ site }) => mine.has(site));
  // Somebody without a site is nobody's but the installation's.
  const isSeen = isShared || (actor.isOwner && person.roles.length === 0);
  if (!isSeen) return 'nothing';
  if (actor.isOwner) return 'everything';
  return !person.isOwner && person.roles.every(({ site }) => mine.has(site)) ? 'everything' : 'shared';
}

function sitesAs(roles: readonly RoleOnSite[], as: readonly OperatorRole[]): string[] {
  return roles.filter(({ role }) => as.includes(role)).map(({ site }) => site);
}
