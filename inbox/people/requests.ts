/** The relay's routes about people, invitations and what has been done, one function each. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { SecondStep } from '@touchline/shared/sessions.ts';
import type {
  AuditPage,
  Invitation,
  InvitationDraft,
  Invited,
  LinkMade,
  PersonChange,
  Staff,
} from '@touchline/shared/staff.ts';
import { call, type SignedIn } from '../api.ts';

export type PeopleRequests = typeof peopleRequests;
type Made = { invitation: Invitation; link: LinkMade };

export const peopleRequests = {
  look: () => call<Staff>('GET', 'people'),
  save: (id: string, change: PersonChange) => call<void>('PUT', `people/${id}`, change),
  setDisabled: (id: string, isDisabled: boolean) => call<void>('PUT', `people/${id}/disabled`, { isDisabled }),
  passwordLink: (id: string) => call<LinkMade>('POST', `people/${id}/password-link`),
  resetSecondFactor: (id: string, password: string) =>
    call<void>('POST', `people/${id}/second-factor-reset`, { password }),
  endSessions: (id: string) => call<void>('DELETE', `people/${id}/sessions`),
  requireSecondFactor: (site: string, roles: OperatorRole[]) =>
    call<void>('PUT', `sites/${site}/second-factor`, { roles }),
  invite: (draft: InvitationDraft) => call<Made>('POST', 'invitations', draft),
  renew: (id: string) => call<Made>('POST', `invitations/${id}/link`),
  withdraw: (id: string) => call<void>('DELETE', `invitations/${id}`),
  audit: (site: string, before: string | null) =>
    call<AuditPage>('GET', `sites/${site}/audit${before ? `?before=${before}` : ''}`),
};

export const invitedRequests = {
  check: (token: string) => call<Invited>('POST', 'invitations/check', { token }),
  asNew: (form: { token: string; name: string; password: string }) =>
    call<SignedIn | SecondStep>('POST', 'invitations/account', form),
  asMyself: (token: string) => call<void>('POST', 'invitations/membership', { token }),
};
