import { describe } from 'vitest';
import { findFirefox } from '../support/requirements.ts';
import { launchFirefox } from './firefox.ts';
import { playMainScenario } from './main-scenario.ts';

describe.skipIf(!findFirefox())('in Firefox', () => playMainScenario(launchFirefox));
