/** Whether a page may open the chat of a site. Pure. */

/**
 * `origin` is the browser's `Origin` header; `allowed` are exact origins, or `https://*.brand.example`, which
 * stands for every sub-domain and not for the domain itself. An empty list allows none.
 */
export function originAllowed(origin: string | undefined, allowed: readonly string[]): boolean {
  if (!origin || origin.length > 255) return false;
  return allowed.some((pattern) => {
    const [scheme, rest] = pattern.split('://*.');
    if (rest === undefined) return pattern === origin;
    const prefix = `${scheme}://`;
    const host = origin.slice(prefix.length);
    return origin.startsWith(prefix) && host.endsWith(`.${rest}`) && /^([a-z0-9-]+\.)+[a-z0-9-]+(:\d+)?$/.test(host);
  });
}
