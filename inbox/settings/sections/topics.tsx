/** What players may say that it is about, in which order they are asked, and how soon each is answered. */
import { DANGER } from '@touchline/shared/danger.ts';
import type { Topic } from '@touchline/shared/people.ts';
import { t } from '../../office/words.ts';
import { tOr } from '../../words.ts';
import { moved, Part, RowActions } from '../controls.tsx';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';
import { Urgency } from '../urgency.tsx';

/** Not imported from the contract, whose schemas stay out of this bundle. */
const ALL = [
  ...['payments', 'bets', 'verification', 'account', 'technical', 'bonuses', 'rules'],
  ...['safer-gambling', 'complaint', 'other'],
] as Topic[];

export function Topics({ settings }: PlaceProps) {
  return (
    <Section settings={settings} name="topics">
      {({ value: { topics }, set }) => {
        const off = ALL.filter((topic) => !topics.some((one) => one.topic === topic));
        return (
          <>
            <ul class="rows" data-part="topic-rows">
              {topics.map((one, at) => {
                const name = tOr(`topic.${one.topic}`, one.topic);
                return (
                  <li key={one.topic} class="settings-row" data-topic={one.topic}>
                    <span class="row-name">{name}</span>
                    {one.topic === DANGER ? (
                      <span class="soft">{t('settings.topics.first')}</span>
                    ) : (
                      <Urgency
                        label={t('settings.field.urgency', { topic: name })}
                        value={one.urgency}
                        set={(urgency) => set({ topics: topics.with(at, { ...one, urgency }) })}
                      />
                    )}
                    <RowActions
                      name={name}
                      at={at}
                      of={topics.length}
                      move={(by) => set({ topics: moved(topics, at, by) })}
                      {...(topics.length > 1 && { remove: () => set({ topics: topics.filter((it) => it !== one) }) })}
                    />
                  </li>
                );
              })}
            </ul>
            {off.length > 0 && (
              <Part title={t('settings.topics.off')}>
                <div class="chips">
                  {off.map((topic) => (
                    <button
                      key={topic}
                      class="button"
                      type="button"
                      onClick={() => set({ topics: [...topics, { topic, urgency: 0 }] })}
                    >
                      <span aria-hidden="true">+</span>
                      {tOr(`topic.${topic}`, topic)}
                    </button>
                  ))}
                </div>
              </Part>
            )}
          </>
        );
      }}
    </Section>
  );
}
