import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { expect, test } from 'vitest';
import { createPreviewing } from './previewing.ts';

type Asked = OperatorUp & { type: 'preview' };

function setUp() {
  const clock = fakeClock();
  const sent: Asked[] = [];
  const previewing = createPreviewing({ clock, send: (frame) => sent.push(frame as Asked) > 0 });
  const want = (text: string, language = 'be') => previewing.want({ conversation: 'c', language, text });
  const answer = (asked: Asked | undefined, text: string | null, problem?: 'altered') =>
    previewing.receive({
      type: 'preview',
      clientId: asked?.clientId ?? '',
      language: 'be',
      text,
      provider: 'own',
      ...(problem && { problem }),
    });
  const texts = () => sent.map(({ text }) => text);
  return { clock, sent, texts, previewing, want, answer };
}

test('it is asked for a moment after the last key, and not for less than three letters', () => {
  const { clock, texts, want } = setUp();
  want('да, 123');
  clock.advance(5_000);
  expect(texts()).toEqual([]);
  want('дак');
  clock.advance(600);
  want('дакуй');
  clock.advance(600);
  expect(texts()).toEqual([]);
  clock.advance(100);
  expect(texts()).toEqual(['дакуй']);
});

test('one question at a time; an answer to an older text is dropped, and the newest is asked for', () => {
  const { clock, sent, texts, previewing, want, answer } = setUp();
  want('first');
  clock.advance(700);
  want('second');
  clock.advance(700);
  want('third');
  clock.advance(700);
  expect(texts()).toEqual(['first']);
  answer(sent[0], 'первый');
  expect(previewing.shown.value).toBeNull();
  expect(texts()).toEqual(['first', 'third']);
  answer(sent[0], 'первый');
  expect(previewing.shown.value).toBeNull();
  answer(sent[1], 'третий');
  expect(previewing.shown.value?.text).toBe('третий');
  expect(previewing.asking.value).toBe(false);
});

test('a problem, a refusal and a break are no reason to stop asking', () => {
  const { clock, sent, texts, previewing, want, answer } = setUp();
  want('ставка 48213');
  clock.advance(700);
  answer(sent[0], null, 'altered');
  expect(previewing.shown.value?.problem).toBe('altered');
  want('ставка');
  clock.advance(700);
  previewing.receive({ type: 'error', kind: 'too-fast', message: '', clientId: sent[1]?.clientId } as OperatorDown);
  expect(previewing.shown.value?.problem).toBe('failed');
  want('ставка принята');
  clock.advance(700);
  previewing.lost();
  previewing.receive({ type: 'ready' } as OperatorDown);
  expect(texts()).toEqual(['ставка 48213', 'ставка', 'ставка принята', 'ставка принята']);
});

test('what is shown goes with the text, and with another language of the player', () => {
  const { clock, sent, previewing, want, answer } = setUp();
  want('hello');
  clock.advance(700);
  answer(sent[0], 'прывітанне');
  want('hello again');
  expect(previewing.shown.value?.text).toBe('прывітанне');
  expect(previewing.asking.value).toBe(true);
  want('hello again', 'pl');
  expect(previewing.shown.value).toBeNull();
  previewing.want(null);
  expect(previewing.asking.value).toBe(false);
});
