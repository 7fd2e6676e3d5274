/** The command menu: everything that the inbox can do now, found by typing. Arrows choose, Enter does it. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Fields } from '../deeds.ts';
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../page-words.ts';
import { type Item, sectionsOf } from './items.ts';
import { KeySigns } from './key-signs.tsx';
import './menu.css';

export function MenuDialog({ desk, fields }: { desk: Desk; fields: Fields }) {
  return (
    <Dialog
      shown={desk.menuShown.value}
      title={t('keys.menu')}
      class="commands"
      close={() => (desk.menuShown.value = false)}
    >
      <Commands desk={desk} fields={fields} />
    </Dialog>
  );
}

function Commands({ desk, fields }: { desk: Desk; fields: Fields }) {
  const typed = useSignal('');
  const at = useSignal(0);
  const list = useRef<HTMLDivElement>(null);
  const sections = sectionsOf(desk, fields, typed.value);
  const items = sections.flatMap((section) => section.items);
  const current = items[Math.min(at.value, items.length - 1)];

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);

  const choose = (item: Item | undefined) => {
    if (!item) return;
    desk.menuShown.value = false;
    // After the dialog has given the focus back to where it was: what is done may want it elsewhere.
    requestAnimationFrame(() => item.act());
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at.value = (Math.min(at.value, items.length - 1) + step + items.length) % Math.max(items.length, 1);
    else if (event.key === 'Enter' && !event.isComposing) choose(current);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        class="input"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="commands"
        aria-autocomplete="list"
        aria-activedescendant={current && `command-${items.indexOf(current)}`}
        aria-label={t('menu.find')}
        placeholder={t('menu.find')}
        autocomplete="off"
        spellcheck={false}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={press}
      />
      <div class="commands-list" id="commands" role="listbox" aria-label={t('menu.list')} ref={list}>
        {sections.map(({ title, items: own }) => (
          // biome-ignore lint/a11y/useSemanticElements: a list of options has groups and no fieldsets
          <div key={title} role="group" aria-label={title}>
            <h3 role="presentation">{title}</h3>
            {own.map((item) => (
              <Command
                key={item.id}
                item={item}
                place={items.indexOf(item)}
                current={item === current}
                choose={() => choose(item)}
              />
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && (
        <p class="soft" role="status">
          {t('menu.none')}
        </p>
      )}
    </>
  );
}

type CommandProps = { item: Item; place: number; current: boolean; choose(): void };

function Command({ item, place, current, choose }: CommandProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which has the focus
    // biome-ignore lint/a11y/useFocusableInteractive: likewise
    <div
      class="command"
      role="option"
      id={`command-${place}`}
      data-command={item.id}
      aria-selected={current}
      onClick={choose}
    >
      <span>
        <bdi>{item.name}</bdi>
        {item.about && <span class="soft">{item.about}</span>}
      </span>
      {item.keys && <KeySigns keys={item.keys} />}
    </div>
  );
}
