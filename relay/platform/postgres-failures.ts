/** Why Postgres could not be reached, as one sentence for whoever set DATABASE_URL. The password is never in it. */
import { SettingError } from '../config.ts';

/** An error that no setting explains comes back as a sentence with Postgres's own words. */
export function connectionFailure(error: unknown, url: string): SettingError {
  const target = describeTarget(url);
  if (!target) {
    return new SettingError(
      'DATABASE_URL is not a usable URL (not shown, it may hold a password): write postgres://user:password@host:5432/database, with special characters in the password percent-encoded.',
    );
  }
  const { code, message } = firstCause(error);
  const advice = ADVICE[code ?? ''] ?? (/timeout|terminated/i.test(message) ? ADVICE.ETIMEDOUT : undefined);
  const { host, user, database } = target;
  const sentence = advice?.(target) ?? `Postgres at ${host} refused the connection to "${database}" as "${user}"`;
  return new SettingError(advice ? sentence : `${sentence}: ${mask(message, url)}.`);
}

type Target = { host: string; user: string; database: string };

const unreachable = ({ host }: Target) =>
  `Postgres at ${host} does not answer: start it, or correct the host and port in DATABASE_URL.`;
const untrusted = ({ host }: Target) =>
  `The certificate of Postgres at ${host} is not trusted: add sslrootcert=<file with its authority> to DATABASE_URL.`;
const wrongLogin = ({ host, user }: Target) =>
  `Postgres at ${host} does not accept the user "${user}" with this password: correct them in DATABASE_URL.`;

/** By Node's error codes and Postgres's SQLSTATEs. */
const ADVICE: Record<string, (target: Target) => string> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOENT: unreachable,
  ETIMEDOUT: unreachable,
  ENOTFOUND: ({ host }) => `The host in DATABASE_URL is not known (${host}): correct its name.`,
  EAI_AGAIN: ({ host }) => `The host in DATABASE_URL cannot be looked up now (${host}): check the name and the DNS.`,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  '28P01': wrongLogin,
  '28000': ({ host, user, database }) =>
    `Postgres at ${host} does not let "${user}" connect to "${database}" this way: check the user, add sslmode=require to DATABASE_URL if the server wants TLS, or mend its pg_hba.conf.`,
  '3D000': ({ host, database }) =>
    `There is no database "${database}" in Postgres at ${host}: create it, or correct the name in DATABASE_URL.`,
  '42501': ({ host, user, database }) =>
    `The user "${user}" may not connect to "${database}" in Postgres at ${host}: grant it, or use another in DATABASE_URL.`,
  '53300': ({ host }) =>
    `Postgres at ${host} has no connection left: raise its max_connections, or run fewer relays on it.`,
  '57P03': ({ host }) => `Postgres at ${host} is still starting or shutting down: try again in a moment.`,
};

function describeTarget(url: string): Target | undefined {
  const parsed = URL.parse(url);
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) return undefined;
  try {
    const user = decodeURIComponent(parsed.username) || 'the system user';
    // A host in the query is a socket folder; without a port, Postgres means its own.
    const host = parsed.searchParams.get('host') ?? `${parsed.hostname || 'localhost'}:${parsed.port || 5432}`;
    return { host, user, database: decodeURIComponent(parsed.pathname.slice(1)) || user };
  } catch {
    return undefined;
  }
}

/** A host with several addresses fails with one error for each; the first says as much as all. */
function firstCause(error: unknown): { code: string | undefined; message: string } {
  const cause = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  const { code, message } = cause as NodeJS.ErrnoException;
  return { code, message: message || String(cause) };
}

function mask(message: string, url: string): string {
  const secret = URL.parse(url)?.password;
  if (!secret) return message;
  return message.replaceAll(secret, '***').replaceAll(decodeURIComponent(secret), '***');
}
