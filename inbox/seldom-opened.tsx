/** Dialogs that an operator opens once in a shift, if at all: each comes when it is. */
import type { Desk } from './desk.ts';
import { LatePart } from './late-part.tsx';

export function SeldomOpened({ desk }: { desk: Desk }) {
  const { spoken } = desk;
  return (
    <>
      <LatePart
        desk={desk}
        wanted={desk.teamShown.value}
        load={() => import('./presence/team.tsx')}
        missing={() => desk.showTeam(false)}
        show={({ Team }) => <Team desk={desk} />}
      />
      <LatePart
        desk={desk}
        wanted={spoken.said.value !== null}
        load={() => import('./spoken/dialog.tsx')}
        missing={spoken.close}
        show={({ SpokenDialog }) => <SpokenDialog spoken={spoken} />}
      />
      <LatePart
        desk={desk}
        wanted={desk.aliasesShown.value}
        load={() => import('./aliases/dialog.tsx')}
        missing={() => desk.showAliases(false)}
        show={({ AliasesDialog }) => <AliasesDialog desk={desk} />}
      />
    </>
  );
}
