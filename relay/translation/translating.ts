/** Keeps translations coming: does the jobs that the log asks for, at once where it hears of them. */
import type { Clock } from '@touchline/shared/clock.ts';
import { createJobs } from '../platform/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';
import type { Translation } from './service.ts';

type Deps = {
  db: Database;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  translation: Pick<Translation, 'catchUp'>;
  translates(siteId: string): Promise<boolean>;
};

export function startTranslating({ db, clock, log, translation, translates }: Deps) {
  const jobs = createJobs({ db, task: 'translate', clock, log, work: translation.catchUp });
  return {
    /** Something was appended on this site. */
    reacts(siteId: string): void {
      translates(siteId).then(
        (isOn) => isOn && jobs.kick(),
        (error) =>
          log.warn({ err: error }, 'whether a site translates could not be read; its jobs wait for the next look'),
      );
    },
    settled: jobs.settled,
    stop: jobs.stop,
  };
}
