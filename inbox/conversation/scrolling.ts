/**
 * Where the thread's frame stands: at the newest message while the reader is there, where they are when they have
 * scrolled up, at the message that is looked for. Tells the model what has really been on the screen.
 */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import type { Line } from './line-types.ts';
import type { Stretch } from './stretch.ts';

/** Closer to the end than this counts as being there. */
const AT_END_PX = 48;
const NEAR_START_PX = 400;
const POINTED_OUT_MS = 1_600;

export function useScrolling({ conversation }: Desk, lines: readonly Line[], { groups, showMore, showSeq }: Stretch) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const fromEnd = useRef(0);
  const oldest = useRef<string | undefined>(undefined);
  const first = groups[0]?.lines[0]?.key;

  const look = () => {
    if (atEnd.current && document.visibilityState === 'visible') conversation.looked();
  };
  const toEnd = () => {
    const frame = box.current;
    if (frame) frame.scrollTop = frame.scrollHeight;
    atEnd.current = true;
  };
  /** What is above comes before it is reached: first what is at hand, then from the relay. */
  const fetchAbove = () => {
    const frame = box.current;
    if (frame && frame.scrollTop < NEAR_START_PX && !showMore()) conversation.older();
  };

  // Before the browser paints: at the end we follow it, elsewhere what came above must not push us down.
  useLayoutEffect(() => {
    const frame = box.current;
    if (!frame) return;
    if (atEnd.current) toEnd();
    else if (oldest.current !== first) frame.scrollTop = frame.scrollHeight - fromEnd.current;
    oldest.current = first;
    fromEnd.current = frame.scrollHeight - frame.scrollTop;
    look();
  }, [lines, first]);
  useLayoutEffect(toEnd, [conversation.id.value, conversation.attention.value]);
  // After it: what is not needed for this frame must not hold it up.
  useEffect(fetchAbove, [first]);

  const lookedFor = conversation.lookedFor.value;
  useEffect(() => {
    if (!lookedFor) return;
    const message = box.current?.querySelector<HTMLElement>(`[data-part=message][data-seq="${lookedFor.seq}"]`);
    if (message) {
      atEnd.current = false;
      conversation.lookedFor.value = null;
      pointOut(message);
      // One further up comes page by page; the effect runs again with each.
    } else if (!showSeq(lookedFor.seq) && conversation.more.value) conversation.older();
  }, [lookedFor, first, lines.length]);

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
      fetchAbove();
      look();
    },
  };
}

function pointOut(message: HTMLElement): void {
  message.scrollIntoView({ block: 'center' });
  message.focus({ preventScroll: true });
  message.animate([{ backgroundColor: 'var(--notice)' }, { backgroundColor: 'transparent' }], POINTED_OUT_MS);
}
