/**
 * Second factors of operators: begun with a secret, on from the first right code, proven with a code of the app or one
 * that was written down. A code counts once, on whichever relay. The secret is told once, to whoever begins; no other
 * answer, log or audit holds it, nor a code.
 */
import type { Enrolment, SecondFactorState } from '@touchline/shared/sessions.ts';
import { Refusal } from '../platform/errors.ts';
import { createLimiter } from '../platform/limits.ts';
import type { Operator } from './operator-row.ts';
import { codeOf, hashOf, newestStep, newRecoveryCodes, newSecret, shown, stepOf } from './second-factor.ts';
import type { SecondFactor, SecondFactorStore } from './second-factor-store.ts';

export type SecondFactors = ReturnType<typeof createSecondFactors>;

type Person = Pick<Operator, 'id' | 'email'>;

const WRONG = 'The code is wrong, was used before, or is of another time.';
const TOO_MANY = 'Too many codes; wait a while.';

const WAIT_MS = 15 * 60 * 1000;
const SEALED =
  'This relay cannot read what your codes are made with: whoever runs the server has to set SECRETS_KEY as it was. A code that you wrote down works.';

export function createSecondFactors(store: SecondFactorStore) {
  // One account's tries are counted by the store, over all relays.
  const byAddress = createLimiter(100, 15 * 60, TOO_MANY);

  async function limited(operatorId: string, address: string, isRight: () => Promise<boolean>): Promise<void> {
    await byAddress.consume(address);
    if (!(await store.takeTry(operatorId)) && (await store.of(operatorId))) {
      throw new Refusal('too-fast', TOO_MANY, { retryAfterMs: WAIT_MS });
    }
    if (!(await isRight())) throw new Refusal('bad-request', WRONG, { fields: { code: WRONG } });
    await byAddress.refund(address);
  }

  async function spend(operatorId: string, typed: string): Promise<boolean> {
    const factor = await store.of(operatorId);
    if (!factor?.isOn) return false;
    const { kind, code } = codeOf(typed);
    if (kind === 'recovery') return store.spendRecoveryCode(operatorId, hashOf(code));
    const step = stepOf(opened(factor), code, factor.now);
    return step !== null && store.spendStep(operatorId, step, newestStep(factor.now));
  }

  function opened({ secret }: SecondFactor): Buffer {
    if (!secret) throw new Refusal('unavailable', SEALED);
    return secret;
  }

  return {
    isOn: async (operatorId: string) => Boolean((await store.of(operatorId))?.isOn),
    isRequired: store.isRequired,

    async state(operatorId: string): Promise<SecondFactorState> {
      const factor = await store.of(operatorId);
      const isOn = Boolean(factor?.isOn);
      return { isOn, codesLeft: isOn ? (factor?.codesLeft ?? 0) : 0, isRequired: await store.isRequired(operatorId) };
    },

    /** Throws unless `typed` is a code of theirs, which is spent by that. */
    prove: (operatorId: string, typed: string, address: string) =>
      limited(operatorId, address, () => spend(operatorId, typed)),

    async begin({ id, email }: Person): Promise<Enrolment> {
      const secret = newSecret();
      if (!(await store.begin(id, secret))) throw new Refusal('conflict', 'There is a second factor already.');
      return shown(secret, email);
    },

    /** The first right code turns it on. Returns the recovery codes, which nobody is told again. */
    async confirm({ id }: Person, typed: string, address: string): Promise<string[]> {
      const codes = newRecoveryCodes();
      await limited(id, address, async () => {
        const factor = await store.of(id);
        const step = factor && !factor.isOn ? stepOf(opened(factor), codeOf(typed).code, factor.now) : null;
        return factor !== null && step !== null && store.confirm(id, factor.kept, step, codes.map(hashOf));
      });
      return codes;
    },

    async renewCodes(operatorId: string): Promise<string[]> {
      const codes = newRecoveryCodes();
      await store.renewCodes(operatorId, codes.map(hashOf));
      return codes;
    },

    remove: store.remove,
    sealAnew: store.sealAnew,
  };
}
