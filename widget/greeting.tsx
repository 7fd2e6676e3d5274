import type { Session } from './session.ts';

/** What the site says before anybody has said anything. */
export function Greeting({ session: { site, t } }: { session: Session }) {
  return (
    <p class="greeting" dir="auto">
      {site.greeting ?? t('status.ready')}
    </p>
  );
}
