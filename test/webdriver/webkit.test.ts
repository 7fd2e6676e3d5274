import { describe } from 'vitest';
import { hasWebKit } from '../support/requirements.ts';
import { playMainScenario } from './main-scenario.ts';
import { launchWebKit } from './webkit.ts';

describe.skipIf(!hasWebKit())('in WebKitGTK', () => playMainScenario(launchWebKit));
