import type { Log } from '../platform/log.ts';
import type { SecondFactors } from './second-factors.ts';

/** As a relay starts, so that nobody's secret lies open until they sign in again. That it fails is no reason not to start. */
export async function sealSecrets(secondFactors: Pick<SecondFactors, 'sealAnew'>, log: Pick<Log, 'error'>) {
  try {
    const unreadable = await secondFactors.sealAnew();
    if (unreadable === 0) return;
    log.error({ unreadable }, 'second factors were sealed with another SECRETS_KEY: set it as it was, after a comma');
  } catch (error) {
    log.error({ err: error }, 'second factors could not be sealed; the next start tries again');
  }
}
