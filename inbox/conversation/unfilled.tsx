/** What a saved reply left open: each is a way to its place in the field. Until all are filled nothing is sent. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import type { Placeholder } from './placeholders.ts';

export function Unfilled({ desk, fieldRef }: { desk: Desk; fieldRef: RefObject<HTMLTextAreaElement | null> }) {
  const unfilled = desk.conversation.unfilled.value;
  const count = unfilled.length;
  const select = ({ start, end }: Placeholder) => {
    fieldRef.current?.focus();
    fieldRef.current?.setSelectionRange(start, end);
  };
  const before = useRef(0);
  // The first is under the fingers of whoever has just picked the reply; the next must not be while they fill it.
  useEffect(() => {
    const isPicked = before.current === 0 && document.activeElement === fieldRef.current;
    before.current = count;
    if (isPicked && unfilled[0]) select(unfilled[0]);
  }, [count]);
  return (
    <div role="status">
      {count > 0 && (
        <p class="unfilled" data-part="unfilled">
          <Icon name="alert" size={12} />
          {t('replies.unfilled')}
          {unfilled.map((placeholder) => (
            <button key={placeholder.start} type="button" onClick={() => select(placeholder)}>
              <bdi>{placeholder.text}</bdi>
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
