/** What is in an export: text by path. */
import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

export async function unzipped(bytes: Buffer): Promise<Map<string, string>> {
  // Refuses names that leave the folder, or are doubled.
  const zip = await fromBufferPromise(bytes, { strictFileNames: true });
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    if (files.has(entry.fileName)) throw new Error(`${entry.fileName} is there twice`);
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  }
  return files;
}
