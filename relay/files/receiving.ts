/** A file while it comes: counted, told by its beginning, kept as drafts of what will be stored. */
import { FILE_MAX_BYTES } from '@touchline/shared/wire.ts';
import { Refusal } from '../platform/errors.ts';
import { type Draft, type FileStore, previewOf, storedAs } from './file-store.ts';
import { type ImageType, remakeImage } from './images.ts';
import { type FileType, HEAD_BYTES, refuseOther } from './kinds.ts';
import type { FileRow, Found } from './store.ts';

export type Received = { found: Found; drafts: { draft: Draft; name: string }[] };

/** Throws `file-refused` or `file-too-large`; the source's own error when its line is cut. Leaves nothing behind then. */
export async function receive(store: FileStore, file: FileRow, source: AsyncIterable<Uint8Array>): Promise<Received> {
  const body = counted(source, Math.min(file.bytes, FILE_MAX_BYTES))[Symbol.asyncIterator]();
  const { head, all } = await headOf(body);
  try {
    await refuseOther(head, file.type as FileType);
  } catch (refusal) {
    // Browsers read an answer only when all of theirs was taken.
    for await (const _ of all);
    throw refusal;
  }
  const raw = await store.write(all, file.bytes);
  if (raw.bytes !== file.bytes) {
    await raw.drop();
    throw new Refusal('file-refused', 'The file ended before it was all there.');
  }
  const name = storedAs(file.siteId, file.id);
  if (file.type === 'application/pdf') return { found: { bytes: raw.bytes }, drafts: [{ draft: raw, name }] };
  return remade(store, file, name, raw).finally(raw.drop);
}

async function remade(store: FileStore, file: FileRow, name: string, raw: Draft): Promise<Received> {
  const { image, preview, width, height } = await remakeImage(raw.read, file.type as ImageType);
  const draft = await store.write(once(image), image.length);
  try {
    const small = await store.write(once(preview), preview.length);
    return {
      found: { bytes: draft.bytes, width, height },
      drafts: [
        { draft, name },
        { draft: small, name: previewOf(name) },
      ],
    };
  } catch (error) {
    await draft.drop();
    throw error;
  }
}

async function* counted(source: AsyncIterable<Uint8Array>, max: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > max) throw new Refusal('file-too-large', 'The file is larger than was said.');
    yield chunk;
  }
}

/** Its beginning, and all of it again from there. */
async function headOf(body: AsyncIterator<Uint8Array>): Promise<{ head: Buffer; all: AsyncGenerator<Uint8Array> }> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < HEAD_BYTES) {
    const { value, done } = await body.next();
    if (done) break;
    read.push(value);
    bytes += value.length;
  }
  async function* all() {
    yield* read;
    for (let next = await body.next(); !next.done; next = await body.next()) yield next.value;
  }
  return { head: Buffer.concat(read).subarray(0, HEAD_BYTES), all: all() };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
