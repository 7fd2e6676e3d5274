/** What can be done with the open conversation: what is done often in sight, the rest behind a menu. */
import { DEEDS } from '../deeds.ts';
import type { Desk } from '../desk.ts';
import { Icon, type IconName } from '../icons.tsx';
import type { Command } from '../keyboard.ts';
import { MenuButton } from '../popover-menu.tsx';
import { t, type Word } from '../words.ts';
import './actions.css';

const NO_FIELDS = { filter: { current: null }, composer: { current: null } };

export function Actions({ desk }: { desk: Desk }) {
  const { conversation, queue, postponed } = desk;
  const id = conversation.id.value ?? '';
  const colleague = conversation.handling.colleague.value;
  const isResolved = conversation.status.value === 'resolved';
  if (queue.leaving.value.has(id)) {
    return (
      <div class="thread-actions">
        <button class="button" type="button" data-part="undo-here" onClick={() => postponed.undo(id)}>
          {t('undo')}
        </button>
      </div>
    );
  }
  const snoozed = Boolean(conversation.state.value.snoozed);
  // What comes and goes with the conversation stands first, so that the rest stays where it is.
  return (
    <div class="thread-actions">
      <Action desk={desk} command="take" word={colleague ? 'take.over' : isResolved ? 'take.reopen' : 'take'} />
      <Action desk={desk} command="release" word="release" icon="back" shrinks hides />
      <Action desk={desk} command="snooze" word={snoozed ? 'wake' : 'snooze'} icon="moon" bare />
      <Action desk={desk} command="transfer" word="transfer" icon="forward" shrinks />
      <Action desk={desk} command="resolve" word="resolve" icon="check" />
      <More desk={desk} />
    </div>
  );
}

type ActionProps = {
  desk: Desk;
  command: Command;
  word: Word;
  icon?: IconName;
  bare?: boolean;
  shrinks?: boolean;
  hides?: boolean;
};

/** `bare`: the icon alone, with its word for whoever asks. `shrinks`: to that, and `hides`: behind the menu where there is little room. */
function Action({ desk, command, word, icon, bare, shrinks, hides }: ActionProps) {
  const { can, act } = DEEDS[command];
  if (!can(desk)) return null;
  return (
    <button
      class={['button', bare && 'icon', shrinks && 'shrinks', hides && 'where-wide'].filter(Boolean).join(' ')}
      type="button"
      data-part={command}
      aria-label={bare ? t(word) : undefined}
      title={bare || shrinks ? t(word) : undefined}
      disabled={desk.conversation.handling.busy.value !== null}
      onClick={() => act(desk, NO_FIELDS)}
    >
      {icon && <Icon name={icon} flips={icon === 'forward' || icon === 'back'} />}
      {!bare && <span>{t(word)}</span>}
    </button>
  );
}

const BEHIND: readonly { command: Command; word: Word; icon: IconName; isShort?: true }[] = [
  { command: 'release', word: 'release', icon: 'back', isShort: true },
  { command: 'tag', word: 'tags', icon: 'tag' },
  { command: 'prioritise', word: 'priority', icon: 'flag' },
  { command: 'escalate', word: 'escalate', icon: 'up' },
  { command: 'transcript', word: 'transcript', icon: 'page' },
];

function More({ desk }: { desk: Desk }) {
  return (
    <MenuButton id="more-actions" icon="dots" label={t('more')} class="head-menu">
      {BEHIND.filter(({ command }) => DEEDS[command].can(desk)).map(({ command, word, icon, isShort }) => (
        <button
          key={command}
          class={isShort ? 'menu-item where-narrow' : 'menu-item'}
          type="button"
          data-part={`more-${command}`}
          onClick={() => DEEDS[command].act(desk, NO_FIELDS)}
        >
          <Icon name={icon} />
          {t(word)}
        </button>
      ))}
    </MenuButton>
  );
}
