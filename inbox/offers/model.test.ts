import { signal } from '@preact/signals';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { expect, test, vi } from 'vitest';
import type { Answered, Command, Commands } from '../conversation/commands.ts';
import type { Live } from '../live.ts';
import { NoticeModel } from '../notice.ts';
import type { Queue } from '../queue/model.ts';
import { speak } from '../words.ts';
import { OffersModel } from './model.ts';

await speak('en');

const ME = 'me';
const row = (id: string, operator: string | null, until = 30_000): DeskRow =>
  ({ id, state: { status: 'waiting' }, offer: operator && { operator, until } }) as DeskRow;

function setUp(...rows: DeskRow[]) {
  const clock = fakeClock(0);
  const waiting = signal(rows);
  const sent: OperatorUp[] = [];
  const given: { command: Command; answered: Answered }[] = [];
  const ready = signal({ sites: [{ id: 'picks', picks: true }] });
  const live = { now: clock.now, ready, listen: () => () => {}, send: (frame: OperatorUp) => sent.push(frame) > 0 };
  const queue = { lists: { waiting }, row: (id: string) => waiting.value.find((one) => one.id === id) };
  const commands = { give: (command: Command, answered: Answered) => void given.push({ command, answered }) };
  const [show, lapsed] = [vi.fn(), vi.fn()];
  const notice = new NoticeModel(clock);
  const offers = new OffersModel({
    live: live as unknown as Live,
    queue: queue as unknown as Queue,
    commands: commands as unknown as Commands,
    notice,
    clock,
    me: ME,
    show,
    lapsed,
  });
  return { clock, waiting, sent, given, offers, notice, show, lapsed };
}
const ids = (rows: DeskRow[]) => rows.map(({ id }) => id);

test('what is offered to me stands here, the one that ends first on top, and the clock moves with it', () => {
  const { clock, offers } = setUp(row('late', ME, 40_000), row('hers', 'other'), row('soon', ME, 20_000));
  expect(ids(offers.mine.value)).toEqual(['soon', 'late']);
  clock.advance(3_000);
  expect(offers.now.value).toBe(3_000);
});

test('accepting takes and shows it, and a refusal brings it back', () => {
  const offered = row('c', ME);
  const { offers, given, show, notice } = setUp(offered);
  offers.accept(offered);
  expect(given[0]?.command).toEqual({ type: 'take', conversation: 'c' });
  expect(show).toHaveBeenCalledWith('c');
  expect(offers.mine.value).toEqual([]);
  given[0]?.answered('conflict', undefined);
  expect(ids(offers.mine.value)).toEqual(['c']);
  expect(notice.text.value).toContain('colleague');
});

test('only an offer that went by unanswered has lapsed', () => {
  const { clock, offers, waiting, sent, lapsed } = setUp(row('missed', ME), row('declined', ME), row('taken', ME));
  offers.decline(row('declined', ME));
  expect(sent).toEqual([{ type: 'decline', conversation: 'declined' }]);
  clock.advance(31_000);
  const taken = { ...row('taken', null), state: { status: 'open' } } as DeskRow;
  waiting.value = [row('missed', 'other', 60_000), row('declined', 'other', 60_000), taken];
  expect(lapsed).toHaveBeenCalledExactlyOnceWith(31_000);
});

test('next is what is on offer, and else, where operators pick, who is served next and is nobody else’s', () => {
  const waits = (id: string, more: Partial<DeskRow> = {}) => ({ ...row(id, null), site: 'picks', ...more }) as DeskRow;
  const team = { status: 'waiting', team: { id: 't', name: 'Second line' } } as DeskRow['state'];
  const others = [
    waits('assigned', { site: 'assigns' }),
    waits('hers', { offer: { operator: 'other', until: 9 } }),
    waits('wanted', { wanted: 'other' }),
    waits('team', { state: team }),
  ];
  const { offers, waiting, given } = setUp(...others);
  expect(offers.next.value).toBeNull();
  waiting.value = [...others, waits('a'), waits('b')];
  expect(offers.next.value?.id).toBe('a');
  offers.accept(waits('a'));
  expect(offers.next.value?.id).toBe('b');
  given[0]?.answered('conflict', undefined);
  expect(offers.next.value?.id).toBe('a');
  waiting.value = [...waiting.value, row('offered', ME)];
  expect(offers.next.value?.id).toBe('offered');
});
