import type { Session } from './session.ts';

/** What it is about, before the first message. Choosing is a help, not a duty. */
export function Topics({ session: { t, site, topic, chooseTopic } }: { session: Session }) {
  if (site.topics.length < 2) return null;
  return (
    <fieldset class="topics" data-part="topics">
      <legend>{t('topics.label')}</legend>
      {site.topics.map((one) => (
        <label key={one}>
          <input type="radio" name="topic" checked={topic === one} onChange={() => chooseTopic(one)} />
          <span>{t(`topic.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
