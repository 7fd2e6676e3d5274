/** What a saved reply left open: each is a way to its place in the field. Until all are filled nothing is sent. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
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
  // The first is under the fingers of whoever has just picked the reply.
  useEffect(() => {
    if (unfilled[0] && document.activeElement === fieldRef.current) select(unfilled[0]);
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
