/** What restores moved aside: it holds players who were erased since, and no erasure reaches it. */
import type { Queryable } from '../../platform/postgres.ts';
import { asideOnes } from '../aside.ts';
import { type Finding, warning } from './finding.ts';

export async function checkAside(db: Queryable): Promise<Finding[]> {
  const kept = await asideOnes(db);
  if (kept.length === 0) return [];
  return [
    warning(
      `What was here before a restore is still kept, in ${kept.join(', ')}, with players who may have been erased since`,
      'npm run restore -- --drop-old takes it away',
    ),
  ];
}
