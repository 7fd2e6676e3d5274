/**
 * The hashed files of the front ends, of this release and of earlier ones, by their path (`assets/panel-3fK9aQ2x.js`).
 *
 * While relays of two releases stand behind one balancer, a launcher of either asks both for its parts, and parts of
 * two releases do not fit together: what a chunk exports is named anew in every build. So every relay puts its own
 * files into Postgres before it listens, and gives out what the others put there. They are renewed every day by whoever
 * still has them, and go when nobody has had them for thirty days.
 *
 * A stranger who invents names costs one query a second, however many: only a list of names is asked for, and the
 * one query answers all who wait for it.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Database } from './platform/postgres.ts';

/** Folders that end in a slash, as the builds leave them. */
export type Dist = { widget: string; inbox: string };

export const DIST: Dist = {
  widget: fileURLToPath(new URL('../widget/dist/', import.meta.url)),
  inbox: fileURLToPath(new URL('../inbox/dist/', import.meta.url)),
};

export type Asset = { type: string; body: Buffer; gzipped: Buffer };

export interface Assets {
  /** Makes this relay's files known to all, as every start and every day does. */
  ship(): Promise<void>;
  /** A file that any relay has shipped. */
  find(path: string): Promise<Asset | null>;
}

export const HASHED_NAME = /^([a-zA-Z][a-zA-Z0-9_-]{0,60})-[A-Za-z0-9_-]{8}\.(js|css)$/;
const TYPES: Record<string, string> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

/** Other relays' names are read at most this often. */
const NAMES_EVERY_MS = 1_000;
/** Some releases' worth; the largest is 150 kB. */
const KEPT_MAX = 50;
/** Any number that nothing else in this database locks. */
const LOCK_KEY = 7_086_351;

export function createAssets({ db, clock, dist = DIST }: { db: Database; clock: Clock; dist?: Dist }): Assets {
  /** Least recently used first. */
  const kept = new Map<string, Asset>();
  let names: ReadonlySet<string> = new Set();
  let readAt = Number.NEGATIVE_INFINITY;
  let nextReading: Promise<void> | null = null;

  /** Resolves after a reading that began after this call: what was shipped before it is known. */
  function freshNames(): Promise<void> {
    nextReading ??= new Promise((resolve, reject) => {
      clock.after(Math.max(0, readAt + NAMES_EVERY_MS - clock.now()), () => {
        nextReading = null;
        readAt = clock.now();
        readNames(db).then((read) => {
          names = read;
          resolve();
        }, reject);
      });
    });
    return nextReading;
  }

  function keep(path: string, asset: Asset): Asset {
    kept.delete(path);
    kept.set(path, asset);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MAX && oldest) kept.delete(oldest);
    return asset;
  }

  return {
    ship: () => ship(db, dist),
    async find(path) {
      const known = kept.get(path);
      if (known) return keep(path, known);
      if (!names.has(path)) await freshNames();
      if (!names.has(path)) return null;
      const asset = await readAsset(db, path);
      return asset && keep(path, asset);
    },
  };
}

/** The files of a built front end that carry a hash, without their compressed forms. */
export function hashedNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && HASHED_NAME.test(entry.name))
    .map(({ name }) => name);
}

async function ship(db: Database, dist: Dist): Promise<void> {
  const own = [
    ...hashedNames(`${dist.widget}assets`).map((name) => ({
      path: `assets/${name}`,
      file: `${dist.widget}assets/${name}`,
    })),
    ...hashedNames(`${dist.inbox}assets`).map((name) => ({
      path: `inbox/assets/${name}`,
      file: `${dist.inbox}assets/${name}`,
    })),
  ];
  await db.transaction(async (tx) => {
    // Relays that start together would lock these rows in different orders.
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
    const { rows } = await tx.query<{ path: string }>(
      'update assets set shipped_at = now() where path = any($1::text[]) returning path',
      [own.map(({ path }) => path)],
    );
    const there = new Set(rows.map(({ path }) => path));
    const missing = own.filter(({ path }) => !there.has(path));
    if (missing.length > 0) {
      await tx.query(
        'insert into assets (path, type, body) select * from unnest($1::text[], $2::text[], $3::bytea[])',
        [
          missing.map(({ path }) => path),
          missing.map(({ path }) => TYPES[path.slice(path.lastIndexOf('.') + 1)]),
          await Promise.all(missing.map(({ file }) => readFile(file))),
        ],
      );
    }
    await tx.query(`delete from assets where shipped_at < now() - interval '30 days'`);
  });
}

async function readNames(db: Database): Promise<Set<string>> {
  const { rows } = await db.query<{ path: string }>('select path from assets');
  return new Set(rows.map(({ path }) => path));
}

async function readAsset(db: Database, path: string): Promise<Asset | null> {
  const { rows } = await db.query<{ type: string; body: Buffer }>('select type, body from assets where path = $1', [
    path,
  ]);
  return rows[0] ? { ...rows[0], gzipped: await promisify(gzip)(rows[0].body) } : null;
}
