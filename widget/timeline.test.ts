import type { ThreadItem } from '@touchline/shared/client/thread.ts';
import { type Author, type Event, type Message, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { describe, expect, it } from 'vitest';
import { type MessageRow, timeline } from './timeline.ts';

const NOON = new Date(2026, 10, 21, 12).getTime();
const MINUTE_MS = 60_000;

const message = (seq: number, at: number, from?: string): ThreadItem => ({
  type: 'message',
  key: `m${seq}`,
  at,
  message: {
    type: 'message',
    seq,
    at,
    clientId: `m${seq}`,
    text: `text ${seq}`,
    author: from ? { kind: 'operator', name: from } : { kind: 'player' },
  } as Message,
});
const pending = (state: 'queued' | 'sending' | 'sent' | 'failed', at = NOON): ThreadItem => ({
  type: 'pending',
  key: 'p',
  at,
  pending: { clientId: 'p', conversation: 'c', text: 'on its way', at, scope: 's', state },
});
const messages = (rows: ReturnType<typeof timeline>) => rows.filter((row): row is MessageRow => row.kind === 'message');

describe('a thread as rows', () => {
  it('has one separator for each day', () => {
    const rows = timeline(
      [message(1, NOON), message(2, NOON + MINUTE_MS), message(3, NOON + 24 * 60 * MINUTE_MS)],
      NEW_CONVERSATION,
      0,
    );
    expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'message', 'day', 'message']);
  });

  it('groups messages of one author that are minutes apart', () => {
    const items = [
      message(1, NOON),
      message(2, NOON + MINUTE_MS),
      message(3, NOON + 2 * MINUTE_MS, 'Alesia'),
      message(4, NOON + 30 * MINUTE_MS, 'Alesia'),
    ];
    expect(messages(timeline(items, NEW_CONVERSATION, 0)).map(({ isFirst, isLast }) => [isFirst, isLast])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it('says how far an own message has got', () => {
    const state = { ...NEW_CONVERSATION, readByOperator: 2 };
    const rows = timeline([message(2, NOON), message(3, NOON), message(4, NOON, 'Alesia')], state, 0);
    expect(messages(rows).map((row) => row.state)).toEqual(['seen', 'sent', 'received']);
    for (const [progress, shown] of [
      ['queued', 'sending'],
      ['sending', 'sending'],
      ['sent', 'sent'],
      ['failed', 'failed'],
    ] as const) {
      expect(messages(timeline([pending(progress)], NEW_CONVERSATION, 0))[0]?.state).toBe(shown);
    }
  });

  it('shows what is on its way at the time of the relay, whatever this device believes', () => {
    const years = 3 * 365 * 24 * 60 * MINUTE_MS;
    expect(messages(timeline([pending('sending', NOON - years)], NEW_CONVERSATION, years))[0]?.at).toBe(NOON);
  });

  it('leaves to the header what the header tells, and keeps a kind that it does not know', () => {
    const event = (type: string): ThreadItem => ({ type: 'event', key: type, at: NOON, event: { type } as Event });
    const rows = timeline(
      [event('started'), event('assigned'), event('parked'), event('released'), event('teleported')],
      NEW_CONVERSATION,
      0,
    );
    expect(rows.map((row) => row.key)).toEqual(['released', 'teleported']);
  });

  describe('what refers to an earlier message', () => {
    const said = (seq: number, author: Author, more: object = {}): ThreadItem => ({
      type: 'message',
      key: `m${seq}`,
      at: NOON,
      message: { type: 'message', seq, at: NOON, author, clientId: `m${seq}`, text: `text ${seq}`, ...more },
    });
    const anna: Author = { kind: 'operator', name: 'Anna' };

    it('quotes it, or, where that is not loaded, says that there was one', () => {
      const rows = timeline(
        [said(5, anna), said(6, { kind: 'player' }, { replyTo: 5 }), said(7, anna, { replyTo: 2 })],
        NEW_CONVERSATION,
        0,
      );
      expect(messages(rows).map(({ quoted }) => quoted && [quoted.seq, quoted.message?.seq, quoted.text])).toEqual([
        undefined,
        [5, 5, 'text 5'],
        [2, undefined, ''],
      ]);
    });

    it('marks as corrected only what the same side wrote', () => {
      const rows = timeline(
        [said(5, anna), said(6, { kind: 'player' }), said(7, anna, { corrects: 5 }), said(8, anna, { corrects: 6 })],
        NEW_CONVERSATION,
        0,
      );
      expect(messages(rows).map(({ isCorrected }) => isCorrected)).toEqual([true, false, false, false]);
    });
  });

  describe('translations', () => {
    const translated = (seq: number, of: number, text: string | null, more: object = {}): ThreadItem => ({
      type: 'event',
      key: `${seq}`,
      at: NOON,
      event: { type: 'translated', seq, at: NOON, of, reader: 'player', language: 'be', text, ...more } as Event,
    });
    const written = (language: string | undefined, seq = 1): ThreadItem => {
      const item = message(seq, NOON, 'Alesia') as ThreadItem & { type: 'message' };
      return { ...item, message: { ...item.message, language } };
    };
    const read = (items: ThreadItem[], state = {}) =>
      messages(timeline(items, { ...NEW_CONVERSATION, ...state }, 0)).map(({ translation }) => translation?.text);

    it('belong to their message, the newest counts, and none is a line of its own', () => {
      const items = [
        message(1, NOON, 'Alesia'),
        translated(2, 1, null, { problem: 'unavailable' }),
        message(3, NOON, 'Alesia'),
        translated(4, 1, 'пераклад'),
        { ...translated(5, 0, null), event: { type: 'adjusted', changes: {} } } as unknown as ThreadItem,
      ];
      expect(read(items)).toEqual(['пераклад', undefined]);
      const rows = timeline(items, NEW_CONVERSATION, 0);
      expect(rows.map(({ kind }) => kind)).toEqual(['day', 'message', 'message']);
      expect(messages(rows).map(({ isLast }) => isLast)).toEqual([false, true]);
    });

    it('for the operators, or of the player’s own messages, are none of the player’s business', () => {
      expect(read([message(1, NOON, 'Alesia'), translated(2, 1, 'x', { reader: 'operator' })])).toEqual([undefined]);
      expect(read([message(1, NOON), translated(2, 1, 'x')])).toEqual([undefined]);
    });

    it('are not shown of what turns out to be in the player’s own language, and are again when that changes', () => {
      const items = [written('ru'), translated(2, 1, 'x'), written(undefined, 3), translated(4, 3, 'y')];
      expect(read(items, { language: 'be' })).toEqual(['x', 'y']);
      expect(read(items, { language: 'ru-BY' })).toEqual([undefined, 'y']);
    });

    it('are not shown to a player who wants to read what was written', () => {
      const items = [message(1, NOON, 'Alesia'), translated(2, 1, 'x')];
      expect(read(items, { playerReadsOriginal: true })).toEqual([undefined]);
      expect(read(items, { playerReadsOriginal: false })).toEqual(['x']);
    });
  });
});
