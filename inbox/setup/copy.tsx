/** Something to copy, with a button that says when it has. */
import { useSignal } from '@preact/signals';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import './copy.css';

export function Copy({ text, label }: { text: string; label: string }) {
  const copied = useSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = true;
    } catch {
      // No clipboard outside a secure page: the text can be selected by hand.
      copied.value = false;
    }
  };
  return (
    <div class="copy">
      <pre class="code">{text}</pre>
      <button class="button" type="button" onClick={() => void copy()}>
        <Icon name={copied.value ? 'check' : 'copy'} size={14} />
        <span aria-live="polite">{t(copied.value ? 'copied' : 'copy')}</span>
        <span class="hidden">{label}</span>
      </button>
    </div>
  );
}
