/**
 * Everything that is held about one player, as one ZIP that is made while it is sent:
 *
 *     index.html                       what is in it, to read
 *     player.json                      who they are: contacts, signed attributes, last visit
 *     conversations/001-K7QD-3MFX.html as the player saw it, and the same as .json with every event
 *     files/001-K7QD-3MFX/…            what was sent there
 *     internal/…                       what operators wrote among themselves, when it was asked for
 *
 * Names are made by us out of numbers and references; a file's own name is added after what fileName() leaves of it.
 */
import { Readable } from 'node:stream';
import { isInternal } from '@touchline/shared/internal.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import yazl from 'yazl';
import { eventFor } from '../conversations/views.ts';
import { type FileStore, storedAs } from '../files/file-store.ts';
import { lookOf } from '../transcripts/look.ts';
import { pageOf } from '../transcripts/page.ts';
import { tellingIn } from '../transcripts/telling.ts';
import type { Transcripts } from '../transcripts/transcripts.ts';
import { indexPage } from './export-index.ts';
import { type ExportSite, type Placed, placesOf } from './export-places.ts';
import type { HeldRows } from './held-rows.ts';
import type { Person } from './person.ts';

type Asked = { site: ExportSite; person: Person; internal: boolean; madeAt: number; timeZone: string };
type Deps = { rows: HeldRows; transcripts: Transcripts; store: Pick<FileStore, 'open'> };

export function createExport({ rows, transcripts, store }: Deps) {
  /** A stream of the ZIP. What fails on the way ends it, so that nobody takes half of it for the whole. */
  function exportOf(asked: Asked): Readable {
    const zip = new yazl.ZipFile();
    const out = zip.outputStream as unknown as Readable;
    fill(zip, asked).then(
      () => zip.end(),
      (error) => out.destroy(error),
    );
    // Of an entry that could not be read.
    zip.on('error', (error) => out.destroy(error as Error));
    return out;
  }

  async function fill(zip: yazl.ZipFile, asked: Asked): Promise<void> {
    const { site, person, internal, madeAt, timeZone } = asked;
    const told = tellingIn(site.defaultLanguage, timeZone);
    const { style } = lookOf(undefined);
    const mtime = new Date(madeAt);
    const add = (name: string, parts: () => Iterable<string> | AsyncIterable<string>) =>
      zip.addReadStreamLazy(name, { mtime }, (answer) => answer(null, Readable.from(parts(), { objectMode: false })));
    const addJson = (name: string, value: unknown) => add(name, () => [json(value)]);

    const [contacts, files] = [await rows.contacts(person), await rows.files(person)];
    const folders = person.conversations.map((id, i) => ({
      id,
      folder: `${String(i + 1).padStart(3, '0')}-${referenceOf(id)}`,
    }));
    const placed = placesOf(files, new Map(folders.map(({ id, folder }) => [id, folder])));

    add('index.html', () => indexPage({ site, madeAt, contacts, folders, files: placed, internal, told, style }));
    addJson('player.json', { site: { key: site.key, name: site.name }, exportedAt: mtime.toISOString(), contacts });
    for (const { id, folder } of folders) {
      const heading = { brand: site.name, reference: referenceOf(id), madeAt, player: told.say('transcript.player') };
      add(`conversations/${folder}.html`, async function* () {
        yield* pageOf(await transcripts.linesOf(id, 'player', told.locale), heading, told, style);
      });
      add(`conversations/${folder}.json`, () => conversationJson(id, placed));
      if (internal) add(`internal/conversations/${folder}.json`, () => internalJson(id));
    }
    for (const { file, path } of placed) {
      zip.addReadStreamLazy(path, { mtime, compress: false }, (answer) => {
        // One whose bytes were lost keeps its place in the lists, and is empty.
        store.open(storedAs(site.id, file.id)).then(
          (stored) => answer(null, stored?.stream ?? Readable.from([])),
          (error) => answer(error, Readable.from([])),
        );
      });
    }
    if (!internal) return;
    addJson('internal/player.json', {
      notes: await rows.notes(person),
      blocks: await rows.blocks(person),
      holds: await rows.holds(person),
      audit: await rows.audit(person),
    });
  }

  /** What the player could see of it: the same events as their screens were sent. */
  async function* conversationJson(id: string, files: readonly Placed[]): AsyncGenerator<string> {
    const held = await rows.conversation(id);
    const own = files.filter(({ file }) => file.conversation === id).map(({ file, path }) => ({ ...file, path }));
    yield `${json({ ...held?.own, reference: referenceOf(id), files: own }).slice(0, -2)},\n  "events": [`;
    let before = '\n';
    for await (const event of rows.events(id)) {
      if (isInternal(event)) continue;
      yield `${before}    ${JSON.stringify(eventFor('player', event))}`;
      before = ',\n';
    }
    yield '\n  ]\n}\n';
  }

  async function* internalJson(id: string): AsyncGenerator<string> {
    const held = await rows.conversation(id);
    yield `${json({ id, ...held?.internal }).slice(0, -2)},\n  "events": [`;
    let before = '\n';
    for await (const event of rows.events(id)) {
      if (!isInternal(event) && event.type !== 'transferred' && event.type !== 'resolved') continue;
      yield `${before}    ${JSON.stringify(event)}`;
      before = ',\n';
    }
    yield '\n  ]\n}\n';
  }

  return exportOf;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`.trimEnd();
