/** Settings that are each right and do not go together. Pure. */
import { isAbsolute, relative } from 'node:path';
import type { Config } from '../../config.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

export function checkSettings(config: Config): Finding[] {
  const findings = [...ofAddress(config), ...ofProxy(config), ...ofFolders(config), ...ofLines(config)];
  return findings.length > 0 ? findings : [ok('The settings go together')];
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;
const isLoopback = (host: string) => LOOPBACK.test(host);

function ofAddress({ publicUrl, trustProxy, host }: Config): Finding[] {
  const { protocol, hostname } = new URL(publicUrl);
  const isHere = isLoopback(hostname);
  if (trustProxy !== false && protocol === 'http:' && !isHere) {
    return [
      wrong(
        `PUBLIC_URL is ${publicUrl}, without TLS, and TRUST_PROXY says that a proxy is in front`,
        'write PUBLIC_URL with https://, as browsers reach the proxy',
      ),
    ];
  }
  if (protocol === 'http:' && !isHere) {
    return [
      wrong(
        `PUBLIC_URL is ${publicUrl}, without TLS`,
        'pages with https:// cannot load the chat from it, so put a proxy with a certificate in front and write its https:// address',
      ),
    ];
  }
  if (isHere && (trustProxy !== false || !isLoopback(host))) {
    return [
      warning(
        `PUBLIC_URL is ${publicUrl}, which leads to this machine only`,
        'write the address by which browsers reach the relay',
      ),
    ];
  }
  return [];
}

function ofProxy({ publicUrl, trustProxy, host }: Config): Finding[] {
  const isTls = publicUrl.startsWith('https:');
  if (isTls && trustProxy === false) {
    return [
      warning(
        'PUBLIC_URL has https://, so a proxy is in front, and TRUST_PROXY is false',
        "write the proxy's address into TRUST_PROXY, or limits will take all players for one",
      ),
    ];
  }
  if (trustProxy === true && !isLoopback(host)) {
    return [
      warning(
        `TRUST_PROXY is true and HOST is ${host}, so whoever reaches the port can claim any address`,
        'write the addresses of the proxies into TRUST_PROXY',
      ),
    ];
  }
  return [];
}

function ofFolders({ dataDir, filesFolder, databaseUrl }: Config): Finding[] {
  const way = relative(`${dataDir}/postgres`, filesFolder);
  if (databaseUrl || way.startsWith('..') || isAbsolute(way)) return [];
  return [wrong(`FILES_FOLDER is ${filesFolder}, inside of Postgres's own folder`, 'name a folder of its own')];
}

function ofLines({ databaseUrl, redisUrl, translators, allowUnsafePostgres, publicUrl }: Config): Finding[] {
  const findings: Finding[] = [];
  if (redisUrl && !databaseUrl) {
    findings.push(
      warning(
        'REDIS_URL is for several relays, and the bundled Postgres serves one',
        'set DATABASE_URL to a Postgres that they share, or leave REDIS_URL out',
      ),
    );
  }
  const database = databaseUrl ? new URL(databaseUrl) : null;
  if (database?.hostname && !isLoopback(database.hostname) && !/ssl(mode|rootcert)=/.test(database.search)) {
    findings.push(
      warning(
        `The line to Postgres at ${database.host} is not encrypted`,
        'add sslmode=verify-full to DATABASE_URL, unless the network between is yours alone',
      ),
    );
  }
  const redis = redisUrl ? new URL(redisUrl) : null;
  if (redis?.protocol === 'redis:' && !isLoopback(redis.hostname)) {
    findings.push(
      warning(
        `The line to Redis at ${redis.host} is not encrypted`,
        'write rediss:// in REDIS_URL, unless the network between is yours alone',
      ),
    );
  }
  for (const { name, url } of translators) {
    const { protocol, hostname } = new URL(url);
    if (protocol === 'https:' || isLoopback(hostname)) continue;
    findings.push(
      warning(`What players write goes to the translator ${name} unencrypted`, 'write https:// in its url'),
    );
  }
  if (allowUnsafePostgres && publicUrl.startsWith('https:')) {
    findings.push(
      warning(
        'ALLOW_UNSAFE_POSTGRES is true, so a crash may lose what was acknowledged',
        'leave it out, and mend what the relay then says of Postgres',
      ),
    );
  }
  return findings;
}
