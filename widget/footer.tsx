import type { SitePublic } from './host.ts';

/** 18+, licence, safer gambling: the site's own words, there whatever else is not. */
export function Footer({ notices, label, newTab }: { notices: SitePublic['notices']; label: string; newTab: string }) {
  if (!notices.length) return null;
  return (
    <nav data-part="footer" aria-label={label}>
      {notices.map((notice) =>
        notice.url ? (
          <a href={notice.url} target="_blank" rel="noopener nofollow">
            <bdi>{notice.label}</bdi>
            <span class="sr"> ({newTab})</span>
          </a>
        ) : (
          <bdi>{notice.label}</bdi>
        ),
      )}
    </nav>
  );
}
