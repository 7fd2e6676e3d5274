/**
 * Keeps translations coming: does the jobs that the log asks for, at once where it hears of them. Forgets what nobody
 * has needed for long.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Log as ConversationLog } from '../conversations/log.ts';
import { createJobs } from '../platform/jobs.ts';
import { createLimiter } from '../platform/limits.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';
import { createTranslationCache, forgetOldTranslations } from './cache.ts';
import { createTranslation, type TranslationDeps } from './service.ts';
import { createTranslationStore } from './store.ts';

type Deps = Omit<TranslationDeps, 'store' | 'log' | 'limit' | 'spend'> & {
  db: Database;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  submit: ConversationLog['submit'];
  translates(siteId: string): Promise<boolean>;
};

/** A person types some ten thousand characters in an hour of chatting without a pause. */
const PLAYER_CHARACTERS = 20_000;
const HOUR_SECONDS = 3_600;

export function startTranslating({ db, clock, log, submit, translates, ...rest }: Deps) {
  const translation = createTranslation({
    ...rest,
    store: createTranslationStore(db),
    log: { submit },
    spend: createLimiter(PLAYER_CHARACTERS, HOUR_SECONDS, 'This player’s characters are used up for now.').consume,
    limit: createLimiter(60, 60, 'Previews are asked for too fast; wait a moment.').consume,
  });
  const jobs = createJobs({ db, task: 'translate', clock, log, work: translation.catchUp });
  const forgetting = forgetOldTranslations({ cache: createTranslationCache(db), clock, log });
  return {
    /** Something was appended on this site. */
    reacts(siteId: string): void {
      translates(siteId).then(
        (isOn) => isOn && jobs.kick(),
        (error) =>
          log.warn({ err: error }, 'whether a site translates could not be read; its jobs wait for the next look'),
      );
    },
    translation,
    settled: jobs.settled,
    async stop(): Promise<void> {
      await Promise.all([jobs.stop(), forgetting.stop()]);
    },
  };
}
