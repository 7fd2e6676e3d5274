/**
 * `npm run player -- export|erase SITE WHO [--to FILE] [--without-internal] [--confirm CODE]`: one player's data, from the
 * server itself. SITE is a site's key; WHO an id of the site's, an e-mail address, a reference, or a contact's id. Works
 * while relays run: what is erased leaves their screens within a few seconds.
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '@touchline/shared/clock.ts';
import type { HeldPlayer } from '@touchline/shared/privacy.ts';
import { who } from '@touchline/shared/privacy.ts';
import pino from 'pino';
import { readConfig, SettingError } from './config.ts';
import { createDiskStore } from './files/disk-store.ts';
import { visitBundledPostgres } from './platform/bundled-postgres.ts';
import { createErasedList } from './privacy/erased-list.ts';
import { createPrivacyTool } from './privacy/privacy.ts';
import { failToStart, openDatabase } from './server.ts';
import { createSiteStore } from './sites/store.ts';

const USAGE = `npm run player -- export SITE WHO [--to FILE] [--without-internal]
npm run player -- erase SITE WHO [--confirm CODE]`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string' }, confirm: { type: 'string' }, 'without-internal': { type: 'boolean' } },
  });
  const [act, siteKey, asked] = positionals;
  const named = who.safeParse(asked);
  if ((act !== 'export' && act !== 'erase') || !siteKey || !named.success) throw new SettingError(USAGE);
  const config = readConfig();
  const log = pino({ level: 'warn' }, pino.destination(2));
  const database = await openDatabase(config, log, visitBundledPostgres);
  try {
    const site = await createSiteStore(database.db).byKey(siteKey);
    if (!site) throw new SettingError(`No site has the key ${siteKey}.`);
    const fileStore = createDiskStore({ folder: config.filesFolder, clock: systemClock, log });
    const erasedList = createErasedList(config.filesFolder);
    const { db } = database;
    const tool = createPrivacyTool({ db, wall: systemClock, log, fileStore, erasedList, siteById: async () => site });
    const player = onlyOne(await tool.find(site.id, named.data));
    if (act === 'export') {
      const { stream, name } = await tool.export(site.id, player.contact, !values['without-internal']);
      const path = values.to ?? name;
      await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
      process.stdout.write(`${told(player)}\nWritten to ${path}.\n`);
    } else if (values.confirm === player.code) {
      if (player.hold) {
        const { reason, by } = player.hold;
        throw new SettingError(`This player's data is held (“${reason}”, ${by}): lift the hold in the inbox first.`);
      }
      const { conversations, files } = await tool.erase(site.id, player.contact);
      process.stdout.write(`Erased: ${conversations} conversations, ${files} files, and the player.\n`);
    } else {
      process.stdout.write(
        `${told(player)}\nAll of it would be erased, for good. Say it again with --confirm ${player.code}\n`,
      );
      process.exitCode = 2;
    }
  } finally {
    await database.close();
  }
}

function onlyOne(found: HeldPlayer[]): HeldPlayer {
  const [player] = found;
  if (!player) throw new SettingError('There is no such player on this site.');
  if (found.length === 1) return player;
  const list = found.map(({ contact, externalId }) => `  ${contact}  ${externalId ?? 'anonymous'}`).join('\n');
  throw new SettingError(`Several players answer to that; name one by its first column:\n${list}`);
}

function told({ counts }: HeldPlayer): string {
  return Object.entries(counts)
    .map(([name, count]) => `${String(count).padStart(10)}  ${name}`)
    .join('\n');
}

main().catch(failToStart);
