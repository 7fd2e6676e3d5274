/** What can be done with all that are chosen, and how it went: how many it worked for, and where it did not, why. */
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { Icon, type IconName } from '../icons.tsx';
import { type PageWord, t } from '../page-words.ts';
import { refusalsOf } from './refusals.ts';
import './bulk-bar.css';

export function BulkBar({ desk }: { desk: Desk }) {
  const { bulk, queue } = desk;
  if (!bulk.choosing.value) return <SpamDialog desk={desk} />;
  const count = bulk.selected.value.length;
  const underway = bulk.progress.value !== null && !bulk.finished.value;
  return (
    <div class="bulk-bar" data-part="bulk-bar">
      <p role="status">{bulk.progress.value ? <Progress desk={desk} /> : t('bulk.chosen', { count })}</p>
      <button class="button bare" type="button" data-part="choose-shown" disabled={underway} onClick={bulk.chooseShown}>
        {t('bulk.all', { count: bulk.shown.value.length })}
      </button>
      <button class="button bare" type="button" data-part="choose-end" onClick={() => bulk.stop()}>
        {t('done')}
      </button>
      <fieldset class="bulk-work">
        <legend class="hidden">{t('bulk.chosen', { count })}</legend>
        {worksOf(desk)
          .filter(({ isFor }) => !isFor || isFor.includes(queue.view.value))
          .map(({ part, icon, word, act }) => (
            <button
              key={part}
              class="button icon"
              type="button"
              data-part={part}
              aria-label={t(word)}
              title={t(word)}
              disabled={count === 0 || underway}
              onClick={act}
            >
              <Icon name={icon} flips={icon === 'forward'} />
            </button>
          ))}
      </fieldset>
      <SpamDialog desk={desk} />
    </div>
  );
}

type Offered = { part: string; icon: IconName; word: PageWord; isFor?: readonly string[]; act(): void };

function worksOf({ bulk, sorting, transfer }: Desk): Offered[] {
  const ids = bulk.selected.value;
  return [
    {
      ...{ part: 'bulk-take', icon: 'person', word: 'take' },
      isFor: ['waiting', 'escalated', 'resolved', 'all'],
      act: () => bulk.carryOut('take', (conversation) => ({ type: 'take', conversation })),
    },
    { part: 'bulk-tag', icon: 'tag', word: 'tags', act: () => sorting.ask('tag', ids) },
    { part: 'bulk-priority', icon: 'up', word: 'priority', act: () => sorting.ask('prioritise', ids) },
    {
      ...{ part: 'bulk-snooze', icon: 'moon', word: 'snooze', isFor: ['mine', 'open', 'escalated', 'all'] },
      act: () => sorting.ask('snooze', ids),
    },
    {
      ...{ part: 'bulk-transfer', icon: 'forward', word: 'transfer' },
      isFor: ['waiting', 'mine', 'open', 'escalated', 'snoozed', 'all'],
      act: () => transfer.open(ids),
    },
    {
      ...{ part: 'bulk-resolve', icon: 'check', word: 'resolve' },
      isFor: ['waiting', 'mine', 'open', 'escalated', 'snoozed', 'all'],
      act: () => bulk.carryOut('resolve', (conversation) => ({ type: 'resolve', conversation })),
    },
    { part: 'close-spam', icon: 'ban', word: 'bulk.spam', isFor: ['waiting', 'mine'], act: () => bulk.askSpam() },
  ];
}

function Progress({ desk }: { desk: Desk }) {
  const { bulk } = desk;
  const progress = bulk.progress.value;
  if (!progress) return null;
  const { of, done, refused } = progress;
  if (!bulk.finished.value) {
    return (
      <>
        {t('bulk.progress', { at: done + refused.length, of })}
        <progress max={of} value={done + refused.length} aria-hidden="true" />
      </>
    );
  }
  return <>{[t('bulk.done', { count: done }), ...refusalsOf(desk, progress)].join(', ')}</>;
}

function SpamDialog({ desk }: { desk: Desk }) {
  const { bulk } = desk;
  const count = bulk.selected.value.length;
  return (
    <Dialog shown={bulk.asked.value} title={t('spam.title', { count })} close={bulk.keep}>
      <p class="soft">{t('spam.text')}</p>
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => bulk.keep()}>
          {t('cancel')}
        </button>
        <button
          class="button primary"
          type="button"
          data-part="spam-confirm"
          disabled={count === 0}
          onClick={() => bulk.carryOut('spam', (conversation) => ({ type: 'resolve', conversation, as: 'spam' }))}
        >
          {t('spam.confirm', { count })}
        </button>
      </div>
    </Dialog>
  );
}
