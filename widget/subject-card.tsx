/** What on the site a message is about, as its page, or its server, says. */
import type { Subject } from '@touchline/shared/conversation.ts';
import type { Translate } from '@touchline/shared/words.ts';

export function SubjectCard({ about, t }: { about: Subject; t: Translate }) {
  const { kind, id, title, url, signed } = about;
  const key = `about.${kind}`;
  const kindSaid = t(key);
  const address = webAddress(url);
  const isNamed = title.includes(id);
  return (
    <div class="subject" data-part="about" data-signed={signed}>
      <small>{kindSaid === key ? t('about.other') : kindSaid}</small>
      {address ? (
        <a href={address.href} target="_blank" rel="noopener nofollow">
          <bdi>{title}</bdi> {address.origin !== location.origin && <bdi dir="ltr">({address.host})</bdi>}
        </a>
      ) : (
        <b>
          <bdi>{title}</bdi>
        </b>
      )}
      <small>
        {!isNamed && <bdi dir="ltr">{id}</bdi>}
        {signed && `${isNamed ? '' : ' · '}${t('about.signed')}`}
      </small>
    </div>
  );
}

/** Http and https alone, without a name before the host; and a foreign host is shown beside the title, which may say anything. */
function webAddress(text: string | undefined): URL | undefined {
  try {
    const address = new URL(text ?? '');
    const { protocol, username, password } = address;
    return /^https?:$/.test(protocol) && !username && !password ? address : undefined;
  } catch {
    return undefined;
  }
}
