/** A draft as it can be shown while it is still being written: without addresses that are none yet, and texts that are empty. Pure. */
import type { Sections } from '@touchline/shared/site-sections.ts';

export function fit(draft: Partial<Sections>): Partial<Sections> {
  const { notices } = draft;
  if (!notices) return draft;
  return {
    ...draft,
    notices: {
      privacyUrl: addresses(notices.privacyUrl),
      notices: notices.notices.map(({ label, url }) => ({ label, ...(url && { url: addresses(url) }) })),
    },
  };
}

function addresses(byLanguage: Record<string, string>): Record<string, string> {
  const isOne = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? '');
  return Object.fromEntries(Object.entries(byLanguage).filter(([, text]) => isOne(text)));
}
