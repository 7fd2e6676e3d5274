/** Whether the sites can be used: pages to open on, somebody to administer them, keys for signed players. */
import type { Queryable } from '../../platform/postgres.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

type Row = { key: string; isOpen: boolean; isAdministered: boolean; isSigned: boolean };

export async function checkSites(db: Queryable): Promise<Finding[]> {
  const { rows: sites } = await db.query<Row>(`
    select s.key, cardinality(s.origins) > 0 as "isOpen",
      exists (select from memberships m join operators o on o.id = m.operator_id
        where m.site_id = s.id and m.role = 'admin' and o.disabled_at is null) as "isAdministered",
      exists (select from identity_keys k where k.site_id = s.id and k.retired_at is null
        and (k.retires_at is null or k.retires_at > now())) as "isSigned"
    from sites s order by s.key`);
  const { rows: people } = await db.query<{ there: boolean }>(
    `select exists (select from administrators a join operators o on o.id = a.operator_id where o.disabled_at is null) as there`,
  );
  const findings: Finding[] = [];
  if (!people[0]?.there) {
    findings.push(
      wrong('Nobody administers this installation', 'npm run admin:link prints a link that makes somebody'),
    );
  }
  if (sites.length === 0) {
    return [...findings, warning('There is no site yet', 'sign in to the inbox as the administrator, and add one')];
  }
  const without = (has: keyof Row) => sites.filter((site) => !site[has]).map(({ key }) => key);
  const [closed, unadministered, unsigned] = [without('isOpen'), without('isAdministered'), without('isSigned')];
  if (closed.length > 0) {
    findings.push(
      wrong(
        `Without an allowed origin, so that the chat opens nowhere: ${closed.join(', ')}`,
        'add one in its settings',
      ),
    );
  }
  if (unadministered.length > 0) {
    findings.push(
      warning(`Without an administrator of their own: ${unadministered.join(', ')}`, 'make somebody of the site one'),
    );
  }
  if (unsigned.length > 0) {
    findings.push(
      warning(
        `Without an identity key, so that no player can be signed: ${unsigned.join(', ')}`,
        'make one in its settings, if players sign in on the site',
      ),
    );
  }
  if (findings.length > 0) return findings;
  return [ok(sites.length === 1 ? 'The site has all that it needs' : `All ${sites.length} sites have what they need`)];
}
