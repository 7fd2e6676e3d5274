/** What people do with files: announce one, put it there, send it with a message, look at it. */
import type { FileRef } from '@touchline/shared/conversation.ts';
import { FILE_MAX_BYTES, FILE_TYPES } from '@touchline/shared/wire.ts';
import type { Actor } from '../conversations/actor.ts';
import type { KnownConversation } from '../conversations/store.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import { createLimiter } from '../platform/limits.ts';
import type { Log } from '../platform/log.ts';
import { type FileStore, storedAs } from './file-store.ts';
import { extensionOf, typeByName } from './kinds.ts';
import type { Links, Reader } from './links.ts';
import { fileName } from './names.ts';
import { createOneAtOnce } from './one-at-once.ts';
import { receive } from './receiving.ts';
import { type FileRow, type FilesStore, isSameSender, refOf, type Sender } from './store.ts';

export type Attach = { conversation: string; clientId: string; name: string; contentType: string; bytes: number };
export type FileService = ReturnType<typeof createFileService>;

/** What one person may send, or announce, in an hour. Operators answer many. */
export type FileLimits = Record<'player' | 'operator', { files: number; bytes: number }>;
const MB = 1024 * 1024;
export const FILE_LIMITS: FileLimits = {
  player: { files: 60, bytes: 150 * MB },
  operator: { files: 1_000, bytes: 2_000 * MB },
};
const HOUR_SECONDS = 3_600;
/** On a bad line a file is begun several times. */
const TRIES_PER_FILE = 5;
const TOO_MANY = 'Too many files in an hour; wait a while.';

type Source = AsyncIterable<Uint8Array>;
type Deps = { files: FilesStore; store: FileStore; links: Links; log: Pick<Log, 'info'>; limits: FileLimits };

export function createFileService({ files, store, links, log, limits }: Deps) {
  const coming = createOneAtOnce('This file is coming already; wait a moment.');
  const limiters = { player: limitersOf(limits.player), operator: limitersOf(limits.operator) };

  async function consume({ kind, id }: Reader, bytes: number): Promise<void> {
    await limiters[kind].files.consume(id);
    await limiters[kind].bytes.consume(id, bytes);
  }

  async function take(file: FileRow, source: Source): Promise<FileRef> {
    const { siteId, id } = file;
    const { found, drafts } = await receive(store, file, source);
    try {
      const stored = await files.store(siteId, id, found, async () => {
        for (const { draft, name } of drafts) await draft.keep(name);
      });
      if (!stored) throw notFound();
      log.info({ file: id, type: stored.type, bytes: stored.bytes }, 'a file was stored');
      return refOf(stored);
    } finally {
      for (const { draft } of drafts) await draft.drop();
    }
  }

  /** `prepare` is called for what may be sent. Repeating it takes nothing of what one may send. */
  async function announce(
    prepare: () => Promise<{ siteId: string }>,
    reader: Reader,
    { conversation, clientId, contentType, bytes, name: called }: Attach,
  ): Promise<void> {
    if (bytes > FILE_MAX_BYTES) throw new Refusal('file-too-large', 'A file has at most 10 MB.');
    const type = FILE_TYPES.find((one) => one === contentType) ?? null;
    const name = fileName(called, type ?? '');
    if (!type || typeByName(name) !== type) {
      throw new Refusal('file-refused', `Files of the kind “${extensionOf(name)}” may not be sent.`);
    }
    if (!(await files.byId(conversation, clientId))) await consume(reader, bytes);
    const { siteId } = await prepare();
    const sender = senderOf(reader);
    const file = await files.announce({ id: clientId, siteId, conversation, sender, name, type, bytes });
    if (!file || file.conversation !== conversation || !isSameSender(file.sender, sender)) {
      throw new Refusal('conflict', 'This client id belongs to another file.');
    }
  }

  /** Of what was sent, to those who read the conversation; of what was not, to its sender. */
  async function shown(conversation: string, id: string, reader: Reader): Promise<FileRow> {
    const file = await files.byId(conversation, id);
    if (!file?.isStored || !(file.isSent || isSameSender(file.sender, senderOf(reader)))) throw notFound();
    return file;
  }

  return {
    announce,
    shown,

    /** Answers `attach`. Repeating it is answered with an address again. */
    async attach(prepare: () => Promise<KnownConversation>, actor: Actor, asked: Attach): Promise<object> {
      const { conversation, clientId } = asked;
      const reader = readerOf(actor);
      await announce(prepare, reader, asked);
      const address = links.address(`uploads/${conversation}/${clientId}`, reader);
      return { type: 'upload', conversation, clientId, ...address };
    },

    /** Takes in the bytes, once at a time. What is there already stays, and is the answer. */
    async upload(conversation: string, id: string, { kind, id: by }: Reader, source: Source): Promise<FileRef> {
      const file = await files.byId(conversation, id);
      if (!file) throw notFound();
      if (file.isStored) return refOf(file);
      const leave = coming.enter(`${file.siteId}/${id}`);
      try {
        await limiters[kind].tries.consume(by);
        return await take(file, source);
      } finally {
        leave();
      }
    },

    /** Answers `link`. */
    async link(known: KnownConversation, actor: Actor, of: string): Promise<object> {
      const { id: conversation } = known;
      const reader = readerOf(actor);
      const frame = { type: 'link', conversation, of };
      if (of === 'transcript') {
        const { url, until } = links.address(`transcripts/${conversation}`, reader);
        return { ...frame, url: `${url}&language=${encodeURIComponent(languageOf(actor))}`, until };
      }
      const file = await shown(conversation, of, reader);
      const path = `files/${conversation}/${of}`;
      const preview = isImage(file) && { preview: links.address(`${path}/preview`, reader).url };
      return { ...frame, ...links.address(path, reader), ...preview };
    },

    /** For a message; repeating it with the same client id gives the same files. */
    async filesOf(
      { siteId, id }: KnownConversation,
      actor: Actor,
      clientId: string,
      ids: string[],
    ): Promise<FileRef[]> {
      const bound = await files.bind(siteId, id, senderOf(readerOf(actor)), clientId, ids);
      if (!bound) throw new Refusal('file-refused', 'There is no such file to send.');
      return bound.map(refOf);
    },

    /** What lies there, for those who were let in. */
    async open(conversation: string, id: string, nameOf: (stored: string) => string = (stored) => stored) {
      const file = await files.byId(conversation, id);
      const stored = file?.isStored ? await store.open(nameOf(storedAs(file.siteId, id))) : null;
      if (!file || !stored) throw notFound();
      return { file, stored };
    },
  };
}

export function isImage({ type }: Pick<FileRow, 'type'>): boolean {
  return type.startsWith('image/');
}

function limitersOf({ files, bytes }: FileLimits['player']) {
  const hourly = (points: number) => createLimiter(points, HOUR_SECONDS, TOO_MANY);
  return { files: hourly(files), bytes: hourly(bytes), tries: hourly(files * TRIES_PER_FILE) };
}

function readerOf(actor: Actor): Reader {
  return actor.kind === 'player'
    ? { kind: 'player', id: actor.contact.id }
    : { kind: 'operator', id: actor.operator.id };
}

function senderOf({ kind, id }: Reader): Sender {
  return kind === 'player' ? { kind } : { kind, id };
}

function languageOf(actor: Actor): string {
  return actor.kind === 'player' ? actor.language : (actor.languages[0] ?? 'en');
}
