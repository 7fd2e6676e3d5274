/** The command menu comes with the first Ctrl+K. */
import type { Fields } from '../deeds.ts';
import type { Desk } from '../desk.ts';
import { LatePart } from '../late-part.tsx';

export function CommandMenu({ desk, fields }: { desk: Desk; fields: Fields }) {
  return (
    <LatePart
      desk={desk}
      wanted={desk.menuShown.value}
      load={() => import('./dialog.tsx')}
      missing={() => (desk.menuShown.value = false)}
      show={({ MenuDialog }) => <MenuDialog desk={desk} fields={fields} />}
    />
  );
}
