/** What to write in the place of an address that is no origin: browsers send scheme, host and port, and nothing else. Pure. */

/** Why it is not one yet. `unclear`: nobody can tell what was meant. */
export type OriginFault = 'path' | 'scheme' | 'capitals' | 'port' | 'letters' | 'slash' | 'unclear' | 'wildcard';
export type OriginAdvice = { fault: OriginFault; write: string | null };

const GOOD = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/;
const LOCAL = /^(localhost|127\.0\.0\.1)(:|\/|$)/i;
const PORT_OF: Record<string, string> = { 'https:': ':443', 'http:': ':80' };

/** Null where nothing is wrong with it. */
export function adviseOrigin(typed: string): OriginAdvice | null {
  const text = typed.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const whole = hasScheme ? text : `${LOCAL.test(text) ? 'http' : 'https'}://${text}`;
  const isWild = /^\w+:\/\/\*\./.test(whole);
  // No parser takes a star for a part of a host.
  const url = URL.parse(isWild ? whole.replace('*.', '') : whole);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname || url.username)
    return { fault: 'unclear', write: null };
  const write = `${url.protocol}//${isWild ? '*.' : ''}${url.host}`;
  if (!GOOD.test(write)) return { fault: text.includes('*') ? 'wildcard' : 'unclear', write: null };
  if (write === typed) return null;
  return { fault: faultOf(text, { url, hasScheme }), write };
}

function faultOf(text: string, { url, hasScheme }: { url: URL; hasScheme: boolean }): OriginFault {
  if (url.pathname !== '/' || url.search || url.hash) return 'path';
  if (!hasScheme) return 'scheme';
  if (/[^\p{ASCII}]/u.test(text)) return 'letters';
  if (
    text
      .toLowerCase()
      .replace(/\/$/, '')
      .endsWith(PORT_OF[url.protocol] as string)
  )
    return 'port';
  return text.endsWith('/') ? 'slash' : 'capitals';
}
