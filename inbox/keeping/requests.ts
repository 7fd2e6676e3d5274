import type { HeldPlayer, KeepingReport } from '@touchline/shared/privacy.ts';
import { apiUrl } from '../address.ts';
import { ApiError, call } from '../api.ts';

export type KeepingRequests = typeof keepingRequests;
export type Erased = { conversations: number; files: number };

export const keepingRequests = {
  report: (site: string) => call<KeepingReport>('GET', `sites/${site}/keeping`),
  find: async (site: string, who: string) =>
    (await call<{ players: HeldPlayer[] }>('POST', `sites/${site}/players/find`, { who })).players,
  hold: (site: string, contact: string, reason: string) =>
    call<void>('POST', `sites/${site}/players/hold`, { contact, reason }),
  release: (site: string, contact: string, reason: string) =>
    call<void>('POST', `sites/${site}/players/release`, { contact, reason }),
  erase: (site: string, contact: string, confirm: string) =>
    call<Erased>('POST', `sites/${site}/players/erase`, { contact, confirm }),

  /** The file. Who is meant stands in the body, so no address of it is left in a history. */
  async export(site: string, contact: string, internal: boolean): Promise<Blob> {
    const response = await fetch(apiUrl(`sites/${site}/players/export`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contact, internal }),
    }).catch(() => null);
    if (!response) throw new ApiError('offline');
    if (!response.ok) {
      const { error } = await response.json().catch(() => ({ error: null }));
      throw new ApiError(error?.kind ?? 'internal');
    }
    // Cut on the way, it is no whole file.
    return response.blob().catch(() => {
      throw new ApiError('offline');
    });
  },
};
