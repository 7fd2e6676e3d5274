/**
 * T12: sixty-four writers in one conversation, over four relays with one bus. Its log is dense, and a reader on each
 * relay has every message, in order, as it happens.
 */
import { createLocalBus } from '@touchline/relay/platform/bus.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken } from '@touchline/shared/wire.ts';
import { describe, expect, it } from 'vitest';
import { until } from '../support/conditions.ts';
import { printZero, times } from '../support/figures.ts';
import { connectPlayer } from '../support/frame-client.ts';
import { createLedger, type Ledger } from '../support/ledger.ts';
import { changeAppend } from '../support/plants.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from '../support/relay.ts';
import { createScreenClient } from '../support/screen-client.ts';
import { watchStalls } from '../support/stalls.ts';

const WRITERS = 64;
const RELAYS = 4;
const MESSAGES = times({ quick: 2_000, full: 20_000 });
const id = () => newId(systemClock.now());
