/** Keys for programs of a site. */
import { createModel, signal } from '@preact/signals';
import type { ApiKeyState, NewApiKey } from '@touchline/shared/api.ts';
import { createAttempts } from '../../office/attempts.ts';
import type { SettingsRequests } from '../requests.ts';

type Deps = { requests: Pick<SettingsRequests, 'programs' | 'addProgram' | 'endProgram'> };

export const ProgramsModel = createModel(({ requests }: Deps) => {
  const { attempt: ask, busy, problem } = createAttempts();
  const keys = signal<readonly ApiKeyState[] | null>(null);
  /** Made a moment ago; its token cannot be read again. */
  const fresh = signal<{ name: string; token: string } | null>(null);
  const load = async () => {
    keys.value = (await requests.programs()).keys;
  };
  return {
    keys,
    fresh,
    busy,
    problem,
    load: () => ask(load),
    add: (wanted: NewApiKey) =>
      ask(async () => {
        const { token } = await requests.addProgram(wanted);
        fresh.value = { name: wanted.name, token };
        await load();
      }),
    end: (id: string) =>
      ask(async () => {
        await requests.endProgram(id);
        await load();
      }),
    forget() {
      fresh.value = null;
    },
  };
});
export type Programs = InstanceType<typeof ProgramsModel>;
