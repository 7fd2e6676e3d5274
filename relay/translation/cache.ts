/**
 * What providers answered, so that nothing is paid for twice. Texts stand here as they were sent, with placeholders
 * for whatever is personal or counts: so the same sentence about another amount is found too, and what is found has
 * to pass the same verification again.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres.ts';

export type TranslationCache = ReturnType<typeof createTranslationCache>;
/** What has to be the same for an answer to count. */
export type CacheScope = { siteId: string; source: string; target: string; glossaryVersion: number };
export type Cached = { sent: string; text: string; provider: string };

const KEPT_DAYS = 90;
const FORGOTTEN_AT_ONCE = 5_000;

export function createTranslationCache(db: Database) {
  const keyOf = (scope: CacheScope) => [scope.siteId, scope.source, scope.target, scope.glossaryVersion];

  return {
    /** Answers of `providers`, by the text as it was sent. */
    async find(scope: CacheScope, sent: readonly string[], providers: readonly string[]): Promise<Map<string, Cached>> {
      const byHash = new Map(sent.map((text) => [hashOf(text).toString('hex'), text]));
      const { rows } = await db.query<{ hash: string; text: string; provider: string }>(
        // Written to at most once a day, or every hit would be a write.
        `with used as (
           update translation_cache set used_at = now() where ctid = any(array(
             select ctid from translation_cache
             where site_id = $1::uuid and source = $2::text and target = $3::text and glossary_version = $4::integer
               and source_hash = any($5::bytea[]) and used_at < now() - interval '1 day'
             for update skip locked)))
         select encode(source_hash, 'hex') as hash, text, provider from translation_cache
         where site_id = $1::uuid and source = $2::text and target = $3::text and glossary_version = $4::integer
           and source_hash = any($5::bytea[]) and provider = any($6::text[])`,
        [...keyOf(scope), [...byHash.values()].map(hashOf), providers],
      );
      return new Map(
        rows.map(({ hash, text, provider }) => {
          const original = byHash.get(hash) ?? '';
          return [original, { sent: original, text, provider }];
        }),
      );
    },

    async keep(scope: CacheScope, answers: readonly Cached[]): Promise<void> {
      const unique = [...new Map(answers.map((answer) => [answer.sent, answer])).values()];
      await db.query(
        `insert into translation_cache (site_id, source, target, glossary_version, source_hash, text, provider)
         select $1::uuid, $2::text, $3::text, $4::integer, answer.*
         from unnest($5::bytea[], $6::text[], $7::text[]) as answer(hash, text, provider)
         -- In one order, or two relays with the same texts would wait for each other.
         order by hash
         on conflict (site_id, source, target, glossary_version, source_hash)
           do update set text = excluded.text, provider = excluded.provider, used_at = now()`,
        [
          ...keyOf(scope),
          unique.map(({ sent }) => hashOf(sent)),
          unique.map(({ text }) => text),
          unique.map(({ provider }) => provider),
        ],
      );
    },

    /** What nobody has used for 90 days, a part at a time. */
    async forget(): Promise<void> {
      for (;;) {
        const { rowCount } = await db.query(
          `delete from translation_cache where ctid = any(array(
             select ctid from translation_cache where used_at < now() - make_interval(days => $1::integer) limit $2::integer))`,
          [KEPT_DAYS, FORGOTTEN_AT_ONCE],
        );
        if ((rowCount ?? 0) < FORGOTTEN_AT_ONCE) return;
      }
    },
  };
}

const EVERY_MS = 6 * 3_600_000;
/** Not while a relay that has just started has better things to do. */
const FIRST_AFTER_MS = 600_000;

/** Also where nobody translates any more: what was kept goes in its time. */
export function forgetOldTranslations(deps: {
  cache: Pick<TranslationCache, 'forget'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
}): { stop(): Promise<void> } {
  const { cache, clock, log } = deps;
  let running = Promise.resolve();
  let stopped = false;
  let cancel = clock.after(FIRST_AFTER_MS, round);

  function round(): void {
    running = cache
      .forget()
      .catch((error) => log.warn({ err: error }, 'old translations could not be removed; they are tried again'))
      .then(() => {
        if (!stopped) cancel = clock.after(EVERY_MS, round);
      });
  }

  return {
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
