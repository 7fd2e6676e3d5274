/**
 * Where the thread's frame stands: at the newest message while the reader is there, where they are when they have
 * scrolled up, at the message that is looked for. Tells the model what has really been on the screen.
 */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import type { Line } from './line-types.ts';

/** Closer to the end than this counts as being there. */
const AT_END_PX = 48;
const NEAR_START_PX = 400;

export function useScrolling({ conversation }: Desk, lines: readonly Line[]) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const fromEnd = useRef(0);
  const oldest = useRef<string | undefined>(undefined);
  const lookedFor = conversation.lookedFor.value;

  const look = () => {
    if (atEnd.current && document.visibilityState === 'visible') conversation.looked();
  };
  const toEnd = () => {
    const frame = box.current;
    if (frame) frame.scrollTop = frame.scrollHeight;
    atEnd.current = true;
  };

  // Before the browser paints: at the end we follow it, elsewhere what came above must not push us down.
  useLayoutEffect(() => {
    const frame = box.current;
    if (!frame) return;
    if (atEnd.current) toEnd();
    else if (oldest.current !== lines[0]?.key) frame.scrollTop = frame.scrollHeight - fromEnd.current;
    oldest.current = lines[0]?.key;
    fromEnd.current = frame.scrollHeight - frame.scrollTop;
    look();
  }, [lines]);
  useLayoutEffect(toEnd, [conversation.id.value, conversation.attention.value]);

  // One further up than what is loaded comes page by page; the effect runs again with each.
  const found = lookedFor !== null && lines.some((line) => line.kind === 'message' && line.seq === lookedFor.seq);
  useEffect(() => {
    if (!lookedFor) return;
    const message = box.current?.querySelector<HTMLElement>(`[data-part=message][data-seq="${lookedFor.seq}"]`);
    if (!message) return void (conversation.more.value && conversation.older());
    atEnd.current = false;
    message.scrollIntoView({ block: 'center' });
    message.focus({ preventScroll: true });
    message.animate([{ outlineColor: 'var(--accent)' }, { outlineColor: 'transparent' }], 1_600);
  }, [lookedFor, found || lines[0]?.key]);

  useEffect(() => {
    const frame = box.current;
    const seen = () => look();
    // A composer that grows, or a phone's keyboard, takes height from the log: the end stays in sight.
    const resized = new ResizeObserver(() => atEnd.current && toEnd());
    if (frame) resized.observe(frame);
    document.addEventListener('visibilitychange', seen);
    return () => {
      resized.disconnect();
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);

  return {
    box,
    onScroll(event: Event & { currentTarget: HTMLElement }) {
      const frame = event.currentTarget;
      fromEnd.current = frame.scrollHeight - frame.scrollTop;
      atEnd.current = fromEnd.current - frame.clientHeight < AT_END_PX;
      if (frame.scrollTop < NEAR_START_PX) conversation.older();
      look();
    },
  };
}
