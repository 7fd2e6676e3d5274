/** What administrators of a site do with one player's data: find it, take it along, take it away. */

import type { Readable } from 'node:stream';
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { HeldPlayer, KeepingReport } from '@touchline/shared/privacy.ts';
import { retentionRules } from '@touchline/shared/privacy.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';
import { type By, type ErasingStore, hashOf, writeDown } from './erasing-store.ts';
import type { createExport, ExportSite } from './export.ts';
import type { FindingStore } from './finding-store.ts';
import { type Person, personOf } from './person.ts';
import type { RecordStore } from './record-store.ts';
import type { RetentionStore } from './retention-store.ts';
import type { Telling } from './telling.ts';

export type PrivacyService = ReturnType<typeof createPrivacyService>;

type Deps = {
  db: Database;
  finding: FindingStore;
  erasing: ErasingStore;
  record: RecordStore;
  retention: Pick<RetentionStore, 'ahead'>;
  exportOf: ReturnType<typeof createExport>;
  /** Postgres's time. */
  wall: { now(): number };
  telling: Pick<Telling, 'tell'>;
  siteById(id: string): Promise<(ExportSite & { routing: { cover: { timeZone: string } | null } }) | null>;
  /** Sites that an operator belongs to, and as what. */
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
};

export function createPrivacyService(deps: Deps) {
  const { db, finding, erasing, record, telling } = deps;

  /** A site that is not theirs, one that does not exist, and one where they may not are the same. */
  async function authorise(siteId: string, operatorId: string): Promise<void> {
    const site = (await deps.sitesOf(operatorId)).find(({ id }) => id === siteId);
    if (site?.role !== 'admin') throw notFound();
  }

  async function erase(siteId: string, contact: string, by: By) {
    const erased = await erasing.erase(siteId, contact, by);
    if (!erased) throw notFound();
    const gone = erased.person.conversations.map((conversation) => ({ conversation, siteId, contact }));
    telling.tell(gone, erased.person.contacts);
    return { ...erased.emptied, player: erased.hash };
  }

  async function exported(siteId: string, contact: string, internal: boolean, by: By) {
    const [site, person] = [await deps.siteById(siteId), await personOf(db, siteId, contact)];
    if (!site || !person) throw notFound();
    // Before a byte of it leaves.
    await writeDown(db, 'player.exported', by, siteId, {
      ...sizesOf(person),
      player: await hashOf(db, person.id),
      internal,
    });
    const timeZone = site.routing.cover?.timeZone ?? 'UTC';
    const stream: Readable = deps.exportOf({ site, person, internal, madeAt: deps.wall.now(), timeZone });
    return { stream, name: `player-${referenceOf(person.id)}.zip` };
  }

  return {
    /** For the command on the server, where whoever may start it may do anything. */
    command: {
      find: finding.find,
      export: (siteId: string, contact: string, internal: boolean) => exported(siteId, contact, internal, 'command'),
      erase: (siteId: string, contact: string) => erase(siteId, contact, 'command'),
    },

    async report(siteId: string, operatorId: string): Promise<KeepingReport> {
      await authorise(siteId, operatorId);
      const rules = retentionRules.parse(await record.rules(siteId));
      return { rules, ...(await deps.retention.ahead(siteId)), acts: await record.acts(siteId) };
    },

    async find(siteId: string, who: string, operatorId: string): Promise<HeldPlayer[]> {
      await authorise(siteId, operatorId);
      return finding.find(siteId, who);
    },

    async export(siteId: string, { contact, internal }: { contact: string; internal: boolean }, operatorId: string) {
      await authorise(siteId, operatorId);
      return exported(siteId, contact, internal, { operator: operatorId });
    },

    /** Throws `bad-request` unless the code of that very player was typed. */
    async erase(siteId: string, { contact, confirm }: { contact: string; confirm: string }, operatorId: string) {
      await authorise(siteId, operatorId);
      const person = await personOf(db, siteId, contact);
      if (!person) throw notFound();
      if (plain(confirm) !== plain(referenceOf(person.id))) {
        const sentence = 'Type the code of this player to erase them.';
        throw new Refusal('bad-request', sentence, { fields: { confirm: sentence } });
      }
      return erase(siteId, person.id, { operator: operatorId });
    },
  };
}

const plain = (code: string) => code.toUpperCase().replace(/[\s-]/g, '');

function sizesOf({ conversations, files }: Person) {
  return { conversations: conversations.length, files: files.length, players: 1 };
}
