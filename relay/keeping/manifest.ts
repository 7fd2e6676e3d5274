/** The first page of a backup: what it is, of when, and what has to be in it. */
import { z } from 'zod';
import { Trouble } from './trouble.ts';

/** Raised when an older Touchline could not read what this one writes. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';

const manifest = z.object({
  product: z.literal('touchline'),
  format: z.literal(FORMAT),
  release: z.string(),
  /** By Postgres's clock: everything that was committed before is in it, nothing that came after. */
  at: z.iso.datetime(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), isPartitioned: z.boolean(), rows: z.int().min(0) }),
  ),
  sequences: z.array(z.object({ name: z.string(), last: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  files: z.object({
    count: z.int().min(0),
    bytes: z.int().min(0),
    /** Named by the database and not in the store, though nobody had taken them away. */
    missing: z.array(z.string()),
    /** Taken away while the backup was made. */
    erased: z.array(z.string()),
  }),
});
export type Manifest = z.infer<typeof manifest>;

/** Throws a `Trouble` for what is no backup, is damaged, or is of a format that this Touchline cannot read. */
export function parseManifest(text: string, folder: string): Manifest {
  const read = readJson(text);
  const claims = z.object({ product: z.literal('touchline'), format: z.int(), release: z.string() }).safeParse(read);
  if (claims.success && claims.data.format !== FORMAT) {
    throw new Trouble(
      `The backup ${folder} has the format ${claims.data.format}, and this Touchline reads ${FORMAT}: restore it with Touchline ${claims.data.release} or newer.`,
    );
  }
  const parsed = manifest.safeParse(read);
  if (parsed.success) return parsed.data;
  throw new Trouble(
    `${MANIFEST} in ${folder} is damaged, so what has to be there is not known: fetch the backup again, or take another one.`,
  );
}

export const tablePath = (table: string) => `tables/${encodeURIComponent(table)}.copy.gz`;
/** Spread as in the file store, so that no folder grows large. */
export const filePath = (name: string) => {
  const [site = '', file = ''] = name.split('/');
  return `files/${site}/${file.slice(34, 36)}/${file}`;
};
/** Undoes `filePath`. */
export const fileName = (path: string) => {
  const [, site, , file] = path.split('/');
  return `${site}/${file}`;
};

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
