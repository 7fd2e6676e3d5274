/**
 * Conversations that were held long ago, written straight into the tables: what is measured is reading them. Half of the
 * players' messages have a translation, as on a site that translates.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { newId } from '@touchline/shared/wire.ts';
import { CHATTER_LANGUAGES, createChatter } from '../../support/chatter.ts';

type Size = { siteId: string; conversations: number; messages: number };

const AT_ONCE = 1_000;
const BEGUN_AT = Date.UTC(2025, 0, 1);
const APART_MS = 60_000;

/** Texts that can be found. */
export async function fillArchive(db: Database, { siteId, conversations, messages }: Size): Promise<number> {
  const chatter = createChatter(7);
  const each = messages / conversations;
  let texts = 0;
  for (let from = 0; from < conversations; from += AT_ONCE) {
    const events: object[] = [];
    const rows = Array.from({ length: Math.min(AT_ONCE, conversations - from) }, (_, i) => {
      const at = BEGUN_AT + (from + i) * APART_MS;
      const id = newId(at);
      const language = chatter.pick(CHATTER_LANGUAGES);
      let seq = 0;
      const add = (type: string, kind: string, data: object) =>
        events.push({ c: id, seq: ++seq, at: new Date(at + seq * 1_000), type, kind, data });
      add('started', 'player', { topic: null, language });
      for (let m = 0; m < each; m++) {
        const kind = m % 2 ? 'operator' : 'player';
        add('message', kind, { text: chatter.message(language), language });
        texts++;
        if (m % 4 > 0 || language === 'en') continue;
        add('translated', 'system', { of: seq, reader: 'operator', language: 'en', text: chatter.message('en') });
        texts++;
      }
      const name = chatter.random() < 0.5 ? `${chatter.word(language)} ${chatter.word('en')}` : null;
      return { id, k: newId(at), name, external: name && `player-${from + i}`, language, at: new Date(at), seq };
    });
    await db.query(
      `with given as (
         select * from json_to_recordset($2) as g(id uuid, k uuid, name text, external text, language text, at timestamptz, seq int)
       ), players as (
         insert into contacts (id, site_id, external_id, name) select k, $1, external, name from given returning id
       ), begun as (
         insert into conversations (id, site_id, contact_id, status, language, last_seq, resolved_at, created_at, updated_at)
         select g.id, $1, g.k, 'resolved', g.language, g.seq, g.at, g.at, g.at from given g join players p on p.id = g.k
       )
       insert into events (conversation_id, seq, at, type, author_kind, data)
       select * from json_to_recordset($3) as e(c uuid, seq int, at timestamptz, type text, kind text, data jsonb)`,
      [siteId, JSON.stringify(rows), JSON.stringify(events)],
    );
  }
  await db.query('vacuum analyze');
  return texts;
}
