/** The parts of a page of the office, in one line; where it is narrow the line scrolls, to the part that is shown. */
import { useEffect, useRef } from 'preact/hooks';

export type Tab = { href: string; name: string; isShown: boolean };

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const nav = useRef<HTMLElement>(null);
  const shown = tabs.find(({ isShown }) => isShown)?.href;
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  return (
    <nav class="office-tabs" aria-label={label} ref={nav}>
      {tabs.map(({ href, name, isShown }) => (
        <a key={name} href={href} aria-current={isShown ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
