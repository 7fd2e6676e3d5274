/** The middle pane's log, and before its beginning the earlier conversations of the same player. */
import { useComputed } from '@preact/signals';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { useLazy } from '../lazy.ts';
import { t, type Word } from '../words.ts';
import { useDrop } from './dropping.ts';
import { grouped } from './lines.ts';
import { Group } from './lines-view.tsx';
import { useScrolling } from './scrolling.ts';
import { useStretch } from './stretch.ts';
import { useLines } from './thread-lines.ts';

export function Thread({ desk }: { desk: Desk }) {
  const { conversation } = desk;
  const lines = useLines(desk);
  const stretch = useStretch(useComputed(() => grouped(lines.value)).value);
  const { box, onScroll } = useScrolling(desk, lines.value, stretch);
  const isWhole = !conversation.loading.value && !conversation.more.value && stretch.isWhole;
  const row = conversation.row.value;
  const earlier = useLazy(() => import('./earlier.tsx'), isWhole && row !== null);

  return (
    <div class="thread-box" {...useDrop(desk)}>
      <div
        class="thread"
        ref={box}
        role="log"
        aria-label={t('thread.label')}
        data-part="thread"
        aria-busy={conversation.loading.value}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {isWhole && row && earlier && earlier !== 'missing' && <earlier.Earlier desk={desk} row={row} />}
        <p class="thread-note" key={beginning(desk)}>
          {t(beginning(desk))}
        </p>
        {stretch.groups.map(({ key, lines }) => (
          <Group key={key} lines={lines} desk={desk} />
        ))}
      </div>
      <p class="drop-here" aria-hidden="true">
        <Icon name="clip" />
        {t('files.drop')}
      </p>
      <Images desk={desk} />
    </div>
  );
}

function Images({ desk }: { desk: Desk }) {
  const lightbox = useLazy(() => import('./lightbox.tsx'), desk.conversation.showing.value !== null);
  return lightbox && lightbox !== 'missing' && <lightbox.Lightbox desk={desk} />;
}

/** What stands above the oldest message that is shown. */
function beginning({ conversation }: Desk): Word {
  if (conversation.unknown.value) return 'thread.missing';
  if (conversation.loading.value) return 'thread.loading';
  return conversation.more.value ? 'thread.older' : 'thread.start';
}
