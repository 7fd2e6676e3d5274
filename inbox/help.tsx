/** The sheet of keys, which comes when it is asked for. */
import type { Desk } from './desk.ts';
import { LatePart } from './late-part.tsx';

export function Help({ desk }: { desk: Desk }) {
  return (
    <LatePart
      desk={desk}
      wanted={desk.helpShown.value}
      load={() => import('./menu/help-sheet.tsx')}
      missing={() => desk.showHelp(false)}
      show={({ HelpSheet }) => <HelpSheet desk={desk} />}
    />
  );
}
