/** Which pages of the office somebody finds something on. What they may do there the relay says. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import { OFFICE, type OfficePage } from '../router.ts';

const FOR: Record<OfficePage, readonly OperatorRole[]> = {
  floor: ['supervisor', 'admin'],
  // Whoever only answers finds their own numbers.
  reports: ['operator', 'supervisor', 'admin'],
  settings: ['admin'],
  people: ['supervisor', 'admin'],
  keeping: ['admin'],
};

type Who = { operator: { role: OperatorRole }; sites: readonly { role: OperatorRole }[] };

/** An administrator of the installation belongs to no site at first. */
export function officeOf({ operator, sites }: Who): OfficePage[] {
  const roles = [operator.role, ...sites.map(({ role }) => role)];
  return OFFICE.filter((page) => FOR[page].some((role) => roles.includes(role)));
}
