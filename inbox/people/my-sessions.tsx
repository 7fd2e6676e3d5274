/** Where one is signed in, and the way to end what one does not know. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { SessionRef } from '@touchline/shared/sessions.ts';
import { t } from '../office/words.ts';
import { dayTime, duration } from '../when.ts';
import { Complaint } from './complaint.tsx';
import type { Mine } from './me-model.ts';

export function MySessions({ mine }: { mine: Mine }) {
  const sessions = mine.sessions.value ?? [];
  const { busy, problem } = mine.devices;
  return (
    <section class="people-part">
      <h2>{t('me.sessions')}</h2>
      <p class="soft">{t('me.sessions.text')}</p>
      <ul class="people-cards" data-part="sessions">
        {sessions.map((session) => (
          <li key={session.id} data-part="session" data-this={session.isThis ? '' : undefined}>
            <p>
              <strong>{deviceOf(session)}</strong>
              {session.isThis && <span class="mark">{t('me.sessions.this')}</span>}
            </p>
            <p class="soft">
              {session.address && <bdi>{session.address} · </bdi>}
              {t('me.sessions.since', { time: dayTime(session.since) })}
              {!session.isThis && ` · ${seen(session)}`}
            </p>
            {!session.isThis && (
              <div class="people-actions">
                <button
                  class="button"
                  type="button"
                  data-part="end-session"
                  disabled={busy.value}
                  onClick={() => void mine.endSession(session.id)}
                >
                  {t('me.sessions.end')}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <Complaint problem={problem.value} />
      {sessions.length > 1 && (
        <button
          class="button"
          type="button"
          data-part="end-others"
          disabled={busy.value}
          onClick={() => void mine.endOthers()}
        >
          {t('me.sessions.endOthers')}
        </button>
      )}
    </section>
  );
}

function deviceOf({ browser, system }: SessionRef): string {
  if (browser && system) return t('me.sessions.device', { browser, system });
  return browser ?? system ?? t('me.sessions.unknown');
}

function seen({ seen: at }: SessionRef): string {
  const since = systemClock.now() - at;
  return since < 120_000 ? t('people.seen.now') : t('people.seen.ago', { time: duration(since) });
}
