/** Until when: moments that are meant often, the player's next message, or any time to come. */
import { useSignal } from '@preact/signals';
import { comesAt, dayAndTime } from '../coming.ts';
import type { Desk } from '../desk.ts';
import { t } from '../page-words.ts';
import { Choices } from './choices.tsx';
import { momentsFrom, momentTyped, typedMoment } from './moments.ts';

export function SnoozeChoice({ desk }: { desk: Desk }) {
  const { sorting } = desk;
  const now = desk.live.now();
  const moments = momentsFrom(now).map(({ moment, at }) => ({
    ...{
      id: moment,
      name: t(`snooze.${moment}`),
      about: dayAndTime(at),
    },
    act: () => sorting.snooze(at),
  }));
  const reply = { id: 'reply', name: t('snooze.reply'), about: t('snooze.reply.why'), act: () => sorting.snooze(null) };
  return (
    <>
      <Choices choices={[...moments, reply]} />
      <AnyTime desk={desk} now={now} />
    </>
  );
}

function AnyTime({ desk, now }: { desk: Desk; now: number }) {
  const typed = useSignal('');
  const wrong = useSignal(false);
  const at = momentTyped(typed.value, now);
  return (
    <form
      class="any-time"
      onSubmit={(event) => {
        event.preventDefault();
        wrong.value = at === null;
        if (at !== null) desk.sorting.snooze(at);
      }}
    >
      <label for="snooze-date">{t('snooze.date')}</label>
      <input
        id="snooze-date"
        class="input"
        type="datetime-local"
        min={typedMoment(now)}
        value={typed.value}
        aria-invalid={wrong.value ? 'true' : undefined}
        aria-describedby="snooze-hint"
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          wrong.value = false;
        }}
      />
      <button class="button" type="submit" disabled={!typed.value}>
        {t('snooze.go')}
      </button>
      <p class={wrong.value ? 'hint bad' : 'hint'} id="snooze-hint" role={wrong.value ? 'alert' : undefined}>
        {wrong.value ? t('snooze.past') : at !== null && t('snooze.until', { time: comesAt(at, now) })}
      </p>
    </form>
  );
}
