/** A short list of which one is chosen, by pointer, by arrows and Enter, or by its number. */
import { useRef } from 'preact/hooks';
import { Icon } from '../icons.tsx';

export type Choice = { id: string; name: string; about?: string; held?: boolean; act(): void };

export function Choices({ choices }: { choices: readonly Choice[] }) {
  const first = choices.find(({ held }) => held) ?? choices[0];
  const list = useRef<HTMLUListElement>(null);
  const buttons = () => [...(list.current?.querySelectorAll('button') ?? [])];

  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    if (step) all[(at + step + all.length) % all.length]?.focus();
    else if (/^[1-9]$/.test(event.key)) all[Number(event.key) - 1]?.click();
    else return;
    event.preventDefault();
  };

  return (
    <ul class="choices" ref={list} onKeyDown={press}>
      {choices.map(({ id, name, about, held, act }, at) => (
        <li key={id}>
          <button
            class="menu-item"
            type="button"
            data-choice={id}
            data-focus={id === first?.id || undefined}
            aria-pressed={held}
            onClick={act}
          >
            <span>{name}</span>
            {about && <span class="soft">{about}</span>}
            {held ? <Icon name="check" /> : <kbd>{at + 1}</kbd>}
          </button>
        </li>
      ))}
    </ul>
  );
}
