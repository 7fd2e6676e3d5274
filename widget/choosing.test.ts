import { NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { describe, expect, it } from 'vitest';
import { createChoosing } from './choosing.ts';
import type { Client } from './client.ts';
import type { Host } from './host.ts';

/** A player in a conversation that has begun, unless `state` says otherwise. */
function stand(state: object = {}) {
  const sent: { type: string; language?: string }[] = [];
  const ran: unknown[] = [];
  const line = {
    status: 'ready',
    reopened: 0,
    send: (frame: (typeof sent)[number]) => line.status === 'ready' && sent.push(frame) > 0,
    reopen: () => line.reopened++,
  };
  const player = { current: 'a conversation', line, state: { ...NEW_CONVERSATION, seq: 3, language: 'be', ...state } };
  const host = { prefix: 'touchline:brand:', run: (...call: unknown[]) => ran.push(call) } as unknown as Host;
  const choosing = createChoosing(host, { player, clock: { now: () => 1 } } as unknown as Client);
  return { choosing, host, player, line, sent, ran };
}

describe('a language that the player picked', () => {
  it('is what the page is told to speak, and what the next hello says', () => {
    const { choosing, host, ran } = stand();
    choosing.pick('ru');
    expect(ran).toEqual([['setLocale', 'ru']]);
    expect(host.locale).toBe('ru');
  });

  it('is said in a conversation as soon as the line is ready, once on each line, until the log has it', () => {
    const { choosing, player, line, sent } = stand();
    line.status = 'waiting';
    choosing.pick('ru');
    choosing.tell();
    expect(sent).toEqual([]);
    line.status = 'ready';
    choosing.tell();
    choosing.tell();
    expect(sent).toMatchObject([{ type: 'speak', language: 'ru' }]);
    line.status = 'connecting';
    choosing.tell();
    line.status = 'ready';
    choosing.tell();
    expect(sent).toHaveLength(2);
    player.state = { ...player.state, language: 'ru', languageChosen: true };
    choosing.tell();
    // What the operator makes of it later is not argued with.
    player.state = { ...player.state, language: 'pl' };
    choosing.tell();
    expect(sent).toHaveLength(2);
  });

  it('that only seemed to be theirs so far is said too', () => {
    const { choosing, sent } = stand({ language: 'ru' });
    choosing.pick('ru');
    choosing.tell();
    expect(sent).toMatchObject([{ type: 'speak', language: 'ru' }]);
  });

  it('before the first message is said by a new hello alone', () => {
    const { choosing, line, sent } = stand({ seq: 0 });
    choosing.pick('ru');
    choosing.tell();
    expect([line.reopened, sent]).toEqual([1, []]);
  });
});
