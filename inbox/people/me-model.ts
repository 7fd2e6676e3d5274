/** One's own account: the password, the second factor, the sessions that are open. */
import { createModel, signal } from '@preact/signals';
import type { Enrolment, SecondFactorState, SessionRef } from '@touchline/shared/sessions.ts';
import { createAttempts } from '../office/attempts.ts';
import { meRequests } from './me-requests.ts';

export const MeModel = createModel(() => {
  const password = createAttempts();
  const factor = createAttempts();
  const devices = createAttempts();
  const sessions = signal<readonly SessionRef[] | null>(null);
  const state = signal<SecondFactorState | null>(null);
  const enrolment = signal<Enrolment | null>(null);
  const codes = signal<readonly string[] | null>(null);
  const changed = signal(false);

  const readSessions = async () => {
    sessions.value = await meRequests.sessions();
  };
  const readFactor = async () => {
    state.value = await meRequests.secondFactor();
  };

  return {
    ...{ password, factor, devices, sessions, state, enrolment, codes, changed },
    load: () => Promise.all([devices.attempt(readSessions), factor.attempt(readFactor)]),

    changePassword: (form: { password: string; newPassword: string }) => {
      changed.value = false;
      return password.attempt(async () => {
        await meRequests.changePassword(form);
        changed.value = true;
        await readSessions();
      });
    },
    begin: (known: string) =>
      factor.attempt(async () => {
        enrolment.value = await meRequests.begin(known);
      }),
    leaveEnrolment() {
      enrolment.value = null;
      factor.problem.value = null;
    },
    confirm: (code: string) =>
      factor.attempt(async () => {
        codes.value = await meRequests.confirm(code);
        enrolment.value = null;
        await readFactor();
      }),
    renewCodes: (proof: { password: string; code: string }) =>
      factor.attempt(async () => {
        codes.value = await meRequests.renewCodes(proof);
        await readFactor();
      }),
    remove: (proof: { password: string; code: string }) =>
      factor.attempt(async () => {
        await meRequests.remove(proof);
        await readFactor();
      }),
    endSession: (id: string) =>
      devices.attempt(async () => {
        await meRequests.endSession(id);
        await readSessions();
      }),
    endOthers: () =>
      devices.attempt(async () => {
        await meRequests.endOthers();
        await readSessions();
      }),
  };
});
export type Mine = InstanceType<typeof MeModel>;
