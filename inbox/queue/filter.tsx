/** Narrows the list to what contains every word. */
import type { RefObject } from 'preact';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';

export function Filter({ desk, filterRef }: { desk: Desk; filterRef: RefObject<HTMLInputElement | null> }) {
  const { queue } = desk;
  return (
    <label class="filter">
      <Icon name="search" />
      <span class="hidden">{t('list.filter')}</span>
      <input
        ref={filterRef}
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={t('list.filter')}
        value={queue.filter.value}
        onInput={(event) => (queue.filter.value = event.currentTarget.value)}
      />
      <kbd>/</kbd>
    </label>
  );
}
