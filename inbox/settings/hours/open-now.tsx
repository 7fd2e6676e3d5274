/** How the site stands by its hours, this moment, in the site's own time. */
import { useSignal } from '@preact/signals';
import { systemClock } from '@touchline/shared/clock.ts';
import type { Cover } from '@touchline/shared/cover.ts';
import { useEffect } from 'preact/hooks';
import { t } from '../../office/words.ts';
import { language } from '../../words.ts';
import { openingAt } from './open.ts';

const LOOKS_EVERY_MS = 20_000;
/** Nobody looks further ahead. */
const ALWAYS_MS = 6 * 86_400_000;

export function OpenNow({ cover }: { cover: Cover }) {
  const now = useSignal(systemClock.now());
  useEffect(() => {
    const tick = () => {
      now.value = systemClock.now();
      stop = systemClock.after(LOOKS_EVERY_MS, tick);
    };
    let stop = systemClock.after(LOOKS_EVERY_MS, tick);
    return () => stop();
  }, []);
  const opening = openingAt(cover, now.value);
  const clock = new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : language.value, {
    ...{ timeZone: cover.timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit' },
  });
  const isAlways = opening.isOpen && opening.until - now.value > ALWAYS_MS;
  const said = isAlways
    ? t('settings.hours.always')
    : opening.isOpen
      ? t('settings.hours.open', { time: clock.format(opening.until) })
      : opening.next === null
        ? t('settings.hours.never')
        : t('settings.hours.next', { time: clock.format(opening.next) });
  return (
    <span data-part="open-now">
      {t('settings.hours.now', { time: clock.format(now.value) })} {said}
    </span>
  );
}
