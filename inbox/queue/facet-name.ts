/** What a list is narrowed by, in words. */
import type { Desk } from '../desk.ts';
import { languageName } from '../when.ts';
import { t, tOr } from '../words.ts';
import type { Facet } from './narrowing-query.ts';

export function facetName(desk: Desk, facet: Facet, value: string): string {
  switch (facet) {
    case 'site':
      return desk.sites.value.find(({ id }) => id === value)?.name ?? value;
    case 'language':
      return languageName(value);
    case 'topic':
      return tOr(`topic.${value}`, value);
    case 'priority':
      return tOr(`priority.${value}`, value);
    case 'rating':
      return t('row.low');
    case 'tag':
      return value;
  }
}
