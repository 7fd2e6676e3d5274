/**
 * What follows a right password, or a link in its place: a session, or, for whoever has a second factor or has to have
 * one, a ticket. A ticket is good for five codes within ten minutes, on whichever relay, and lets in once.
 */
import { randomBytes } from 'node:crypto';
import type { Enrolment, SecondStep } from '@touchline/shared/sessions.ts';
import { notFound } from '../platform/errors.ts';
import type { Operator } from './operator-row.ts';
import type { SecondFactors } from './second-factors.ts';
import type { From, SessionStore } from './session-store.ts';

export const SESSION_LIFETIME_MS = 12 * 60 * 60 * 1000;
const TICKET_LIFETIME_MS = 10 * 60 * 1000;

/** `token` is for the cookie. */
export type Admitted<Who> = Who & { token: string };
export type Admission<Who> = Admitted<Who> | SecondStep;

type Deps<Who> = {
  store: SessionStore;
  secondFactors: SecondFactors;
  describe(operator: Operator): Promise<Who>;
};

export function createAdmission<Who extends object>({ store, secondFactors, describe }: Deps<Who>) {
  async function open(operator: Operator, from: From | null): Promise<Admitted<Who>> {
    const token = newToken();
    await store.openSession(token, operator.id, SESSION_LIFETIME_MS, from);
    return { ...(await describe(operator)), token };
  }

  async function holder(ticket: string): Promise<Operator> {
    const operator = await store.byTicket(ticket);
    if (!operator) throw notFound();
    return operator;
  }

  /** Of two who come with one ticket at once the second is too late. */
  async function enter(ticket: string, operator: Operator, from: From): Promise<Admitted<Who>> {
    if (!(await store.spendTicket(ticket))) throw notFound();
    return open(operator, from);
  }

  return {
    async admit(operator: Operator, from: From | null): Promise<Admission<Who>> {
      const isOn = await secondFactors.isOn(operator.id);
      if (!isOn && !(await secondFactors.isRequired(operator.id))) return open(operator, from);
      const ticket = newToken();
      await store.openTicket(ticket, operator.id, TICKET_LIFETIME_MS);
      return { next: isOn ? 'code' : 'enrol', ticket };
    },

    async byCode(ticket: string, code: string, from: From): Promise<Admitted<Who>> {
      const operator = await holder(ticket);
      if (!(await store.tryTicket(ticket))) throw notFound();
      await secondFactors.prove(operator.id, code, from.address);
      return enter(ticket, operator, from);
    },

    /** Only for whoever has none: where there is one, a password alone replaces nothing. */
    beginEnrolment: async (ticket: string): Promise<Enrolment> => secondFactors.begin(await holder(ticket)),

    async byEnrolment(
      ticket: string,
      code: string,
      from: From,
    ): Promise<{ admitted: Admitted<Who>; recoveryCodes: string[] }> {
      const operator = await holder(ticket);
      if (!(await store.tryTicket(ticket))) throw notFound();
      const recoveryCodes = await secondFactors.confirm(operator, code, from.address);
      return { admitted: await enter(ticket, operator, from), recoveryCodes };
    },
  };
}

/** 256 bits, for sessions, tickets and links. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
