/** A player's real browser proves by itself what has reached it, by WebSocket and, where none passes, by polling. */
import { describe, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { until } from '../support/conditions.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const browser = await launchChromium();
const { db, relay, site, siteUrl } = await setStage();
const alesia = await createOperator(db, [site]);

describe('what an operator writes', () => {
  it.each([
    ['a WebSocket', false],
    ['polling', true],
  ])('is told to be delivered over %s', { timeout: 60_000 }, async (_way, withoutSockets) => {
    const page = await browser.newPage();
    if (withoutSockets) await page.routeWebSocket(/\/socket/, (socket) => socket.close());
    await page.goto(siteUrl);
    const chat = playerScreen(page);
    await chat.open();
    const text = `hello ${crypto.randomUUID()}`;
    await chat.send(text);
    const desk = await frameOperator(relay.url, alesia);
    const conversation = await conversationWith(text);
    await desk.answer(conversation, 'Good day');
    await chat.message('Good day').waitFor();
    const { rows } = await db.query<{ seq: number }>(
      'select last_message_seq as seq from conversations where id = $1',
      [conversation],
    );
    const seq = rows[0]?.seq ?? Number.NaN;
    await until(
      'it is told',
      () => desk.received.some((frame) => frame.type === 'delivered' && frame.upTo >= seq),
      40_000,
    );
    desk.close();
    await page.close();
  });
});

async function conversationWith(text: string): Promise<string> {
  let found: string | undefined;
  await until('the message is in the log', async () => {
    const { rows } = await db.query<{ id: string }>(
      `select conversation_id as id from events where data->>'text' = $1`,
      [text],
    );
    found = rows[0]?.id;
    return found !== undefined;
  });
  return found ?? '';
}
