import type { CannedReply, ReplyChange } from '@touchline/shared/replies.ts';
import { call } from '../api.ts';

export type ReplyRequests = typeof replyRequests;

export const replyRequests = {
  list: async (site: string) => (await call<{ replies: CannedReply[] }>('GET', `sites/${site}/replies`)).replies,
  save: async (site: string, id: string, change: ReplyChange) =>
    (await call<{ reply: CannedReply }>('PUT', `sites/${site}/replies/${id}`, change)).reply,
  remove: (site: string, id: string, version: number) =>
    call<void>('DELETE', `sites/${site}/replies/${id}?version=${version}`),
};
