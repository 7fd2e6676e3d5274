import { hasWebKit } from '../support/requirements.ts';
import { playMainScenario } from './main-scenario.ts';
import { launchWebKit } from './webkit.ts';

await playMainScenario(hasWebKit(), launchWebKit);
