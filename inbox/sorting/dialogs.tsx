/** Which of the small dialogs of sorting stands open. */
import { useSignal } from '@preact/signals';
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../page-words.ts';
import type { Sorted } from './model.ts';
import { PriorityChoice } from './priority.tsx';
import { SnoozeChoice } from './snooze.tsx';
import { TagEditor, type TypedTag } from './tag-editor.tsx';
import './dialogs.css';

const TITLES = { tag: 'sorting.tags', prioritise: 'sorting.priority', snooze: 'sorting.snooze' } as const;

export function SortingDialogs({ desk }: { desk: Desk }) {
  const { sorting } = desk;
  const { what, ids } = sorting.open.value ?? { what: 'tag' as Sorted, ids: [] };
  /** Outlives its dialog, which Escape closes on a tag half written. */
  const typed = useSignal<TypedTag>({ of: '', text: '' });
  return (
    <Dialog
      shown={sorting.open.value !== null}
      title={t(TITLES[what], { count: Math.max(ids.length, 1) })}
      class="sorting"
      close={sorting.close}
    >
      {what === 'tag' && <TagEditor desk={desk} kept={typed} />}
      {what === 'prioritise' && <PriorityChoice desk={desk} />}
      {what === 'snooze' && <SnoozeChoice desk={desk} />}
      {what !== 'tag' && (
        <div class="dialog-actions">
          <button class="button" type="button" data-part="sorting-close" onClick={sorting.close}>
            {t('cancel')}
          </button>
        </div>
      )}
    </Dialog>
  );
}
