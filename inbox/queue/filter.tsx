/** Narrows the list: by its facets, which stand in the field as long as they hold, and to what contains every word. */
import type { Narrowing } from '@touchline/shared/up.ts';
import type { RefObject } from 'preact';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import { facetName } from './facet-name.ts';
import { narrowTo } from './narrow-to.ts';
import { FACETS, type Facet } from './narrowing-query.ts';

export function Filter({ desk, filterRef }: { desk: Desk; filterRef: RefObject<HTMLInputElement | null> }) {
  const { queue } = desk;
  return (
    <div class="filter">
      <label class="filter-sign" for="filter">
        <Icon name="search" />
        <span class="hidden">{t('list.filter')}</span>
      </label>
      <Chips desk={desk} field={filterRef} />
      <input
        id="filter"
        ref={filterRef}
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={t('list.filter')}
        value={queue.filter.value}
        onInput={(event) => (queue.filter.value = event.currentTarget.value)}
      />
      <kbd>/</kbd>
      <button
        class="button bare icon filter-narrow"
        type="button"
        data-part="narrow"
        aria-label={t('list.narrow')}
        title={t('list.narrow')}
        aria-haspopup="dialog"
        onClick={() => (queue.narrowShown.value = true)}
      >
        <Icon name="narrow" />
      </button>
    </div>
  );
}

function Chips({ desk, field }: { desk: Desk; field: RefObject<HTMLInputElement | null> }) {
  const { queue } = desk;
  const narrowing = queue.narrowing.value;
  const held = FACETS.filter((facet) => narrowing[facet]);
  if (held.length === 0) return null;
  return (
    <span class="filter-tokens">
      {held.map((facet) => (
        <Chip key={facet} desk={desk} facet={facet} narrowing={narrowing} done={() => field.current?.focus()} />
      ))}
    </span>
  );
}

type ChipProps = { desk: Desk; facet: Facet; narrowing: Narrowing; done(): void };

function Chip({ desk, facet, narrowing, done }: ChipProps) {
  const name = facetName(desk, facet, narrowing[facet] ?? '');
  return (
    <button
      class="token"
      type="button"
      data-facet={facet}
      aria-label={t('list.narrow.off', { what: name })}
      onClick={() => {
        const { [facet]: _, ...rest } = narrowing;
        narrowTo(desk, rest);
        done();
      }}
    >
      <bdi>{name}</bdi>
      <Icon name="close" size={12} />
    </button>
  );
}
