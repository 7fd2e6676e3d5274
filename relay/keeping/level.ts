/** Where a backup stands among this release's migrations. */
import type { Applied, Migration } from '../platform/migrate.ts';
import type { Manifest } from './manifest.ts';
import { Trouble } from './trouble.ts';

export type Level = { before: Migration[]; after: Migration[] };

/** Throws a `Trouble` where the backup is of a newer release, or of another branch. */
export function levelOf({ migrations, release }: Pick<Manifest, 'migrations' | 'release'>, ours: Migration[]): Level {
  for (const [index, theirs] of migrations.entries()) refuseOther(theirs, ours[index], release);
  return { before: ours.slice(0, migrations.length), after: ours.slice(migrations.length) };
}

function refuseOther(theirs: Applied, ours: Migration | undefined, release: string): void {
  if (!ours) {
    throw new Trouble(
      `This backup is of a newer Touchline (${release}, with the migration ${theirs.name}): restore it with that one; nothing was changed.`,
    );
  }
  if (ours.name !== theirs.name || ours.sha256 !== theirs.sha256) {
    throw new Trouble(
      `This backup has the migration ${theirs.name} where this Touchline has another ${ours.name}: restore it with the Touchline that made it (${release}); nothing was changed.`,
    );
  }
}
