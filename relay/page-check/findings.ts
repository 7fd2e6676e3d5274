/** Judges a page that was read: is the tag there, is it this site's, and will the page let it work. Pure. */
import type { PageFinding } from '@touchline/shared/page-check.ts';
import { readPage, type Tag } from './page.ts';
import { allows, decidingLine, parsePolicy } from './policy.ts';

/** `policies`: the page's header lines. */
export type ReadPage = { address: URL; html: string; policies: string[] };
/** `base`: the relay's address as browsers know it. */
export type Wanted = { siteKey: string; base: string };

export function findingsOf(page: ReadPage, wanted: Wanted): PageFinding[] {
  const { tags, isInComment, policies } = readPage(page.html);
  const [tag] = tags;
  if (!tag) {
    const expected = `<script async src="${wanted.base}/widget.js" data-site="${wanted.siteKey}"></script>`;
    return [{ kind: isInComment ? 'tag-in-comment' : 'tag-missing', level: 'wrong', expected }];
  }
  const all = [...page.policies, ...policies];
  return [...ofTag(tag, tags.length, page, wanted), ...all.flatMap((policy) => ofPolicy(policy, tag, page, wanted))];
}

function ofTag(tag: Tag, count: number, { address }: ReadPage, { siteKey, base }: Wanted): PageFinding[] {
  const found: PageFinding[] = [];
  const src = URL.parse(tag.src, address);
  const isOurs = src !== null && `${src.origin}${src.pathname}` === new URL(`${base}/widget.js`).href;
  if (!isOurs) found.push({ kind: 'wrong-relay', level: 'wrong', found: tag.src, expected: `${base}/widget.js` });
  if (tag.site !== siteKey) {
    found.push({ kind: 'wrong-site', level: 'wrong', found: tag.site ?? '', expected: siteKey });
  }
  if (count > 1) found.push({ kind: 'tag-twice', level: 'warning', found: `${count}` });
  if (address.protocol === 'https:' && src?.protocol === 'http:') {
    found.push({ kind: 'mixed-content', level: 'wrong', found: src.href });
  }
  return found.some(({ level }) => level === 'wrong') ? found : [{ kind: 'tag-found', level: 'good' }, ...found];
}

function ofPolicy(text: string, tag: Tag, { address }: ReadPage, { base }: Wanted): PageFinding[] {
  const policy = parsePolicy(text);
  const { origin } = new URL(base);
  const socket = new URL(`${base}/socket`.replace(/^http/, 'ws'));
  const ask = (kind: PageFinding['kind'], directives: string[], addresses: URL[], level: 'wrong' | 'warning') => {
    const refused = addresses.filter(
      (one) => !allows(policy, directives, one, { self: address.origin, nonce: tag.nonce }),
    );
    if (refused.length === 0) return [];
    const expected = `${directives.at(-1)} ${refused.map((one) => (one.origin === 'null' ? `${one.protocol}//${one.host}` : one.origin)).join(' ')}`;
    return [{ kind, level, found: decidingLine(policy, directives) ?? '', expected }];
  };
  return [
    ...ask('csp-script', ['script-src-elem', 'script-src'], [new URL(`${base}/widget.js`)], 'wrong'),
    ...ask('csp-connect', ['connect-src'], [new URL(`${origin}/`), socket], 'wrong'),
    ...ask('csp-img', ['img-src'], [new URL(`${origin}/`)], 'warning'),
  ];
}
