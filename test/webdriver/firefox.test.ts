import { findFirefox } from '../support/requirements.ts';
import { launchFirefox } from './firefox.ts';
import { playMainScenario } from './main-scenario.ts';

await playMainScenario(findFirefox() !== undefined, launchFirefox);
