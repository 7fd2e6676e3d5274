/** Whether a Content-Security-Policy lets an address load. Pure; what it does not know it takes for a refusal. */

export type Policy = Map<string, string[]>;

/** The first of a directive counts, as in browsers. */
export function parsePolicy(text: string): Policy {
  const policy: Policy = new Map();
  for (const part of text.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/);
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
  }
  return policy;
}

/** The line that decides, or null where none does. */
export function decidingLine(policy: Policy, directives: readonly string[]): string | null {
  const name = [...directives, 'default-src'].find((one) => policy.has(one));
  return name ? [name, ...(policy.get(name) ?? [])].join(' ') : null;
}

/** `nonce` is of the tag that asks, `self` the origin of the page. */
export function allows(
  policy: Policy,
  directives: readonly string[],
  address: URL,
  { self, nonce = null }: { self: string; nonce?: string | null },
): boolean {
  const line = decidingLine(policy, directives);
  if (line === null) return true;
  const [, ...sources] = line.split(' ');
  if (nonce && sources.includes(`'nonce-${nonce}'`)) return true;
  // With it, hosts count no more; what a trusted script adds does, and nobody sees that from outside.
  if (sources.includes("'strict-dynamic'")) return false;
  return sources.some((source) => matches(source, address, self));
}

function matches(source: string, address: URL, self: string): boolean {
  if (source === "'self'") return isSameOrBetter(address, new URL(self));
  if (source === '*') return /^(https?|wss?):$/.test(address.protocol);
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return fitsScheme(source.toLowerCase(), address.protocol);
  const [, scheme, host = '', port, path] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9.-]+)(?::(\d+|\*))?(\/.*)?$/i.exec(source) ?? [];
  if (!host) return false;
  if (
    scheme
      ? !fitsScheme(`${scheme.toLowerCase()}:`, address.protocol)
      : !fitsScheme(new URL(self).protocol, address.protocol)
  ) {
    return false;
  }
  const name = host.toLowerCase();
  const fitsHost =
    name === '*' || (name.startsWith('*.') ? address.hostname.endsWith(name.slice(1)) : address.hostname === name);
  const fitsPort =
    port === '*' || (port ?? '') === address.port || (port !== undefined && port === defaultPort(address));
  const fitsPath =
    !path || path === '/' || (path.endsWith('/') ? address.pathname.startsWith(path) : address.pathname === path);
  return fitsHost && fitsPort && fitsPath;
}

/** `http:` stands for `https:` too, and either for the sockets of the same safety. */
function fitsScheme(allowed: string, asked: string): boolean {
  const better: Record<string, string[]> = {
    'http:': ['http:', 'https:', 'ws:', 'wss:'],
    'https:': ['https:', 'wss:'],
    'ws:': ['ws:', 'wss:', 'http:', 'https:'],
    'wss:': ['wss:', 'https:'],
  };
  return (better[allowed] ?? [allowed]).includes(asked);
}

function isSameOrBetter(address: URL, self: URL): boolean {
  const samePort = address.port === self.port || (defaultPort(address) === address.port && self.port === '');
  return address.hostname === self.hostname && samePort && fitsScheme(self.protocol, address.protocol);
}

function defaultPort({ protocol }: URL): string {
  return /^(https|wss):$/.test(protocol) ? '443' : '80';
}
