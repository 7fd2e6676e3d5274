/** To whom a conversation goes next: the dialog comes when it is asked for. */
import type { Desk } from '../desk.ts';
import { LatePart } from '../late-part.tsx';

export function TransferDialog({ desk }: { desk: Desk }) {
  const { transfer } = desk;
  return (
    <LatePart
      desk={desk}
      wanted={transfer.conversation.value !== null}
      load={() => import('./form.tsx')}
      missing={transfer.close}
      show={({ TransferForm }) => <TransferForm desk={desk} />}
    />
  );
}
