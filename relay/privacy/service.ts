/** What administrators of a site do with one player's data: find it, take it along, take it away. */

import type { OperatorRole } from '@touchline/shared/people.ts';
import type { HeldPlayer, KeepingReport } from '@touchline/shared/privacy.ts';
import { retentionRules } from '@touchline/shared/privacy.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';
import { type By, type ErasingStore, hashOf, writeDown } from './erasing-store.ts';
import type { createExport } from './export.ts';
import type { ExportSite } from './export-places.ts';
import type { FindingStore } from './finding-store.ts';
import type { Holds } from './holds.ts';
import { type Person, personOf } from './person.ts';
import type { RecordStore } from './record-store.ts';
import type { RetentionStore } from './retention-store.ts';
import type { Telling } from './telling.ts';

export type PrivacyService = ReturnType<typeof createPrivacyService>;

type ActDeps = {
  db: Database;
  erasing: ErasingStore;
  exportOf: ReturnType<typeof createExport>;
  /** Postgres's time. */
  wall: { now(): number };
  telling: Pick<Telling, 'tell'>;
  /** Notes who was erased where no restore takes it back. Does not throw. */
  list(): Promise<void>;
  siteById(id: string): Promise<(ExportSite & { routing: { cover: { timeZone: string } | null } }) | null>;
};

/** Taking along and taking away, by whoever may; each is written down. Throws `not-found` for nobody. */
export function createActs({ db, erasing, exportOf, wall, telling, list, siteById }: ActDeps) {
  return {
    async export(siteId: string, contact: string, internal: boolean, by: By) {
      const [site, person] = [await siteById(siteId), await personOf(db, siteId, contact)];
      if (!site || !person) throw notFound();
      const about = { ...sizesOf(person), player: await hashOf(db, person.id), internal };
      // Before a byte of it leaves.
      await writeDown(db, 'player.exported', by, siteId, about);
      const timeZone = site.routing.cover?.timeZone ?? 'UTC';
      const stream = exportOf({ site, person, internal, madeAt: wall.now(), timeZone });
      return { stream, name: `player-${referenceOf(person.id)}.zip` };
    },

    async erase(siteId: string, contact: string, by: By) {
      const erased = await erasing.erase(siteId, contact, by);
      if (!erased) throw notFound();
      const gone = erased.person.conversations.map((conversation) => ({ conversation, siteId, contact }));
      telling.tell(gone, erased.person.contacts);
      await list();
      return { ...erased.emptied, player: erased.hash };
    },
  };
}

type HoldAsked = { contact: string; reason: string };
type Deps = ActDeps & {
  finding: FindingStore;
  record: RecordStore;
  retention: Pick<RetentionStore, 'ahead'>;
  holds: Holds;
  /** Sites that an operator belongs to, and as what. */
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
};

export function createPrivacyService(deps: Deps) {
  const { db, finding, record } = deps;
  const acts = createActs(deps);

  /** A site that is not theirs, one that does not exist, and one where they may not are the same. */
  async function authorise(siteId: string, operatorId: string): Promise<void> {
    const site = (await deps.sitesOf(operatorId)).find(({ id }) => id === siteId);
    if (site?.role !== 'admin') throw notFound();
  }

  /** Who has to answer for what is kept, and not only who may take it away. */
  async function authoriseOverseer(siteId: string, operatorId: string): Promise<void> {
    const site = (await deps.sitesOf(operatorId)).find(({ id }) => id === siteId);
    if (!site || site.role === 'operator') throw notFound();
  }

  return {
    async hold(siteId: string, { contact, reason }: HoldAsked, by: { id: string; name: string }): Promise<void> {
      await authoriseOverseer(siteId, by.id);
      await deps.holds.place(siteId, contact, reason, by);
    },

    async release(siteId: string, { contact, reason }: HoldAsked, by: { id: string; name: string }): Promise<void> {
      await authoriseOverseer(siteId, by.id);
      await deps.holds.lift(siteId, contact, reason, by);
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
      return acts.export(siteId, contact, internal, { operator: operatorId });
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
      return acts.erase(siteId, person.id, { operator: operatorId });
    },
  };
}

const plain = (code: string) => code.toUpperCase().replace(/[\s-]/g, '');

function sizesOf({ conversations, files }: Person) {
  return { conversations: conversations.length, files: files.length, players: 1 };
}
