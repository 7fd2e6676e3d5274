/** Who is on the site, told across relays that share a bus and nothing else. */
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BusMessage } from '../platform/bus.ts';
import { createLocalBus } from '../platform/bus.ts';
import { createVisits, type Seen, type Visits, type Whereabouts } from './visits.ts';

const PHONE = { browser: 'Safari 19', system: 'iOS 19', kind: 'phone', language: 'be' } as const;
const page = (name: string) => ({ url: `https://brand.example/${name}`, title: name });
const LINGER_MS = 4_000;
const ANSWERED_BY_NOW_MS = 1_000;
const ASKED_AGAIN_BY_NOW_MS = 20_000;

let clock: ReturnType<typeof fakeClock>;
let relays: [Visits, Visits];
let seen: Seen[];
let channels: string[];
beforeEach(() => {
  clock = fakeClock();
  seen = [];
  channels = [];
  const bus = createLocalBus((error) => {
    throw error;
  });
  const overheard = {
    subscribe: bus.subscribe,
    publish(channel: string, message: BusMessage) {
      channels.push(channel);
      bus.publish(channel, message);
    },
  };
  const relay = () =>
    createVisits({ bus: overheard, clock, lingerMs: LINGER_MS, seen: (visit) => void seen.push(visit) });
  relays = [relay(), relay()];
});

async function watched(relay: Visits, contact = 'maryna') {
  const heard: Whereabouts[] = [];
  const stop = await relay.watch(contact, (found) => void heard.push(found));
  return { heard, stop };
}

describe('an operator hears', () => {
  it('where a player of another relay is, and each page that follows', async () => {
    const visit = relays[0].arrived('maryna', PHONE, page('slip'));
    const { heard } = await watched(relays[1]);
    visit.moved(page('cashier'));
    relays[0].arrived('rauf', PHONE, page('home'));
    clock.advance(ANSWERED_BY_NOW_MS);
    expect(heard).toEqual([
      { online: true, page: page('slip') },
      { online: true, page: page('cashier') },
    ]);
    expect(new Set(channels)).toEqual(new Set(['visits', 'visit/maryna', 'visit/rauf']));
  });

  it('that nobody is there, once nobody has answered', async () => {
    const { heard } = await watched(relays[1]);
    expect(heard).toEqual([]);
    clock.advance(ANSWERED_BY_NOW_MS);
    expect(heard).toEqual([{ online: false, page: null }]);
  });

  it('nothing of a page that is left for another, and of the last one after a while', async () => {
    const first = relays[0].arrived('maryna', PHONE, page('slip'));
    const { heard } = await watched(relays[1]);
    first.left();
    clock.advance(LINGER_MS - 1);
    const second = relays[0].arrived('maryna', PHONE, page('cashier'));
    clock.advance(LINGER_MS + ANSWERED_BY_NOW_MS);
    expect(heard.every(({ online }) => online)).toBe(true);
    second.left();
    clock.advance(LINGER_MS + ANSWERED_BY_NOW_MS);
    expect(heard.at(-1)).toEqual({ online: false, page: null });
  });

  it('of the other page, on whichever relay, when one of two is closed', async () => {
    const tab = relays[0].arrived('maryna', PHONE, page('slip'));
    const otherTab = relays[0].arrived('maryna', PHONE, page('cashier'));
    relays[1].arrived('maryna', PHONE, page('elsewhere'));
    const { heard } = await watched(relays[1]);
    otherTab.left();
    expect(heard.at(-1)).toEqual({ online: true, page: page('slip') });
    tab.left();
    clock.advance(LINGER_MS + ANSWERED_BY_NOW_MS);
    expect(heard.at(-1)).toEqual({ online: true, page: page('elsewhere') });
  });

  it('in the end also of a relay that died without a word', async () => {
    relays[0].arrived('maryna', PHONE, page('slip'));
    const { heard } = await watched(relays[1]);
    await relays[0].close();
    clock.advance(ASKED_AGAIN_BY_NOW_MS);
    clock.advance(ANSWERED_BY_NOW_MS);
    expect(heard.at(-1)).toEqual({ online: false, page: null });
  });

  it('nothing after looking away', async () => {
    const visit = relays[0].arrived('maryna', PHONE, page('slip'));
    const { heard, stop } = await watched(relays[1]);
    stop();
    visit.moved(page('cashier'));
    clock.advance(10 * ASKED_AGAIN_BY_NOW_MS);
    expect(heard).toHaveLength(1);
  });
});

it('a page that moves after it has been left is not there', async () => {
  const visit = relays[0].arrived('maryna', PHONE, page('slip'));
  visit.left();
  visit.moved(page('cashier'));
  clock.advance(LINGER_MS);
  const { heard } = await watched(relays[1]);
  clock.advance(ANSWERED_BY_NOW_MS);
  expect(heard).toEqual([{ online: false, page: null }]);
  expect(seen.map((one) => one.page?.title)).toEqual(['slip', 'slip']);
});

it('what is kept of a visit is its last page, also when it is over', () => {
  const visit = relays[0].arrived('maryna', PHONE, page('slip'));
  visit.moved(page('cashier'));
  visit.left();
  visit.left();
  expect(seen.map((one) => one.page?.title)).toEqual(['slip', 'cashier', 'cashier']);
});
