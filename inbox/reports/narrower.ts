/** From a number to what it is made of: the report of one row alone, and the list of the conversations themselves. Pure. */

import type { Topic } from '@touchline/shared/people.ts';
import type { Grouping, Handler } from '@touchline/shared/reports-metrics.ts';
import type { Narrowing } from '@touchline/shared/up.ts';
import type { Route } from '../router.ts';
import type { Asked } from './asked.ts';

/** What a row is narrowed to; null where no filter tells it apart. */
export function narrowedTo(by: Grouping, key: string): Partial<Asked> | null {
  if (by === 'topic') return { topic: key || 'none' };
  if (!key) return null;
  switch (by) {
    case 'site':
      return { sites: [key] };
    case 'operator':
      return { operator: key };
    case 'language':
      return { language: key };
    case 'handled-by':
      return { handledBy: key as Handler };
    default:
      return null;
  }
}

/** Lists know neither times nor operators: null where the numbers are narrowed to what a list cannot be. */
export function listOf({ sites, topic, language, operator, handledBy }: Asked, more: Narrowing = {}): Route | null {
  if (operator || handledBy || topic === 'none' || sites.length > 1) return null;
  const [site] = sites;
  const narrowed = {
    ...(site && { site }),
    ...(topic && { topic: topic as Topic }),
    ...(language && { language }),
    ...more,
  };
  return { page: 'desk', view: 'all', conversation: null, narrowed };
}
