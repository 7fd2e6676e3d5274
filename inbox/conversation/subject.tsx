/**
 * What on the site a message is about. Only what the site's server signed is certain; the rest is said to be the page's
 * word. The title is what they say; the host is where the link leads.
 */
import type { Subject } from '@touchline/shared/conversation.ts';
import { hostOf } from '../contact/names.ts';
import { Icon } from '../icons.tsx';
import { t, tOr } from '../words.ts';

export function SubjectLine({ subject }: { subject: Subject }) {
  const { kind, id, title, url, signed } = subject;
  const host = url ? hostOf(url) : null;
  return (
    <span class="subject" data-part="subject" data-signed={signed}>
      <Icon name={signed ? 'shield' : 'info'} size={12} />
      <span class="soft">{tOr(`subject.kind.${kind}`, t('subject.kind.other'))}</span>
      {host ? (
        <a href={url} target="_blank" rel="noopener noreferrer nofollow">
          <bdi>{title}</bdi>
          <bdi class="soft">{host}</bdi>
          <Icon name="link" size={12} />
        </a>
      ) : (
        <bdi>{title}</bdi>
      )}
      <bdi class="mono">{id}</bdi>
      <span class="soft">{t(signed ? 'subject.signed' : 'subject.unsigned')}</span>
    </span>
  );
}
