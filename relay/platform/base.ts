/** Where the administrator's own page was served from: proxies and prefixes included, without a slash at the end. */
export function baseOf(request: { headers: { referer?: string | undefined }; protocol: string; host: string }): string {
  const referer = URL.parse(request.headers.referer ?? '');
  const prefix = referer?.pathname.split('/inbox')[0] ?? '';
  return referer ? `${referer.origin}${prefix}` : `${request.protocol}://${request.host}`;
}
