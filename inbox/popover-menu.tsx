/**
 * A menu behind a button. Opened, it has the focus, which arrows move; Escape and a choice close it, and the focus goes
 * back to the button. Escape, the click elsewhere and the way back are the browser's own.
 */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon, type IconName } from './icons.tsx';

type MenuProps = { id: string; class?: string; opened?(): void; children: ComponentChildren };

export function PopoverMenu({ id, class: name = '', opened, children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  /** What an arrow leads to. Among radio buttons the arrows are the browser's. */
  const stops = () =>
    [...(menu.current?.querySelectorAll<HTMLElement>('.menu-item:is(a, button), input:checked') ?? [])].filter(
      (item) => item.offsetParent,
    );
  const step = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = stops();
    const at = all.indexOf(event.target as HTMLElement);
    if (!by || !all[at]?.matches('.menu-item')) return;
    event.preventDefault();
    all[(at + by + all.length) % all.length]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is pressed are the items within
    <div
      class={`menu ${name}`}
      id={id}
      popover="auto"
      ref={menu}
      onToggle={({ newState }) => {
        if (newState !== 'open') return;
        opened?.();
        const all = stops();
        (all.find((item) => item.matches('[aria-pressed=true]')) ?? all[0])?.focus();
      }}
      onKeyDown={step}
      // Before the item's own doing, which may want the focus elsewhere.
      onClickCapture={({ target }) => {
        if ((target as Element).closest('.menu-item:is(a, button)')) menu.current?.hidePopover();
      }}
    >
      {children}
    </div>
  );
}

type ButtonProps = MenuProps & { icon: IconName; label: string; look?: string };

/** With the button, which is an icon and is called like what it opens. */
export function MenuButton({ icon, label, look = '', ...menu }: ButtonProps) {
  return (
    <>
      <button
        class={`button icon ${look}`}
        type="button"
        popoverTarget={menu.id}
        data-part={menu.id}
        aria-label={label}
        title={label}
      >
        <Icon name={icon} />
      </button>
      <PopoverMenu {...menu} />
    </>
  );
}
