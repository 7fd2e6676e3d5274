/** A key as its cap shows it. */
const SIGNS: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' };

const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

export function KeySigns({ keys, mod }: { keys: readonly string[]; mod?: boolean | undefined }) {
  return (
    <span class="key-signs">
      {mod && <kbd>{isApple ? '⌘' : 'Ctrl'}</kbd>}
      {keys.map((key) => (
        <kbd key={key}>{SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</kbd>
      ))}
    </span>
  );
}
