/** A file's way from one side to the other: announced, put there, sent with a message, looked at by those who may. */
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { connectOperator, connectPlayer } from './support/frame-client.ts';
import { animation, described, PDF, phonePhoto, picture } from './support/pictures.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, TEST_ORIGIN, type TestRelay } from './support/relay.ts';
import { attach, freshId, linkTo, put, type Speaker, send } from './support/sending-files.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const png = async (name = 'slip.png') => ({ name, contentType: 'image/png', bytes: await picture('png') });
const pdf = { name: 'statement.pdf', contentType: 'application/pdf', bytes: PDF };

async function scene() {
  const site = await createSite(db);
  const player = await connectPlayer(relay.url, site);
  const cookie = await signIn(relay.url, await createOperator(db, [site]));
  const desk = await connectOperator(relay.url, cookie);
  return { site, player, desk, cookie, conversation: freshId() };
}
type Scene = Awaited<ReturnType<typeof scene>>;

/** `ack`, or the kind of the refusal. */
async function say(
  client: Speaker,
  frame: { conversation: string; files?: string[]; clientId?: string; text?: string; seen?: number },
) {
  const clientId = frame.clientId ?? freshId();
  const before = client.received.length;
  client.send({
    type: 'post',
    clientId,
    text: '',
    ...('ready' in client && isDesk(client) && { seen: 1_000 }),
    ...frame,
  } as never);
  const answers = () =>
    (client.received.slice(before) as { type: string; clientId?: string; kind?: string; seq?: number }[]).filter(
      (down) => ['ack', 'error'].includes(down.type) && down.clientId === clientId,
    );
  await until('it is answered', () => answers().length > 0);
  const [answer] = answers();
  return { clientId, outcome: answer?.type === 'error' ? answer.kind : 'ack', seq: answer?.seq };
}
const isDesk = (client: object) => 'operator' in (client as { ready: object }).ready;

async function sent({ player, conversation }: Scene, file = pdf as Parameters<typeof send>[3]): Promise<string> {
  const { clientId } = await send(relay.url, player, conversation, file);
  expect(await say(player, { conversation, files: [clientId] })).toMatchObject({ outcome: 'ack' });
  return clientId;
}

const get = (url: string, headers: Record<string, string> = {}) => fetch(`${relay.url}/${url}`, { headers });

describe('a file goes', () => {
  it('from the player, who has not begun yet, to the operator: with a message without text', async () => {
    const { player, desk, cookie, conversation } = await scene();
    const { clientId, file } = await send(relay.url, player, conversation, await png());
    expect(file).toMatchObject({ id: clientId, name: 'slip.png', type: 'image/png', width: 900, height: 600 });
    await say(player, { conversation, files: [clientId] });
    desk.send({ type: 'open', conversation, epoch: '', seq: 0 });
    const { events } = await desk.next('events');
    expect(events.find(({ type }) => type === 'message')).toMatchObject({ text: '', files: [file] });

    for (const [client, headers] of [
      [player, {}],
      [desk, { cookie }],
    ] as const) {
      const { url, preview = '' } = await linkTo(client, conversation, clientId);
      const whole = await get(url, headers);
      expect(whole.status).toBe(200);
      expect(Number(whole.headers.get('content-length'))).toBe(file.bytes);
      expect(await described(Buffer.from(await whole.arrayBuffer()))).toMatchObject({ width: 900, format: 'png' });
      const small = await get(preview, headers);
      expect(await described(Buffer.from(await small.arrayBuffer()))).toMatchObject({ width: 640, format: 'webp' });
    }
  });

  it('from the operator to the player, who saves it byte by byte', async () => {
    const { player, desk, cookie, conversation } = await scene();
    await say(player, { conversation, text: 'hello' });
    desk.send({ type: 'take', conversation, clientId: freshId() });
    await desk.next('ack');
    const headers = { cookie, origin: relay.url };
    const { clientId } = await send(relay.url, desk, conversation, pdf, headers);
    expect(await say(desk, { conversation, files: [clientId] })).toMatchObject({ outcome: 'ack' });
    const { url, preview } = await linkTo(player, conversation, clientId);
    expect(preview).toBeUndefined();
    const answer = await get(url);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=statement.pdf');
  });

  it('on its side as a phone held it, without the place where it was taken', async () => {
    const at = await scene();
    const bytes = await phonePhoto({ width: 800, height: 600 });
    expect(await described(bytes)).toMatchObject({ orientation: 6, exif: expect.anything() });
    const clientId = await sent(at, { name: 'IMG_1.jpg', contentType: 'image/jpeg', bytes });
    const { url } = await linkTo(at.player, at.conversation, clientId);
    const kept = await described(Buffer.from(await (await get(url)).arrayBuffer()));
    expect(kept).toMatchObject({ width: 600, height: 800 });
    expect([kept.exif, kept.xmp, kept.iptc, kept.orientation]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each(['gif', 'webp'] as const)('as an animation that still moves: %s', async (kind) => {
    const at = await scene();
    const file = { name: `goal.${kind}`, contentType: `image/${kind}`, bytes: await animation(kind) };
    const { clientId, file: ref } = await send(relay.url, at.player, at.conversation, file);
    expect(ref).toMatchObject({ width: 120, height: 80 });
    const { url, preview = '' } = await linkTo(at.player, at.conversation, clientId);
    const kept = Buffer.from(await (await get(url)).arrayBuffer());
    expect(await described(kept, true)).toMatchObject({ pages: 4, delay: [100, 100, 100, 100] });
    expect((await described(Buffer.from(await (await get(preview)).arrayBuffer()))).pages ?? 1).toBe(1);
  });

  it('under a name of any language', async () => {
    const at = await scene();
    const clientId = await sent(at, { ...pdf, name: 'Чек “пяць” №5.pdf' });
    const { url } = await linkTo(at.player, at.conversation, clientId);
    expect((await get(url)).headers.get('content-disposition')).toBe(
      `attachment; filename="??? ?????? ?5.pdf"; filename*=UTF-8''${encodeURIComponent('Чек “пяць” №5.pdf')}`,
    );
  });
});

describe('what is fetched', () => {
  it('can be shown by the site’s page, runs nothing, and is kept by nobody else', async () => {
    const at = await scene();
    const clientId = await sent(at, await png());
    const { url, until: end } = await linkTo(at.player, at.conversation, clientId);
    const { headers } = await get(url);
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('content-disposition')).toBe('inline; filename=slip.png');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const [, maxAge] = /^private, max-age=(\d+)$/.exec(headers.get('cache-control') ?? '') ?? [];
    expect(Number(maxAge)).toBeGreaterThan(200);
    expect(systemClock.now() + Number(maxAge) * 1_000).toBeLessThanOrEqual(end + 1_000);
    expect(JSON.stringify([url, ...headers])).not.toContain(at.player.token);
  });

  it('is for the inbox alone where it is an operator’s', async () => {
    const at = await scene();
    const { url } = await linkTo(at.desk, at.conversation, await sent(at));
    const { headers } = await get(url, { cookie: at.cookie });
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is asked for twice by the same address, so that it is at hand', async () => {
    const at = await scene();
    const clientId = await sent(at);
    const [one, two] = [
      await linkTo(at.player, at.conversation, clientId),
      await linkTo(at.player, at.conversation, clientId),
    ];
    expect([one.until, one.url]).toEqual([two.until, two.url]);
  });
});

describe('putting it there', () => {
  it('a page of the site may, after asking as browsers do', async () => {
    const { player, conversation } = await scene();
    const { url } = await attach(player, conversation, pdf);
    const preflight = await fetch(`${relay.url}/${url}`, {
      method: 'OPTIONS',
      headers: {
        origin: TEST_ORIGIN,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
    const answer = await put(relay.url, url, PDF, { 'content-type': 'application/pdf' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.status).toBe(200);
  });

  it.each(['https://evil.example', 'null', ''])('a page of another origin may not: %j', async (origin) => {
    const { player, conversation } = await scene();
    const { url } = await attach(player, conversation, pdf);
    expect(await put(relay.url, url, PDF, { origin })).toMatchObject({ status: 403, kind: 'origin-not-allowed' });
  });

  it('again, because the answer was lost, gets the same answer', async () => {
    const { player, conversation } = await scene();
    const { clientId, url } = await attach(player, conversation, pdf);
    const first = await put(relay.url, url, PDF);
    const again = await attach(player, conversation, pdf, { clientId });
    expect((await put(relay.url, again.url, Buffer.from('something else'))).file).toEqual(first.file);
    const link = await linkTo(player, conversation, clientId);
    expect(Buffer.from(await (await get(link.url)).arrayBuffer())).toEqual(PDF);
  });

  it('twice at once keeps one of the two, whole; the other is to try again', async () => {
    const { player, conversation } = await scene();
    const other = Buffer.from(PDF.toString().replace('1.4', '1.5'));
    const { clientId, url } = await attach(player, conversation, pdf);
    const answers = await Promise.all([PDF, other, PDF, other].map((bytes) => put(relay.url, url, bytes)));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status !== 200).map(({ kind }) => kind)).toContain('too-fast');
    expect(await put(relay.url, url, other)).toMatchObject({ status: 200 });
    const link = await linkTo(player, conversation, clientId);
    const kept = Buffer.from(await (await get(link.url)).arrayBuffer());
    expect([PDF, other].some((bytes) => bytes.equals(kept))).toBe(true);
  });

  it('nobody can who is blocked, and nobody by an address that was altered', async () => {
    const { player, conversation } = await scene();
    const { url } = await attach(player, conversation, pdf);
    for (const altered of [
      url.replace(/signature=./, (start) => start.slice(0, -1) + (start.endsWith('A') ? 'B' : 'A')),
      url.replace(/until=\d+/, (until) => `${until}0`),
      url.replace('by=player', 'by=operator'),
      url.replace('uploads/', 'files/').replace(/^/, 'x/../'),
      url.split('&signature')[0] ?? '',
    ]) {
      const { status } = await put(relay.url, altered, PDF);
      expect([400, 401, 403, 404]).toContain(status);
    }
    await db.query(
      `update contacts set blocked_until = 'infinity'
       where id = (select contact_id from conversations where id = $1)`,
      [conversation],
    );
    expect(await put(relay.url, url, PDF)).toMatchObject({ status: 404 });
  });
});

describe('a message takes with it', () => {
  it('each file once: the same client id gets the same answer, another one none', async () => {
    const { player, conversation } = await scene();
    const { clientId: file } = await send(relay.url, player, conversation, pdf);
    const first = await say(player, { conversation, files: [file] });
    const again = await say(player, { conversation, files: [file], clientId: first.clientId });
    expect(again).toEqual(first);
    expect(await say(player, { conversation, files: [file] })).toMatchObject({ outcome: 'file-refused' });
  });

  it('what was meant for one that was refused as behind, under a new client id, and only once', async () => {
    const { player, desk, cookie, conversation } = await scene();
    await say(player, { conversation, text: 'hello' });
    desk.send({ type: 'take', conversation, clientId: freshId() });
    await desk.next('ack');
    const { clientId: file } = await send(relay.url, desk, conversation, pdf, { cookie, origin: relay.url });
    const reply = { conversation, files: [file] };
    expect(await say(desk, { ...reply, seen: 0 })).toMatchObject({ outcome: 'behind' });
    expect(await say(desk, reply)).toMatchObject({ outcome: 'ack' });
    expect(await say(desk, reply)).toMatchObject({ outcome: 'file-refused' });
  });

  it('only what is there, the sender’s, and of this conversation', async () => {
    const at = await scene();
    const { player, desk, conversation } = at;
    await say(player, { conversation, text: 'hello' });
    const absent = freshId();
    const { clientId: announced } = await attach(player, conversation, pdf);
    const { clientId: elsewhere } = await send(relay.url, player, freshId(), pdf);
    const { clientId: operators } = await send(relay.url, desk, conversation, pdf, {
      cookie: at.cookie,
      origin: relay.url,
    });
    const { clientId: own } = await send(relay.url, player, conversation, pdf);
    for (const files of [[absent], [announced], [elsewhere], [operators], [own, absent], [own, own]]) {
      expect(await say(player, { conversation, files })).toMatchObject({ outcome: 'file-refused' });
    }
    expect(await say(player, { conversation, files: [own] })).toMatchObject({ outcome: 'ack' });
  });

  it('ten, in the order in which they were named', async () => {
    const { player, desk, conversation } = await scene();
    const ids: string[] = [];
    for (let n = 0; n < 10; n++)
      ids.push((await send(relay.url, player, conversation, { ...pdf, name: `${n}.pdf` })).clientId);
    const shuffled = [...ids].reverse();
    await say(player, { conversation, files: shuffled });
    desk.send({ type: 'open', conversation, epoch: '', seq: 0 });
    const { events } = await desk.next('events');
    const message = events.find(({ type }) => type === 'message') as { files?: { id: string }[] };
    expect(message.files?.map(({ id }) => id)).toEqual(shuffled);
  });

  it('nothing of what its sender has not sent is looked at by others', async () => {
    const at = await scene();
    await say(at.player, { conversation: at.conversation, text: 'hello' });
    const { clientId } = await send(relay.url, at.player, at.conversation, pdf);
    expect((await linkTo(at.player, at.conversation, clientId)).refused).toBeNull();
    expect((await linkTo(at.desk, at.conversation, clientId)).refused).toBe('not-found');
  });
});
