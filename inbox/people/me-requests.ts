/** The relay's routes about one's own account, and the second step of signing in. */
import type { Enrolment, SecondFactorState, SessionRef } from '@touchline/shared/sessions.ts';
import { call, type SignedIn } from '../api.ts';

type Proof = { password: string; code: string };
type Codes = { recoveryCodes: string[] };

export const meRequests = {
  sessions: async () => (await call<{ sessions: SessionRef[] }>('GET', 'me/sessions')).sessions,
  endSession: (id: string) => call<void>('DELETE', `me/sessions/${id}`),
  endOthers: () => call<void>('DELETE', 'me/sessions'),
  changePassword: (form: { password: string; newPassword: string }) => call<void>('PUT', 'me/password', form),
  secondFactor: () => call<SecondFactorState>('GET', 'me/second-factor'),
  begin: (password: string) => call<Enrolment>('POST', 'me/second-factor', { password }),
  confirm: async (code: string) => (await call<Codes>('POST', 'me/second-factor/confirmation', { code })).recoveryCodes,
  renewCodes: async (proof: Proof) =>
    (await call<Codes>('POST', 'me/second-factor/recovery-codes', proof)).recoveryCodes,
  remove: (proof: Proof) => call<void>('POST', 'me/second-factor/removal', proof),
};

export const stepRequests = {
  byCode: (ticket: string, code: string) => call<SignedIn>('POST', 'session/code', { ticket, code }),
  beginEnrolment: (ticket: string) => call<Enrolment>('POST', 'session/enrolment', { ticket }),
  confirmEnrolment: (ticket: string, code: string) =>
    call<SignedIn & Codes>('POST', 'session/enrolment/code', { ticket, code }),
};
