/** What a list can be narrowed by, one of each kind at a time. A choice holds at once. */
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../page-words.ts';
import { facetName } from './facet-name.ts';
import { optionsOf } from './facets.ts';
import { narrowTo } from './narrow-to.ts';
import { FACETS, type Facet } from './narrowing-query.ts';
import './narrow.css';

export function NarrowDialog({ desk }: { desk: Desk }) {
  const { queue } = desk;
  const close = () => {
    queue.narrowShown.value = false;
  };
  // Where there is only one site, or one language, it narrows nothing.
  const facets = FACETS.map((facet) => ({ facet, options: optionsOf(desk, facet) })).filter(
    ({ facet, options }) =>
      options.length > 1 || queue.narrowing.value[facet] || (options.length > 0 && SINGLE.includes(facet)),
  );
  return (
    <Dialog shown={queue.narrowShown.value} title={t('list.narrow')} class="narrow" close={close}>
      {facets.length === 0 && <p class="soft">{t('narrow.nothing')}</p>}
      {facets.map(({ facet, options }) => (
        <fieldset key={facet} data-facet={facet}>
          <legend>{t(`narrow.${facet}`)}</legend>
          {options.map(({ value, count }) => (
            <Option key={value} desk={desk} facet={facet} value={value} count={count} />
          ))}
        </fieldset>
      ))}
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => narrowTo(desk, {})}>
          {t('narrow.clear')}
        </button>
        <button class="button primary" type="button" data-part="narrow-close" onClick={close}>
          {t('close')}
        </button>
      </div>
    </Dialog>
  );
}

const SINGLE: readonly Facet[] = ['tag', 'rating'];

function Option({ desk, facet, value, count }: { desk: Desk; facet: Facet; value: string; count: number | null }) {
  const { queue } = desk;
  const narrowing = queue.narrowing.value;
  const held = narrowing[facet] === value;
  return (
    <button
      class="token"
      type="button"
      aria-pressed={held}
      data-value={value}
      onClick={() => {
        const { [facet]: _, ...rest } = narrowing;
        narrowTo(desk, held ? rest : { ...rest, [facet]: value });
      }}
    >
      <bdi>{facetName(desk, facet, value)}</bdi>
      {count !== null && <span class="soft">{count}</span>}
    </button>
  );
}
