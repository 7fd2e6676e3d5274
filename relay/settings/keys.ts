/**
 * Identity keys of a site: two at most are good at a time, so that one can be exchanged for the other while players go
 * on. A shared secret is made here and shown once; of a pair only the public half comes here.
 */
import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import type { IdentityAlgorithm } from '@touchline/shared/people.ts';
import { KEYS_VALID_MAX, type NewSiteKey, type SiteKeyState, type TokenVerdict } from '@touchline/shared/site-keys.ts';
import type { SigningSite } from '../contacts/site-token.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { SiteNews } from '../sites/site-news.ts';
import type { KeptKey, KeysStore } from './keys-store.ts';
import { checkToken } from './token-check.ts';

export type SiteKeys = ReturnType<typeof createSiteKeys>;

type Deps = {
  store: KeysStore;
  clock: Clock;
  authorise(siteId: string, operatorId: string): Promise<void>;
  siteById(id: string): Promise<(SigningSite & { id: string }) | null>;
  news: Pick<SiteNews, 'changed'>;
};

const RETIRES_WITHIN_MS = 365 * 24 * 60 * 60 * 1000;

export function createSiteKeys({ store, clock, authorise, siteById, news }: Deps) {
  async function told(siteId: string): Promise<void> {
    const site = await siteById(siteId);
    if (site) news.changed(site, 'keys');
  }

  return {
    async list(siteId: string, operatorId: string): Promise<SiteKeyState[]> {
      await authorise(siteId, operatorId);
      return (await store.list(siteId)).map(stateOf);
    },

    /** `secret` where one was made: nobody can read it again. */
    async add(siteId: string, wanted: NewSiteKey, operatorId: string): Promise<{ kid: string; secret: string | null }> {
      await authorise(siteId, operatorId);
      const site = await siteById(siteId);
      if (!site) throw notFound();
      const secret = wanted.kind === 'secret' ? randomBytes(32).toString('base64url') : null;
      const made = secret
        ? { algorithm: 'HS256' as const, material: secret }
        : publicKeyOf(wanted as Extract<NewSiteKey, { kind: 'public' }>);
      const { kid } = await store.add(siteId, operatorId, (known) => {
        const same = known.find(({ material }) => material === made.material);
        if (same) throw refused('publicKey', `This key is here already: ${same.kid}.`, 'conflict');
        const valid = known.filter((key) => key.isValid);
        if (valid.length >= KEYS_VALID_MAX) {
          const kids = valid.map((key) => key.kid).join(' and ');
          throw new Refusal('conflict', `${kids} are in use: retire one of them first.`);
        }
        return { kid: freeKid(site.key, known), ...made };
      });
      await told(siteId);
      return { kid, secret };
    },

    /** `at` in ms; null, or a moment that is past, retires it now, and ends the sessions that it opened. */
    async retire(siteId: string, kid: string, at: number | null, operatorId: string): Promise<SiteKeyState[]> {
      await authorise(siteId, operatorId);
      const now = clock.now();
      if (at !== null && at > now + RETIRES_WITHIN_MS) throw refused('at', 'At most a year from now.', 'bad-request');
      if (!(await store.retire(siteId, kid, at !== null && at > now ? at : null, operatorId))) throw notFound();
      await told(siteId);
      return (await store.list(siteId)).map(stateOf);
    },

    async check(siteId: string, token: string, operatorId: string): Promise<TokenVerdict> {
      await authorise(siteId, operatorId);
      const site = await siteById(siteId);
      if (!site) throw notFound();
      return checkToken(token, site, await store.list(siteId), clock);
    },
  };
}

const stateOf = ({ kid, algorithm, createdAt, retiresAt }: KeptKey): SiteKeyState => ({
  kid,
  algorithm,
  createdAt,
  retiresAt,
});

function freeKid(siteKey: string, known: readonly KeptKey[]): string {
  for (let n = known.length + 1; ; n++) {
    const kid = `${siteKey}-${n}`;
    if (!known.some((key) => key.kid === kid)) return kid;
  }
}

type PublicAlgorithm = Exclude<IdentityAlgorithm, 'HS256'>;

const KINDS: Record<PublicAlgorithm, { type: string; curve?: string }> = {
  ES256: { type: 'ec', curve: 'prime256v1' },
  EdDSA: { type: 'ed25519' },
  RS256: { type: 'rsa' },
};
const RSA_MIN_BITS = 2_048;

/** Written anew, so that one key has one spelling. */
function publicKeyOf({ algorithm, publicKey }: { algorithm: PublicAlgorithm; publicKey: string }) {
  if (/PRIVATE KEY/.test(publicKey)) {
    throw refused(
      'publicKey',
      'This is a private key: keep it, make a new pair, and paste the public half.',
      'bad-request',
    );
  }
  let key: KeyObject;
  try {
    key = createPublicKey(publicKey.trim());
  } catch {
    throw refused('publicKey', 'A public key in PEM begins with -----BEGIN PUBLIC KEY-----.', 'bad-request');
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const { type: kind, curve } = KINDS[algorithm];
  if (type !== kind || (curve && details?.namedCurve !== curve)) {
    const found = [type, details?.namedCurve].filter(Boolean).join(' ');
    throw refused('publicKey', `This is a key of kind ${found}; ${algorithm} needs another.`, 'bad-request');
  }
  if (type === 'rsa' && (details?.modulusLength ?? 0) < RSA_MIN_BITS) {
    throw refused('publicKey', `An RSA key has at least ${RSA_MIN_BITS} bits.`, 'bad-request');
  }
  return { algorithm, material: key.export({ type: 'spki', format: 'pem' }).toString() };
}

function refused(field: string, sentence: string, kind: 'bad-request' | 'conflict'): Refusal {
  return new Refusal(kind, sentence, { fields: { [field]: sentence } });
}
