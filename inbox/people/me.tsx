/** My account: what keeps it mine. */
import { useEffect, useMemo } from 'preact/hooks';
import type { Session } from '../session.ts';
import { MeModel } from './me-model.ts';
import { MyFactor } from './my-factor.tsx';
import { MyPassword } from './my-password.tsx';
import { MySessions } from './my-sessions.tsx';
import '../setup/setup.css';
import './me.css';

export function Me({ session }: { session: Session }) {
  const mine = useMemo(() => new MeModel(), []);
  useEffect(() => {
    void mine.load();
    return () => mine[Symbol.dispose]();
  }, [mine]);
  return (
    <div class="me" data-part="me">
      <MyFactor mine={mine} />
      <MySessions mine={mine} />
      <MyPassword mine={mine} email={session.who.value?.operator.email ?? ''} />
    </div>
  );
}
