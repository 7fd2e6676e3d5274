/** What the HTML of a page says about the chat. Pure. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

/** The launcher's tag. `nonce` is empty where there is none. */
export type Tag = { src: string; site: string | null; nonce: string };
export type PageTags = {
  tags: Tag[];
  /** Text of comments that hold a tag of ours. */
  isInComment: boolean;
  /** Policies in `<meta>`; they count besides the header's. */
  policies: string[];
};

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const LAUNCHER = /\/widget\.js(\?|#|$)/;

export function readPage(html: string): PageTags {
  const page: PageTags = { tags: [], isInComment: false, policies: [] };
  visit(parse(html), page);
  return page;
}

function visit(node: Node, page: PageTags): void {
  if (node.nodeName === '#comment') {
    const { data } = node as DefaultTreeAdapterTypes.CommentNode;
    page.isInComment ||= /<script[^>]+(data-site|\/widget\.js)/i.test(data);
    return;
  }
  if ('tagName' in node) {
    const attributes = new Map((node as Element).attrs.map(({ name, value }) => [name, value]));
    if (node.tagName === 'script') {
      const src = attributes.get('src') ?? '';
      const site = attributes.get('data-site') ?? null;
      if (LAUNCHER.test(src) || (src && site !== null)) {
        page.tags.push({ src, site, nonce: attributes.get('nonce') ?? '' });
      }
    }
    if (node.tagName === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy') {
      page.policies.push(attributes.get('content') ?? '');
    }
    // Browsers that run scripts see nothing of it.
    if (node.tagName === 'noscript') return;
  }
  if ('childNodes' in node) for (const child of node.childNodes) visit(child, page);
}
