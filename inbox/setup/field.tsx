/** A labelled input with a hint that becomes the complaint, in the same place. */
import type { InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

type FieldProps = Omit<InputHTMLAttributes, 'onInput' | 'value'> & {
  label: string;
  value: string;
  set(value: string): void;
  hint?: string | undefined;
  problem?: string | undefined;
};

export function Field({ label, value, set, hint, problem, ...input }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        class="input"
        value={value}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={`${id}-hint`}
        onInput={(event) => set(event.currentTarget.value)}
      />
      <p class={problem ? 'hint bad' : 'hint'} id={`${id}-hint`} role={problem ? 'alert' : undefined}>
        {problem ?? hint}
      </p>
    </div>
  );
}
