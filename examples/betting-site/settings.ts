/** What the operator of this site may set. Read once, at the start; nothing else looks at the environment. */
export type Settings = {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Where the relay is, without a slash at the end. */
  readonly chatUrl: string;
  /** The public key of this site in the relay. */
  readonly chatSite: string;
  /** Which of the site's identity secrets signs; it becomes the `kid` of the token. */
  readonly chatKeyId: string;
  /** The identity secret. Without it players can log in, but the chat does not know who they are. */
  readonly chatSecret: string | undefined;
};

/** Throws an Error whose message is one sentence for the person who set the variable. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  return {
    host: env.HOST || '127.0.0.1',
    port: readPort(env.EXAMPLE_PORT || '4100'),
    chatUrl: readUrl(env.CHAT_URL || 'http://localhost:4000'),
    chatSite: env.CHAT_SITE || 'demo',
    chatKeyId: env.CHAT_KEY_ID || 'demo-1',
    chatSecret: env.CHAT_SECRET || undefined,
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Error(`EXAMPLE_PORT must be a number from 0 to 65535, not "${text}".`);
}

function readUrl(text: string): string {
  const url = URL.parse(text);
  const plain = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username;
  if (plain) return url.href.replace(/\/+$/, '');
  throw new Error(`CHAT_URL must be an address such as https://chat.example.com, not "${text}".`);
}
