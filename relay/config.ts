/**
 * The environment, parsed once. Nothing else reads `process.env`: what a relay can be told stands in this file.
 *
 * A wrong value never becomes a default in silence. All problems are reported together, one sentence each: the
 * variable, what it was, and what to write. An empty value counts as absent, because compose files pass those.
 */
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type TranslatorSetting, translatorSettings } from './translation/translator-settings.ts';

export type Config = {
  /** Where the relay listens; 0 means any free port. */
  port: number;
  host: string;
  /** Where the demo's betting site listens. */
  examplePort: number;
  /** Absolute path; holds the bundled Postgres. */
  dataDir: string;
  /** Absolute path; holds what is sent besides text. Of several relays it has to be one folder, which they share. */
  filesFolder: string;
  /** Absent: the bundled Postgres. */
  databaseUrl: string | undefined;
  /** Absent: one relay, whose bus is in its own process. */
  redisUrl: string | undefined;
  /** The address under which browsers reach this relay, perhaps with a path, without a slash at the end. */
  publicUrl: string;
  /** Whose X-Forwarded-For is believed: nobody's, everybody's, or that of these addresses. */
  trustProxy: boolean | string[];
  allowUnsafePostgres: boolean;
  /** Beyond this many open sockets the relay takes no new ones. */
  maxSockets: number;
  /** The longest that a closing relay takes to send its clients to others. */
  drainSeconds: number;
  /** What a scraper shows to read `/metrics`. Absent: there is no `/metrics`. */
  metricsToken: string | undefined;
  /** What no database should hold: secrets in it are sealed with the first, and opened with any. Empty where none is set. */
  secretsKeys: string[];
  /** Machine translation services that sites may accept; no text leaves for one before that. */
  translators: TranslatorSetting[];
  logLevel: (typeof LOG_LEVELS)[number];
};

/** A start-up failure that its reader can mend: the message is for them, and a stack would only hide it. */
export class SettingError extends Error {
  override name = 'SettingError';
}

export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, env[name]?.trim() || undefined]));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name} is ${shown(name, given[name] ?? '')}: write ${issue.message}.`;
    });
    throw new SettingError([...new Set(problems)].join('\n'));
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    examplePort: value.EXAMPLE_PORT,
    dataDir: resolve(value.DATA_DIR),
    filesFolder: resolve(value.FILES_FOLDER ?? join(value.DATA_DIR, 'files')),
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    publicUrl: value.PUBLIC_URL ?? `http://localhost:${value.PORT}`,
    trustProxy: value.TRUST_PROXY,
    allowUnsafePostgres: value.ALLOW_UNSAFE_POSTGRES,
    maxSockets: value.MAX_SOCKETS,
    drainSeconds: value.DRAIN_SECONDS,
    metricsToken: value.METRICS_TOKEN,
    secretsKeys: value.SECRETS_KEY,
    translators: value.TRANSLATORS,
    logLevel: value.LOG_LEVEL,
  };
}

/** What a child process inherits, or a start with defaults of its own begins with. */
export function environmentWith(defaults: Record<string, string> = {}): Record<string, string | undefined> {
  return { ...defaults, ...process.env };
}

/** Why `listen` failed, as a sentence; an error that no setting can mend comes back unchanged. */
export function listenFailure(error: unknown, name: 'PORT' | 'EXAMPLE_PORT', port: number, host: string): unknown {
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'EADDRINUSE': {
      const other = port < 65_535 ? port + 1 : port - 1;
      return new SettingError(
        `Port ${port} is already in use: stop the other program, or choose another port, for example ${name}=${other}.`,
      );
    }
    case 'EACCES':
      return new SettingError(`This user may not listen on port ${port}: choose one above 1023 with ${name}.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingError(`HOST is "${host}", which is no address of this machine: write 127.0.0.1 or 0.0.0.0.`);
    default:
      return error;
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Names that Fastify's proxy list knows beside addresses. */
const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'];

const port = (example: number) =>
  z
    .string()
    .refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      `a port from 0 to 65535, for example ${example}`,
    )
    .transform(Number)
    .default(example);

const whole = (from: number, to: number, standard: number) =>
  z
    .string()
    .refine(
      (text) => /^\d{1,7}$/.test(text) && Number(text) >= from && Number(text) <= to,
      `a whole number from ${from} to ${to}, for example ${standard}`,
    )
    .transform(Number)
    .default(standard);

const url = (schemes: string[], example: string) =>
  z
    .string()
    .refine((text) => schemes.includes(URL.parse(text)?.protocol ?? ''), `a URL such as ${example}`)
    .optional();

const SECRETS_KEY_MIN = 32;

const settings = z.object({
  PORT: port(4000),
  // The demo is for the own machine and production stands behind a proxy, so nobody else needs to reach the port.
  // A container does, and says HOST=0.0.0.0.
  HOST: z
    .string()
    .regex(/^[a-zA-Z0-9.:_-]{1,253}$/, 'an address to listen on, for example 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  EXAMPLE_PORT: port(4100),
  DATA_DIR: z.string().default('./data'),
  FILES_FOLDER: z.string().optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database'),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://host:6379').refine(
    (text) => isDecodable(text ?? ''),
    'a percent sign in the password as %25',
  ),
  PUBLIC_URL: z
    .string()
    .refine(isAddress, 'the address browsers use, for example https://chat.example.com or https://example.com/chat')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  TRUST_PROXY: z
    .string()
    .transform(readTrust)
    .refine(
      (trust) => trust !== null,
      'false, true, or the addresses of the proxies in front, for example 10.0.0.0/8,127.0.0.1',
    )
    .default(false),
  ALLOW_UNSAFE_POSTGRES: z.stringbool({ error: 'true or false' }).default(false),
  MAX_SOCKETS: whole(1, 1_000_000, 20_000),
  DRAIN_SECONDS: whole(0, 60, 5),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters that nobody guesses').optional(),
  SECRETS_KEY: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .refine(
      (keys) => keys.every((key) => key.length >= SECRETS_KEY_MIN),
      `at least ${SECRETS_KEY_MIN} characters that nobody guesses, and the one before after a comma`,
    )
    .default([]),
  TRANSLATORS: translatorSettings.default([]),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** A path is fine, because brands put the chat below their own domain; credentials and a query are not. */
function isAddress(text: string): boolean {
  const parsed = URL.parse(text);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && `${parsed.origin}${parsed.pathname}` === parsed.href;
}

/** A number of hops is refused: it cannot tell a proxy from a stranger, and Fastify ignores it in silence. */
function readTrust(text: string): boolean | string[] | null {
  if (text === 'true' || text === 'false') return text === 'true';
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.every((entry) => PROXY_NAMES.includes(entry) || isAddressOrRange(entry)) ? entries : null;
}

function isAddressOrRange(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** A database URL may hold a password, and a mistyped one cannot be masked with certainty. */
function shown(name: string, value: string): string {
  return ['DATABASE_URL', 'REDIS_URL', 'METRICS_TOKEN', 'SECRETS_KEY', 'TRANSLATORS'].includes(name)
    ? 'not usable (not shown, it may hold a secret)'
    : `"${value}"`;
}
