/** Reads a zip file, such as a Firefox language pack, whole. */
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const END_BYTES = 22;
const DEFLATED = 8;

/** Name and content of each entry. */
export function readZip(file: Buffer): Map<string, Buffer> {
  let end = file.length - END_BYTES;
  while (end >= 0 && file.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error('not a zip file');
  const entries = new Map<string, Buffer>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((i) => file.readUInt16LE(at + i)) as [
      number,
      number,
      number,
    ];
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    // The entry's own head may have another extra field than the directory says.
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const content = file.subarray(from, from + file.readUInt32LE(at + 20));
    entries.set(name, file.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(content) : content);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}
