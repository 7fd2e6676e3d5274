/** A labelled input with a hint that becomes the complaint, in the same place. */
import { useId } from 'preact/hooks';

type FieldProps = {
  label: string;
  value: string;
  set(value: string): void;
  hint?: string | undefined;
  problem?: string | undefined;
  type?: 'text' | 'email' | 'password';
  autocomplete?: 'name' | 'username' | 'new-password' | 'off';
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  placeholder?: string;
  inputMode?: 'url';
  spellcheck?: boolean;
  readOnly?: boolean;
  required?: boolean;
};

export function Field({ label, value, set, hint, problem, type = 'text', ...input }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        // The element's types come one per kind of input; this field is one of three.
        type={type as 'text'}
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
