/** The small dialogs of sorting come when one is asked for. */
import type { Desk } from '../desk.ts';
import { LatePart } from '../late-part.tsx';

export function Sorting({ desk }: { desk: Desk }) {
  const { sorting } = desk;
  return (
    <LatePart
      desk={desk}
      wanted={sorting.open.value !== null}
      load={() => import('./dialogs.tsx')}
      missing={() => sorting.close()}
      show={({ SortingDialogs }) => <SortingDialogs desk={desk} />}
    />
  );
}
