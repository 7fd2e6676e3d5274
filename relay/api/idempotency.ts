/**
 * A request of a program that carries an `Idempotency-Key` is done once: repeated within a day it gets the answer of the
 * first, also from another relay. Another request under the same name is refused. Refusals that may be tried again are
 * not kept, nor what is sent as a file. The answer is sealed with the key's token, of which we have the hash alone: what it holds, a new secret for
 * one, only its receiver can read again.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';
import { keyOf } from './admission.ts';

const NAME = /^[\x21-\x7e]{1,200}$/;
/** A relay that died while it was doing it will not finish it. */
const GIVEN_UP_AFTER = `interval '1 minute'`;
const KEPT_FOR = `interval '1 day'`;
const RETRYABLE = new Set([429, 500, 503]);

type Begun = { keyId: string; name: string; token: string };
type Row = { request_hash: Buffer; status: number | null; answer: Buffer | null; is_mine: boolean };

export function addIdempotency(app: FastifyInstance, db: Database): void {
  const begun = new WeakMap<FastifyRequest, Begun>();

  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    const name = request.headers['idempotency-key'];
    if (!key || name === undefined || request.method === 'GET') return;
    if (typeof name !== 'string' || !NAME.test(name)) {
      throw new Refusal('bad-request', 'Idempotency-Key: at most 200 visible characters.');
    }
    const one = { keyId: key.id, name, token: request.headers.authorization ?? '' };
    const row = await begin(db, one, hashOf(request));
    if (row.is_mine) {
      begun.set(request, one);
      return;
    }
    await repeat(reply, row, hashOf(request), one);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const one = begun.get(request);
    if (!one) return payload;
    begun.delete(request);
    if (RETRYABLE.has(reply.statusCode) || isOfFile(request, reply, payload)) await forget(db, one);
    else await keep(db, one, reply.statusCode, typeof payload === 'string' ? payload : '');
    return payload;
  });
}

/** A file is not kept beside its store, and of one that came only that it came: a line that was cut looks like a bad file. */
function isOfFile({ body }: FastifyRequest, { statusCode }: FastifyReply, payload: unknown): boolean {
  return payload instanceof Readable || (body instanceof Readable && statusCode >= 400);
}

/** Of the attempt that a request is: the same for its repeats, so that the log itself knows them, whatever died between. */
export function attemptOf(request: FastifyRequest): string | null {
  const key = keyOf(request);
  const name = request.headers['idempotency-key'];
  if (!key || typeof name !== 'string') return null;
  const hex = createHash('sha256').update(`${key.id} ${name}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

async function begin(db: Database, { keyId, name }: Begun, hash: Buffer): Promise<Row> {
  // Each request takes some along of those that are over, so that they never pile up.
  await db.query(
    `delete from api_answers a using (
       select key_id, name from api_answers where at < now() - ${KEPT_FOR} order by at limit 20 for update skip locked
     ) over where a.key_id = over.key_id and a.name = over.name`,
  );
  const { rows } = await db.query<Row>(
    `insert into api_answers (key_id, name, request_hash) values ($1, $2, $3)
     on conflict (key_id, name) do update set request_hash = $3, status = null, answer = null, at = now()
       where api_answers.at < now() - ${KEPT_FOR}
         or (api_answers.status is null and api_answers.at < now() - ${GIVEN_UP_AFTER})
     returning request_hash, status, answer, true as is_mine`,
    [keyId, name, hash],
  );
  if (rows[0]) return rows[0];
  const { rows: known } = await db.query<Row>(
    'select request_hash, status, answer, false as is_mine from api_answers where key_id = $1 and name = $2',
    [keyId, name],
  );
  // Forgotten this moment, because it may be tried again.
  if (!known[0]) throw new Refusal('unavailable', 'Try again.', { retryAfterMs: 100 });
  return known[0];
}

async function repeat(reply: FastifyReply, { request_hash, status, answer }: Row, hash: Buffer, one: Begun) {
  if (!request_hash.equals(hash)) {
    throw new Refusal('conflict', 'This Idempotency-Key was used for another request.');
  }
  if (status === null)
    throw new Refusal('unavailable', 'The first request is still being done.', { retryAfterMs: 1_000 });
  const body = answer ? unseal(answer, one) : '';
  reply
    .code(status)
    .header('idempotency-replayed', 'true')
    .header('cache-control', 'no-store')
    .serializer((text) => text as string);
  if (body) reply.type('application/json; charset=utf-8');
  await reply.send(body || undefined);
}

async function keep(db: Database, one: Begun, status: number, body: string): Promise<void> {
  await db.query('update api_answers set status = $3, answer = $4 where key_id = $1 and name = $2', [
    one.keyId,
    one.name,
    status,
    body ? seal(body, one) : null,
  ]);
}

async function forget(db: Database, { keyId, name }: Begun): Promise<void> {
  await db.query('delete from api_answers where key_id = $1 and name = $2', [keyId, name]);
}

/** Of a file what is said of it: its bytes are not there yet. */
function hashOf({ method, url, body, headers }: FastifyRequest): Buffer {
  const what = body instanceof Readable ? [headers['content-type'], headers['content-length']] : (body ?? null);
  return createHash('sha256')
    .update(JSON.stringify([method, url, what]))
    .digest();
}

const keyFor = ({ token, name }: Begun) => Buffer.from(hkdfSync('sha256', token, name, 'touchline answer', 32));

function seal(text: string, one: Begun): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(one), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function unseal(sealed: Buffer, one: Begun): string {
  const decipher = createDecipheriv('aes-256-gcm', keyFor(one), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
}
