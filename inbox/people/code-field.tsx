/** Where a code is typed: of the app, or a recovery code where one is taken. */
import { useId } from 'preact/hooks';
import type { Problem } from '../office/attempts.ts';
import { t } from '../office/words.ts';
import { complaintOf } from './complaint.tsx';
import './me.css';

type Props = {
  value: string;
  set(value: string): void;
  problem: Problem | null;
  label?: string;
  focused?: boolean;
  ofApp?: boolean;
};

export function CodeField({ value, set, problem, label = t('second.code'), focused = false, ofApp = true }: Props) {
  const id = useId();
  const said = complaintOf(problem, 'code');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input code-field"
        data-part="code"
        autocomplete="one-time-code"
        inputMode={ofApp ? 'numeric' : 'text'}
        autocapitalize="none"
        spellcheck={false}
        maxLength={40}
        required
        autofocus={focused}
        value={value}
        aria-invalid={said ? 'true' : undefined}
        aria-describedby={`${id}-hint`}
        onInput={(event) => set(event.currentTarget.value)}
      />
      <p class={said ? 'hint bad' : 'hint'} id={`${id}-hint`} role={said ? 'alert' : undefined}>
        {said}
      </p>
    </div>
  );
}
