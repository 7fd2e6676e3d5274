/** What was taken along and taken away on this site so far. Whose it was is not kept. */
import type { KeepingAct } from '@touchline/shared/privacy.ts';
import { t } from '../office/words.ts';
import { dayTime } from '../when.ts';

export function Acts({ acts }: { acts: readonly KeepingAct[] }) {
  return (
    <section class="keeping-part" aria-labelledby="keeping-past">
      <h2 id="keeping-past">{t('keeping.past')}</h2>
      {acts.length === 0 ? (
        <p class="soft">{t('keeping.past.none')}</p>
      ) : (
        <ul class="keeping-past">
          {acts.map((act) => (
            <li key={`${act.at} ${act.act}`}>
              <span class="keeping-what">{t(`keeping.act.${act.act}`)}</span>
              <span>{countsOf(act)}</span>
              <span class="soft">
                {dayTime(act.at)}
                {' · '}
                <bdi>{act.by ?? t(act.act === 'retention.erased' ? 'keeping.by.retention' : 'keeping.by.server')}</bdi>
                {act.player && (
                  <>
                    {' · '}
                    <code title={t('keeping.past.player')}>{act.player}</code>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Of what there was any. */
function countsOf({ players, conversations, files }: KeepingAct): string {
  const counts = [
    [t('keeping.act.players', { count: players }), players],
    [t('keeping.act.conversations', { count: conversations }), conversations],
    [t('keeping.act.files', { count: files }), files],
  ] as const;
  return counts.flatMap(([told, count]) => (count > 0 ? told : [])).join(', ');
}
