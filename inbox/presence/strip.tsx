/** At the operator's name: what they are, how much they have, and their team. An administrator may answer nowhere. */
import type { PresenceChoice } from '@touchline/shared/presence.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { PopoverMenu } from '../popover-menu.tsx';
import { t } from '../words.ts';
import { PresenceDot } from './dot.tsx';

const CHOICES: readonly PresenceChoice[] = ['online', 'away', 'finishing', 'offline'];

export function PresenceStrip({ desk }: { desk: Desk }) {
  const { presence } = desk;
  const now = presence.presence.value;
  const self = presence.self.value;
  const { name } = desk.me.value;
  return (
    <div class="strip">
      {(self || presence.members.value.size === 0) && (
        <button
          class="button bare strip-presence"
          type="button"
          popoverTarget="presence-menu"
          data-part="presence"
          data-presence={now ?? 'unknown'}
        >
          <PresenceDot presence={now} />
          <bdi>{name}</bdi>
          <span class="soft">{now ? t(`presence.${now}`) : t('presence.unknown')}</span>
          <Icon name="down" size={12} />
        </button>
      )}
      <Choices desk={desk} />
      {self && (
        <span
          class="load"
          data-part="load"
          title={t('presence.load.why', { load: self.load, capacity: self.capacity })}
        >
          {t('presence.load', { load: self.load, capacity: self.capacity })}
        </span>
      )}
      <button
        class="button bare icon"
        type="button"
        data-part="team"
        aria-label={t('team')}
        title={t('team')}
        onClick={() => desk.showTeam(true)}
      >
        <Icon name="team" />
      </button>
    </div>
  );
}

function Choices({ desk }: { desk: Desk }) {
  const { presence, queue } = desk;
  const now = presence.presence.value;
  return (
    <PopoverMenu id="presence-menu" class="presence-menu">
      {CHOICES.map((choice) => (
        <button
          key={choice}
          class="menu-item"
          type="button"
          aria-pressed={now === choice}
          data-choice={choice}
          onClick={() => presence.ask(choice, queue.lists.mine.peek().length)}
        >
          <PresenceDot presence={choice} />
          <span class="menu-words">
            {t(`presence.${choice}`)}
            <span class="soft">{t(`presence.${choice}.why`)}</span>
          </span>
          {now === choice && <Icon name="check" />}
        </button>
      ))}
    </PopoverMenu>
  );
}
