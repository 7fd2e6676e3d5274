/** A site on which every field that people fill holds hostile texts: see hostile-texts.ts. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { OperatorDown, PlayerDown } from '@touchline/shared/down.ts';
import type { OperatorUp, PlayerUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { Page } from 'playwright-core';
import { until } from './conditions.ts';
import { connectOperator, connectPlayer } from './frame-client.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { identityToken } from './identity-tokens.ts';
import { createOperator, signIn, TEST_ORIGIN } from './relay.ts';
import { setStage } from './stage.ts';

export type HostileWorld = Awaited<ReturnType<typeof setHostileWorld>>;

/** Conversations beside the one with all texts: each with a player, a page, a note and a tag of its own. */
const OTHERS = 60;

type WithoutClientId<Frame> = Frame extends { clientId: string } ? Omit<Frame, 'clientId'> : never;

const id = () => newId(systemClock.now());
/** Postgres stores no U+0000; where a text is not repaired it is refused. */
const storable = (written: string) => written.replaceAll('\0', '');
const text = (i: number) => storable(HOSTILE_TEXTS[i % HOSTILE_TEXTS.length] as string);

export async function setHostileWorld() {
  const stage = await setStage({ origins: [TEST_ORIGIN] });
  const { db, relay, site } = stage;
  const operator = await createOperator(db, [site], { name: text(5), role: 'admin', isAdministrator: true });
  const colleague = await createOperator(db, [site], { name: text(17), role: 'supervisor' });
  const cookie = await signIn(relay.url, colleague);
  const desk = await connectOperator(relay.url, cookie);

  async function command(frame: WithoutClientId<OperatorUp>): Promise<void> {
    const clientId = id();
    desk.send({ ...frame, clientId } as OperatorUp);
    await acknowledged(desk.received, clientId);
  }

  async function ask(path: string, method: string, body: object): Promise<void> {
    const headers = { cookie, origin: relay.url, 'content-type': 'application/json' };
    const response = await fetch(`${relay.url}/api/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  }

  /** Where the transcript of the conversation with all texts lies, for somebody who is signed in as the colleague. */
  async function transcript(): Promise<string> {
    desk.send({ type: 'link', conversation: all.conversation, of: 'transcript' });
    return `${relay.url}/${(await desk.next('link')).url}`;
  }

  async function playerNamed(name: string, page: string) {
    const identity = await identityToken(site, { sub: crypto.randomUUID(), name, tier: text(9).slice(0, 40) });
    const client = await connectPlayer(relay.url, site, {
      identity,
      page: { url: 'https://brand.example/a', title: page },
    });
    const conversation = id();
    const write = async (written: string, about?: string) => {
      const clientId = id();
      const subject = about && {
        about: { kind: 'bet', id: about.slice(0, 100), title: about, url: about, signed: false },
      };
      client.send({ type: 'post', conversation, clientId, text: written, ...subject } as PlayerUp);
      await acknowledged(client.received, clientId);
    };
    const rate = async (comment: string) => {
      const clientId = id();
      const marks = { solved: true, speed: 1, courtesy: 1, competence: 1 };
      client.send({ type: 'rate', conversation, clientId, rating: { ...marks, comment } });
      await acknowledged(client.received, clientId);
    };
    return { conversation, contact: client.ready.contact, write, rate, close: client.close };
  }

  const all = await playerNamed(text(100), text(101));
  for (const written of HOSTILE_TEXTS) await all.write(written, storable(written));
  for (const written of HOSTILE_TEXTS) await command({ type: 'note', conversation: all.conversation, text: written });
  for (let i = 0; i < OTHERS; i++) {
    const at = i * 6;
    const player = await playerNamed(text(at), text(at + 1));
    await player.write(text(at + 2), text(at + 3));
    const { conversation } = player;
    await command({ type: 'tag', conversation, add: [text(at + 4).slice(0, 40)] });
    if (i % 3 === 0) await command({ type: 'take', conversation });
    if (i % 6 === 0) {
      await command({ type: 'resolve', conversation });
      await player.rate(text(at + 2));
    }
    await ask(`contacts/${player.contact}/notes`, 'POST', { id: id(), text: text(at + 3) });
    if (i % 5 === 4) await ask(`contacts/${player.contact}/block`, 'PUT', { term: 'day', reason: text(at + 4) });
    if (i % 3 === 1) await command({ type: 'transfer', conversation, note: text(at + 5) });
    player.close();
  }
  for (let i = 0; i < 40; i++) {
    const texts = { en: text(i * 8), ru: text(i * 8 + 1) };
    await ask(`sites/${site.id}/replies/${id()}`, 'PUT', { shortcut: `reply-${i}`, topic: null, texts, version: 0 });
  }

  return {
    ...stage,
    operator,
    colleague,
    everything: all.conversation,
    transcript,
    /** The one whose panel stands in this page, once they have written. */
    async player(_page: Page) {
      let conversation = '';
      await until('the player has written', async () => {
        const { rows } = await db.query<{ id: string }>(
          `select c.id from conversations c join contacts k on k.id = c.contact_id
           where k.external_id is null and c.status = 'waiting' order by c.created_at desc limit 1`,
        );
        conversation = rows[0]?.id ?? '';
        return conversation !== '';
      });
      await command({ type: 'take', conversation });
      return {
        conversation,
        async answerWithAll() {
          for (const written of HOSTILE_TEXTS) {
            await command({ type: 'post', conversation, text: written, seen: 1_000_000 });
          }
        },
      };
    },
  };
}

/** Throws what it was refused with. */
async function acknowledged(received: readonly (PlayerDown | OperatorDown)[], clientId: string): Promise<void> {
  await until('it is written', () => {
    const answer = received.findLast((frame) => 'clientId' in frame && frame.clientId === clientId);
    if (answer?.type === 'error') throw new Error(`${answer.kind}: ${answer.message}`);
    return answer?.type === 'ack';
  });
}
