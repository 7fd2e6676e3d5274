/** The colleagues to choose from: who is online first, and who speaks the player's language marked. */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import type { TeamMember } from '@touchline/shared/people.ts';
import type { Desk } from '../desk.ts';
import { listed } from '../locale/lists.ts';
import { t } from '../page-words.ts';
import { levelOf } from '../presence/colleagues.ts';
import { PresenceDot } from '../presence/dot.tsx';
import { languageName } from '../when.ts';

export function Colleagues({ desk }: { desk: Desk }) {
  const { transfer, queue } = desk;
  const colleagues = transfer.colleagues.value;
  const row = transfer.conversation.value ? queue.row(transfer.conversation.value) : undefined;
  const chosen = colleagues.find((member) => member.id === transfer.to.value);
  if (colleagues.length === 0) return <p class="soft">{t('transfer.nobody')}</p>;
  return (
    <>
      <fieldset class="colleagues" data-part="colleagues">
        <legend class="hidden">{t('transfer.colleague')}</legend>
        {colleagues.map((member) => (
          <label key={member.id} data-member={member.id}>
            <input
              type="radio"
              name="colleague"
              value={member.id}
              checked={transfer.to.value === member.id}
              onChange={() => (transfer.to.value = member.id)}
            />
            <Colleague member={member} language={row?.state.language ?? ''} />
          </label>
        ))}
      </fieldset>
      {chosen && chosen.presence !== 'online' && (
        <p class="hint" role="status">
          {t('transfer.notOnline', { name: chosen.name })}
        </p>
      )}
    </>
  );
}

function Colleague({ member, language }: { member: TeamMember; language: string }) {
  const level = levelOf(member, language);
  const others = Object.keys(member.languages).filter((one) => one !== language && one !== baseLanguage(language));
  return (
    <span class="colleague">
      <span class="colleague-name">
        <bdi>{member.name}</bdi>
        {level && (
          <span class="tag" data-tone="good">
            {t('transfer.speaks', { language: languageName(language), level: t(`level.${level}`) })}
          </span>
        )}
      </span>
      <span class="colleague-state">
        <PresenceDot presence={member.presence} />
        {t(`presence.${member.presence}`)}
        <span>{t('presence.load', { load: member.load, capacity: member.capacity })}</span>
        {others.length > 0 && <span>{listed(others.map(languageName))}</span>}
      </span>
    </span>
  );
}
