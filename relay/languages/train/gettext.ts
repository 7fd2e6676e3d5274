/** Compiled gettext catalogues (`.mo`): pairs of an English text and its translation. */
export type Pair = { english: string; translated: string };

/** Where the file says how many pairs it has, and where the two tables of (length, offset) lie. */
const COUNT_AT = 8;
const MAGIC = 0x950412de;

export function readCatalogue(file: Buffer): Pair[] {
  if (file.readUInt32LE(0) !== MAGIC) return [];
  const [count, originals, translations] = [0, 4, 8].map((i) => file.readUInt32LE(COUNT_AT + i)) as [
    number,
    number,
    number,
  ];
  const text = (table: number, i: number) => {
    const length = file.readUInt32LE(table + 8 * i);
    const offset = file.readUInt32LE(table + 8 * i + 4);
    // The plural forms follow after a zero; one is enough.
    return file.toString('utf8', offset, offset + length).split('\0')[0] ?? '';
  };
  return Array.from({ length: count }, (_, i) => ({
    // What stands before the EOT is a note for the translator.
    english: text(originals, i).split('\u0004').at(-1) ?? '',
    translated: text(translations, i),
  })).filter(({ english }) => english !== '');
}
