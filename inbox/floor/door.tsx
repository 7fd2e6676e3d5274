/** Limits that are passed, for those who supervise: nobody else is told of any, and loads nothing for it. */
import type { Desk } from '../desk.ts';
import { useLazy } from '../lazy.ts';
import { speakOf } from '../words.ts';
import { alertsOf } from './heard.ts';

export function FloorDoor({ desk }: { desk: Desk }) {
  const part = useLazy(
    async () => (await Promise.all([import('./alert-strip.tsx'), speakOf('office')]))[0],
    alertsOf(desk).value !== null,
  );
  return (
    part &&
    part !== 'missing' && (
      <div class="floor-side">
        <part.AlertStrip desk={desk} leads />
      </div>
    )
  );
}
