/**
 * Who is signed in. Starts by asking the relay (the cookie is not ours to read), then stays until a sign-out,
 * here or from elsewhere. Everything an operator works with hangs below this and is thrown away with it.
 */
import { createModel, signal } from '@preact/signals';
import type { SecondStep } from '@touchline/shared/sessions.ts';
import { type Api, ApiError, type SignedIn } from './api.ts';

/** `asking` shows nothing yet; `unreachable` the relay did not answer. */
export type SessionState = 'asking' | 'unreachable' | 'out' | 'in';
/** Why the sign-in form is shown again. */
export type Farewell = 'ended' | null;
export type SignInProblem = 'wrong' | 'too-fast' | 'offline' | 'internal' | null;

export const SessionModel = createModel((api: Api) => {
  const state = signal<SessionState>('asking');
  const who = signal<SignedIn | null>(null);
  const farewell = signal<Farewell>(null);
  const busy = signal(false);
  const problem = signal<SignInProblem>(null);
  const retryAfterS = signal<number | null>(null);

  const step = signal<SecondStep | null>(null);

  const enter = (signedIn: SignedIn) => {
    who.value = signedIn;
    step.value = problem.value = farewell.value = null;
    state.value = 'in';
  };
  /** The relay's answer to a password. */
  const admit = (answer: SignedIn | SecondStep) => {
    if ('next' in answer) {
      step.value = answer;
      state.value = 'out';
    } else enter(answer);
  };
  const leave = (why: Farewell) => {
    who.value = step.value = null;
    farewell.value = why;
    state.value = 'out';
  };

  const ask = async () => {
    state.value = 'asking';
    try {
      enter(await api.whoAmI());
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'unauthenticated') leave(null);
      else state.value = 'unreachable';
    }
  };

  const signIn = async (email: string, password: string) => {
    busy.value = true;
    problem.value = null;
    try {
      admit(await api.signIn(email.trim(), password));
    } catch (error) {
      problem.value = problemOf(error);
      retryAfterS.value = error instanceof ApiError ? error.retryAfterS : null;
    }
    busy.value = false;
  };

  return {
    state,
    who,
    farewell,
    busy,
    problem,
    retryAfterS,
    /** What is still asked for after the password. */
    step,
    ask,
    signIn,
    admit,
    /** To the password again. */
    back: () => leave(null),
    /** After the administrator was made, or a site: what the relay would answer now. */
    enter,
    /** A socket that is refused cannot say why: asks whether we may still come in, and leaves where not. */
    async confirm() {
      const error = await api.whoAmI().catch((caught: unknown) => caught);
      if (error instanceof ApiError && error.kind === 'unauthenticated' && who.value) leave('ended');
    },
    /** The relay closed the session: signed out elsewhere, disabled, expired. Unsent text stays for their return. */
    ended: () => leave('ended'),
    async signOut() {
      await api.signOut().catch(() => undefined);
      leave(null);
    },
  };
});
export type Session = InstanceType<typeof SessionModel>;

function problemOf(error: unknown): SignInProblem {
  if (!(error instanceof ApiError)) return 'internal';
  if (error.kind === 'offline' || error.kind === 'too-fast') return error.kind;
  return error.kind === 'unauthenticated' || error.kind === 'bad-request' ? 'wrong' : 'internal';
}
