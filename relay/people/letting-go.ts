/**
 * Conversations of somebody who answers no more go back to the queue, in front, at once. Where a relay dies in between,
 * routing's sweep takes them back as those of anybody who is gone. Parked ones wait for their player, as they do then.
 */
import type { Log as ConversationLog } from '../conversations/log.ts';
import { Refusal } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';

type Held = { id: string; assignee: { id: string; name: string } };
type Deps = { db: Database; submit: ConversationLog['submit'] };

/** `siteIds` null: on all of them. */
export function createLettingGo({ db, submit }: Deps) {
  return async (operatorId: string, siteIds: string[] | null): Promise<void> => {
    const { rows } = await db.query<Held>(
      `select id, json_build_object('id', assignee_id, 'name', assignee_name) as assignee from conversations
       where assignee_id = $1 and status = 'open' and not parked and ($2::uuid[] is null or site_id = any($2))`,
      [operatorId, siteIds],
    );
    await Promise.all(rows.map(release));
  };

  async function release({ id, assignee }: Held): Promise<void> {
    const command = { type: 'release', operator: assignee, gone: true } as const;
    try {
      await submit({ conversation: id, command, author: { kind: 'system' }, clientId: null });
    } catch (error) {
      // Somebody took it over, or it was resolved meanwhile: then it is nobody's to give back.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
