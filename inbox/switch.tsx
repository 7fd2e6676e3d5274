/** A labelled on/off switch, with room for a word of explanation. */
import type { ComponentChildren } from 'preact';

type SwitchProps = {
  label: string;
  on: boolean;
  disabled?: boolean;
  set(on: boolean): void;
  children?: ComponentChildren;
};

export function Switch({ label, on, disabled = false, set, children }: SwitchProps) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        disabled={disabled}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      <span>
        {label}
        {children}
      </span>
    </label>
  );
}
