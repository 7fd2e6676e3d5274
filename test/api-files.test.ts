/** What a program sends and fetches besides JSON, and what it learns of players, by keys of one site. */
import { request } from 'node:http';
import { newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { program } from './support/api-program.ts';
import { until } from './support/conditions.ts';
import { connectPlayer } from './support/frame-client.ts';
import { asking } from './support/people-desk.ts';
import { PDF, picture } from './support/pictures.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestRelay } from './support/relay.ts';
import { freshId } from './support/sending-files.ts';

vi.setConfig({ testTimeout: 120_000 });

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db);
});
afterAll(() => relay.close());

const ALL = [
  'desk:read',
  'desk:write',
  'contacts:read',
  'contacts:write',
  'floor:read',
  'reports:read',
  'players:write',
];

/** A program, and a player of its site who has written to it. */
async function begun(text = 'Where is my withdrawal?') {
  const made = await program(db, relay.url, ALL);
  const player = await connectPlayer(relay.url, made.site, { token: newToken() });
  const conversation = freshId();
  player.send({ type: 'post', conversation, clientId: freshId(), text });
  await player.next('ack');
  player.send({ type: 'open', conversation, epoch: '', seq: 0 });
  await player.next('opened');
  const at = `conversations/${conversation}`;
  const upload = async (name: string, type: string, bytes: Buffer, attempt = '') => {
    const headers = { 'content-type': type, ...(attempt && { 'idempotency-key': attempt }) };
    const path = `sites/${made.site.id}/${at}/files?name=${encodeURIComponent(name)}`;
    const response = await made.send('POST', path, { headers, body: new Uint8Array(bytes) });
    return {
      status: response.status,
      replayed: response.headers.get('idempotency-replayed'),
      ...(await response.json()),
    };
  };
  const fetchFile = (id: string) => made.send('GET', `sites/${made.site.id}/${at}/files/${id}`);
  return { ...made, player, conversation, contact: player.ready.contact, at, upload, fetchFile };
}

describe('a file of a program', () => {
  it('is put in place, sent, and fetched as it was', async () => {
    const { ask, at, upload, fetchFile, player } = await begun();
    const { status, file } = await upload('бланк.pdf', 'application/pdf', PDF);
    expect([status, file.name, file.type]).toEqual([201, 'бланк.pdf', 'application/pdf']);
    await ask('POST', `${at}/commands`, { type: 'take' });
    const { state } = (await ask('GET', at)).body.conversation;
    const sent = await ask('POST', `${at}/commands`, { type: 'post', text: '', seen: state.seq, files: [file.id] });
    expect(sent.status).toBe(200);
    await player.next('events', ({ events }) =>
      events.some((one) => one.type === 'message' && one.files?.length === 1),
    );
    const fetched = await fetchFile(file.id);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(PDF)).toBe(true);
    expect(fetched.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(fetched.headers.get('content-security-policy')).toContain('sandbox');
    player.close();
  });

  it('is once, however often it is sent under one name', async () => {
    const { upload, player } = await begun();
    const image = await picture('png');
    const first = await upload('slip.png', 'image/png', image, 'slip-1');
    const again = await upload('slip.png', 'image/png', image, 'slip-1');
    expect([first.status, again.status, again.replayed]).toEqual([201, 201, 'true']);
    expect(again.file).toEqual(first.file);
    // A relay that has lost the answer finds the file.
    await db.query('delete from api_answers');
    expect((await upload('slip.png', 'image/png', image, 'slip-1')).file).toEqual(first.file);
    player.close();
  });

  it('whose line was cut is sent again under the same name', async () => {
    const { upload, player, site, at, token, key } = await begun();
    await new Promise<void>((resolve) => {
      const half = request(`${relay.url}/api/sites/${site.id}/${at}/files?name=slip.pdf`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${token}`, 'content-type': 'application/pdf', 'idempotency-key': 'cut' },
          'content-length': PDF.length,
        },
      });
      half.on('error', () => resolve()).on('close', () => resolve());
      half.write(PDF.subarray(0, 50), () => half.destroy());
    });
    await until('the first is over', async () => {
      const { rows } = await db.query('select 1 from api_answers where key_id = $1 and status is null', [key]);
      return rows.length === 0;
    });
    await until(
      'the second is taken',
      async () => (await upload('slip.pdf', 'application/pdf', PDF, 'cut')).status === 201,
    );
    player.close();
  });

  it('is refused by what it is, and to whoever may not see it', async () => {
    const { upload, fetchFile, player } = await begun();
    expect((await upload('slip.pdf', 'application/pdf', Buffer.from('<html>'))).error.kind).toBe('file-refused');
    expect((await upload('run.exe', 'application/x-msdownload', PDF)).status).toBe(415);
    expect((await upload('slip.pdf', 'application/pdf', Buffer.alloc(11 * 1024 * 1024))).status).toBe(413);
    expect((await fetchFile(freshId())).status).toBe(404);
    const { file } = await upload('slip.pdf', 'application/pdf', PDF);
    // Not sent yet: its sender's alone. Another key's maker is another sender.
    expect((await fetchFile(file.id)).status).toBe(200);
    await db.query('update files set author_id = gen_random_uuid() where id = $1', [file.id]);
    expect((await fetchFile(file.id)).status).toBe(404);
    player.close();
  });
});

it('a conversation is kept as plain text or as a page that runs nothing', async () => {
  const { ask, at, player } = await begun('Hello <b>there</b>');
  const plain = await ask('GET', `${at}/transcript?form=text&language=pl&zone=Europe/Warsaw`);
  expect(plain.headers.get('content-type')).toContain('text/plain');
  expect(plain.text).toContain('Hello <b>there</b>');
  const page = await ask('GET', `${at}/transcript`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.text).toContain('Hello &lt;b&gt;there');
  player.close();
});

it('what operators do by a frame a program does by a request', async () => {
  const { ask, at, site, owner, player } = await begun();
  const colleague = await createOperator(db, [site]);
  const byColleague = asking(relay.url, await signIn(relay.url, colleague));
  expect((await byColleague('POST', `sites/${site.id}/${at}/commands`, { type: 'take' })).status).toBe(200);
  const command = async (body: object) => (await ask('POST', `${at}/commands`, body)).status;
  expect(await command({ type: 'whisper', to: colleague.id, text: 'Ask for the slip.' })).toBe(200);
  // Asked, and judged as in the inbox: this site has nobody who translates.
  expect(await command({ type: 'translating', side: 'operator', on: false })).toBe(409);
  const preview = await ask('POST', `${at}/preview`, { text: 'It is on its way.' });
  expect([preview.status, preview.body]).toEqual([200, { language: 'en', text: null, provider: null }]);
  // Read is what they have read who have it.
  expect(await command({ type: 'take', over: colleague.id })).toBe(200);
  const { state, unread } = (await ask('GET', at)).body.conversation;
  expect(unread).toBe(1);
  expect((await ask('PUT', `${at}/read`, { upTo: state.seq })).status).toBe(204);
  expect((await ask('GET', at)).body.conversation.unread).toBe(0);
  const { body: board } = await ask('GET', 'board');
  expect(board).toMatchObject({ site: site.id, open: 1, waiting: [], held: [{ operator: owner.person.id }] });
  expect(board.people.find(({ id }: { id: string }) => id === colleague.id)).toMatchObject({ load: 0 });
  player.close();
});

describe('a key of one site', () => {
  it('finds what was written there, and nothing of the other brand of its maker', async () => {
    const here = await begun('A withdrawal of zebras');
    const brand = await createSite(db);
    await db.query(`insert into memberships (operator_id, site_id, role) values ($1, $2, 'admin')`, [
      ...[here.owner.person.id, brand.id],
    ]);
    const other = await connectPlayer(relay.url, brand, { token: newToken() });
    other.send({ type: 'post', conversation: freshId(), clientId: freshId(), text: 'Our zebras are elsewhere' });
    await other.next('ack');
    const find = async (cookie = '') => {
      const body = JSON.stringify({ text: 'zebras' });
      const headers = { 'content-type': 'application/json' };
      if (!cookie) return (await here.ask('POST', 'search', { text: 'zebras' })).body.hits;
      const answer = await fetch(`${relay.url}/api/search`, { method: 'POST', headers: { ...headers, cookie }, body });
      return (await answer.json()).hits;
    };
    await until('both are found by their operator', async () => (await find(here.owner.cookie)).length === 2);
    expect((await find()).map((hit: { conversation: { id: string } }) => hit.conversation.id)).toEqual([
      here.conversation,
    ]);
    const elsewhere = `contacts/${other.ready.contact}`;
    for (const [method, path, body] of [
      ['GET', elsewhere],
      ['GET', `${elsewhere}/notes`],
      ['PUT', `${elsewhere}/block`, { term: 'day', reason: 'insults' }],
      ['GET', 'contacts/nobody'],
    ] as const) {
      expect((await here.call(method, path, body)).status).toBe(404);
    }
    here.player.close();
    other.close();
  });

  it('reads a player’s card, notes and blocks, and each act names the key', async () => {
    const { call, contact, site, player, key } = await begun();
    const path = `contacts/${contact}`;
    expect((await call('GET', path)).body.contact).toMatchObject({ id: contact, site: site.id, block: null });
    const note = { id: freshId(), text: 'Asks often' };
    expect((await call('POST', `${path}/notes`, note)).status).toBe(200);
    expect((await call('GET', `${path}/notes`)).body.notes).toMatchObject([{ text: 'Asks often' }]);
    expect((await call('GET', `${path}/conversations`)).status).toBe(200);
    expect((await call('PUT', `${path}/block`, { term: 'day', reason: 'insults' })).status).toBe(200);
    expect((await call('DELETE', `${path}/block`)).body.contact.block).toBe(null);
    expect((await call('DELETE', `${path}/notes/${note.id}`)).status).toBe(204);
    const { rows } = await db.query<{ act: string }>(
      `select act from audit where site_id = $1 and about->>'programKey' = $2 order by id`,
      [site.id, key],
    );
    expect(rows.map(({ act }) => act)).toContain('contact.blocked');
    player.close();
  });

  it('takes a player’s data along, made anew for a repeated request, and written down with the key', async () => {
    const { send, site, contact, player, key } = await begun();
    const take = async () => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'export-1' };
      const body = JSON.stringify({ contact });
      const response = await send('POST', `sites/${site.id}/players/export`, { headers, body });
      const bytes = Buffer.from(await response.arrayBuffer());
      return {
        type: response.headers.get('content-type'),
        begins: bytes.subarray(0, 2).toString(),
        size: bytes.length,
      };
    };
    const first = await take();
    expect(first).toMatchObject({ type: 'application/zip', begins: 'PK' });
    expect((await take()).size).toBeGreaterThan(1_000);
    const { rows } = await db.query(`select about->>'programKey' as key from audit where act = 'player.exported'`);
    expect(rows).toEqual([{ key }, { key }]);
    player.close();
  });
});
