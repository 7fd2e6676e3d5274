/**
 * `npm run bench`: measures the figures and prints a table.
 *
 *     npm run bench                          all of them
 *     npm run bench -- two-relays            those whose name contains one of the words
 *     npm run bench -- --json                one JSON object a line instead, each a `Row` of figure.ts
 *     npm run bench -- --quick               a smoke test of the bench itself
 *     npm run bench -- --profile DIR         leaves CPU profiles of the processes under test
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Row } from './figure.ts';

import { backup } from './figures/backup.ts';
import { desk } from './figures/desk.ts';
import { idleSocket } from './figures/idle-socket.ts';
import { languages } from './figures/languages.ts';
import { oneRelay } from './figures/one-relay.ts';
import { reports } from './figures/reports.ts';
import { search } from './figures/search.ts';
import { translatedDelivery } from './figures/translated-delivery.ts';
import { translations } from './figures/translations.ts';
import { twoRelays200, twoRelays1000 } from './figures/two-relays.ts';
import { formatTable } from './table.ts';

/** Every figure, in order of running. */
const FIGURES = [
  oneRelay,
  twoRelays200,
  twoRelays1000,
  idleSocket,
  translatedDelivery,
  search,
  desk,
  reports,
  backup,
  translations,
  languages,
];

const { values: flags, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});

const chosen = FIGURES.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
if (chosen.length === 0) {
  process.stderr.write(`No figure is named like that; there are: ${FIGURES.map(({ name }) => name).join(', ')}.\n`);
  process.exit(1);
}

const rows: Row[] = [];
for (const figure of chosen) {
  const measured = await figure.measure({
    quick: flags.quick,
    profileDir: flags.profile ? resolve(flags.profile) : null,
    say: (sentence) => process.stderr.write(`${figure.name}: ${sentence}\n`),
  });
  rows.push(...measured);
  if (flags.json) for (const row of measured) process.stdout.write(`${JSON.stringify(row)}\n`);
}
if (!flags.json) process.stdout.write(formatTable(rows));
