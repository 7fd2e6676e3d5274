/** What on the site a message is about. Only what the site's server signed is certain; the rest is said to be the page's word. */
import type { Subject } from '@touchline/shared/conversation.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';

export function SubjectLine({ subject }: { subject: Subject }) {
  return (
    <span class="subject" data-part="subject" data-signed={subject.signed}>
      <Icon name={subject.signed ? 'shield' : 'info'} size={12} />
      <bdi>{subject.title}</bdi>
      <bdi class="mono">{subject.id}</bdi>
      <span class="soft">{t(subject.signed ? 'subject.signed' : 'subject.unsigned')}</span>
    </span>
  );
}
