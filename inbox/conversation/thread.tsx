/**
 * The middle pane's log. Stays at the newest message while the reader is there, stays where they are when they
 * have scrolled up, and tells the model what has really been on the screen.
 */
import { useComputed } from '@preact/signals';
import { Component } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { dayName } from '../when.ts';
import { t, type Word } from '../words.ts';
import { Happening } from './happening.tsx';
import { grouped, type Line, sameLines } from './lines.ts';
import { MessageBubble } from './message.tsx';

/** Closer to the end than this counts as being there. */
const AT_END_PX = 48;
const NEAR_START_PX = 400;

export function Thread({ desk }: { desk: Desk }) {
  const { conversation } = desk;
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const fromEnd = useRef(0);
  const oldest = useRef<string | undefined>(undefined);
  const lines = conversation.lines.value;
  const groups = useComputed(() => grouped(conversation.lines.value)).value;

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

  return (
    <div
      class="thread"
      ref={box}
      role="log"
      aria-label={t('thread.label')}
      data-part="thread"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      onScroll={(event) => {
        const frame = event.currentTarget;
        fromEnd.current = frame.scrollHeight - frame.scrollTop;
        atEnd.current = fromEnd.current - frame.clientHeight < AT_END_PX;
        if (frame.scrollTop < NEAR_START_PX) conversation.older();
        look();
      }}
    >
      <p class="thread-note">{t(beginning(desk))}</p>
      {groups.map(({ key, lines }) => (
        <Group key={key} lines={lines} desk={desk} />
      ))}
    </div>
  );
}

/** What stands above the oldest message that is shown. */
function beginning({ conversation }: Desk): Word {
  if (conversation.unknown.value) return 'thread.missing';
  if (conversation.loading.value) return 'thread.loading';
  return conversation.more.value ? 'thread.older' : 'thread.start';
}

/** Of two thousand messages a change touches one or two: the other groups are not even compared by Preact. */
class Group extends Component<{ lines: readonly Line[]; desk: Desk }> {
  override shouldComponentUpdate(next: { lines: readonly Line[] }) {
    return !sameLines(this.props.lines, next.lines);
  }

  override render() {
    return (
      <div class="group">
        {this.props.lines.map((line) => (
          <LineView key={line.key} line={line} desk={this.props.desk} />
        ))}
      </div>
    );
  }
}

function LineView({ line, desk }: { line: Line; desk: Desk }) {
  if (line.kind === 'message') return <MessageBubble line={line} desk={desk} />;
  if (line.kind === 'event') return <Happening event={line.event} desk={desk} />;
  if (line.kind === 'new') return <p class="new-line">{t('thread.new')}</p>;
  return <p class="day">{dayName(line.at, desk.now.value)}</p>;
}
