/** A site at work: players who write one message after the other, an operator who answers each, and files in between. */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { until } from './conditions.ts';
import { connectPlayer } from './frame-client.ts';
import { frameOperator } from './frame-operator.ts';
import { createLedger, newMark } from './ledger.ts';
import { PDF, picture } from './pictures.ts';
import type { TestOperator } from './relay.ts';
import { createScreenClient, type ScreenClient } from './screen-client.ts';
import { freshId, send } from './sending-files.ts';

export type Load = Awaited<ReturnType<typeof startLoad>>;
export type Acked = { mark: string; conversation: string };

const PLAYERS = 5;

/** `url` may change, as when a relay follows another. */
export async function startLoad(db: Database, url: () => string, site: Site, operator: TestOperator) {
  const ledger = createLedger();
  const acked: Acked[] = [];
  const files: { id: string; type: string }[] = [];
  let isOver = false;
  const players = Array.from({ length: PLAYERS }, () => createScreenClient({ url, site, ledger }));
  await Promise.all(players.map((player) => player.ready()));
  for (const player of players) {
    player.post(newMark());
    await player.settled(60_000);
  }
  const desk = await frameOperator(url(), operator);
  const uploader = await connectPlayer(url(), site);
  const image = { name: 'slip.png', contentType: 'image/png', bytes: await picture('png', { width: 60, height: 40 }) };
  const pdf = { name: 'statement.pdf', contentType: 'application/pdf', bytes: PDF };
  const uploads = freshId();

  async function write(player: ScreenClient): Promise<void> {
    while (!isOver) {
      const mark = newMark();
      player.post(mark);
      await player.settled(60_000);
      acked.push({ mark, conversation: player.conversation });
    }
  }

  async function answer(): Promise<void> {
    for (let n = 0; !isOver; n++) {
      const { conversation } = players[n % PLAYERS] as ScreenClient;
      const clientId = freshId();
      // Players never stop, so somebody who waited until they have read everything would never answer.
      const seen = (await desk.open(conversation)) + 10_000;
      desk.send({ type: 'post', conversation, clientId, text: `answer ${n}`, seen });
      await desk.next('ack', (ack) => ack.clientId === clientId);
    }
  }

  async function upload(): Promise<void> {
    for (let n = 0; !isOver; n++) {
      const { file, clientId } = await send(url(), uploader, uploads, n % 2 ? image : pdf);
      const message = freshId();
      uploader.send({ type: 'post', conversation: uploads, clientId: message, text: '', files: [clientId] });
      await uploader.next('ack', (ack) => ack.clientId === message);
      files.push({ id: file.id, type: file.type });
    }
  }

  const work = Promise.all([...players.map(write), answer(), upload()]);
  work.catch(() => {});
  return {
    db,
    players,
    acked,
    files,
    /** Resolves when so many more were acknowledged. */
    async goOn(messages: number, uploaded = 1): Promise<void> {
      const [from, filesFrom] = [acked.length, files.length];
      await until(
        `${messages} more messages are acknowledged`,
        () => acked.length >= from + messages && files.length >= filesFrom + uploaded,
        60_000,
      );
    },
    async stop(): Promise<void> {
      isOver = true;
      await work;
      desk.close();
      uploader.close();
    },
  };
}
