/** What the doctor has to say: one line each. What is not `ok` says how to mend it. */
export type Finding = { state: 'ok' | 'warning' | 'wrong'; what: string; mend: string };

export const ok = (what: string): Finding => ({ state: 'ok', what, mend: '' });
/** Works, and may not for long, or not as well as it could. */
export const warning = (what: string, mend: string): Finding => ({ state: 'warning', what, mend });
/** Does not work, or loses what was promised. */
export const wrong = (what: string, mend: string): Finding => ({ state: 'wrong', what, mend });

/** A sentence that says itself what to do, after its colon. */
export function wrongBy(message: string): Finding {
  const [, what = message, mend = ''] = /^(.*?): (.*)$/s.exec(message) ?? [];
  return wrong(what.replace(/\.$/, ''), mend.replace(/\.$/, ''));
}

export type Check = { about: string; look(): Promise<Finding[]> };

/** One after the other, so that none disturbs another; a check that fails by itself is a finding too. */
export async function* examine(checks: readonly Check[]): AsyncGenerator<Finding> {
  for (const { about, look } of checks) {
    try {
      yield* await look();
    } catch (error) {
      yield wrong(
        `${about} could not be looked at (${(error as Error).message})`,
        'mend what it names, and ask the doctor again',
      );
    }
  }
}

export function lineOf({ state, what, mend }: Finding): string {
  return `${state.padEnd(8)} ${what}${mend ? `: ${mend}` : ''}.`;
}
