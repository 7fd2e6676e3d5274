/** What an administrator settles about a site: judged, remembered, taken back, and never overwritten unseen. */
import { systemClock } from '@touchline/shared/clock.ts';
import { SECTIONS } from '@touchline/shared/site-sections.ts';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startRelay } from './support/relay.ts';

