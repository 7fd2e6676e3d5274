/**
 * First run, when its page is looked at first. Kept from then on, because the secret that it shows is shown only once.
 */
import type { Setup, SetupDeps } from './model.ts';

export type LateSetup = () => Promise<Setup>;

export function lateSetup(deps: SetupDeps): LateSetup {
  let made: Promise<Setup> | null = null;
  return () => {
    made ??= import('./model.ts').then(({ SetupModel }) => new SetupModel(deps));
    return made;
  };
}
