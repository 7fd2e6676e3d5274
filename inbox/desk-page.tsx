/** Three panes at most: list, thread, player. On a phone one at a time; the address says which. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Bell } from './alerts/bell.tsx';
import { BlockedLine } from './alerts/blocked-line.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { PaneDoor } from './conversation/pane-door.tsx';
import { TakeOver } from './conversation/take-over.tsx';
import type { Desk } from './desk.ts';
import { Help } from './help.tsx';
import { Icon } from './icons.tsx';
import { obey } from './key-presses.ts';
import { LatePart } from './late-part.tsx';
import type { Language } from './locale/model.ts';
import { Mark } from './mark.tsx';
import { CommandMenu } from './menu/door.tsx';
import { Offers } from './offers/cards.tsx';
import { PopoverMenu } from './popover-menu.tsx';
import { PresenceBanner } from './presence/banner.tsx';
import { GoingOffline } from './presence/going-offline.tsx';
import { PresenceStrip } from './presence/strip.tsx';
import { List } from './queue/list.tsx';
import { Tabs } from './queue/tabs.tsx';
import { SeldomOpened } from './seldom-opened.tsx';
import { Sorting } from './sorting/door.tsx';
import { Toast } from './toast.tsx';
import { TransferDialog } from './transfer/dialog.tsx';
import { t } from './words.ts';

export function DeskPage({ desk, language }: { desk: Desk; language: Language }) {
  const filter = useRef<HTMLInputElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const { conversation } = desk;
  const open = conversation.id.value !== null;

  const fields = { filter, composer };
  useEffect(() => obey(desk, fields), [desk]);

  return (
    <main class="desk" data-open={open} data-player={desk.playerShown.value}>
      <div class="side">
        <header class="side-head">
          <h1>
            <Mark />
          </h1>
          <Bell desk={desk} />
          <button class="button bare icon" type="button" aria-label={t('keys')} onClick={() => desk.showHelp(true)}>
            <Icon name="help" />
          </button>
          <Account desk={desk} language={language} />
        </header>
        <PresenceStrip desk={desk} />
        <PresenceBanner desk={desk} />
        <Tabs desk={desk} />
        <List desk={desk} filterRef={filter} />
      </div>
      {/* Over the list, because whatever they pushed aside would be missed by who is about to press it. */}
      <div class="over-list">
        <BlockedLine alerts={desk.alerts} />
        <Toast notice={desk.notice} />
        <Offers desk={desk} />
      </div>
      <ConnectionLine live={desk.live} />
      <PaneDoor desk={desk} composer={composer} />
      {!open && (
        <section class="middle nobody">
          <Icon name="inbox" size={32} />
          <h2>{t('desk.nobody')}</h2>
          <p class="soft">{t('desk.nobody.text')}</p>
        </section>
      )}
      <TakeOver desk={desk} />
      <TransferDialog desk={desk} />
      <GoingOffline desk={desk} />
      <Sorting desk={desk} />
      <CommandMenu desk={desk} fields={fields} />
      <SeldomOpened desk={desk} />
      <Help desk={desk} />
    </main>
  );
}

function Account({ desk, language }: { desk: Desk; language: Language }) {
  const me = desk.me.value;
  const isOpen = useSignal(false);
  return (
    <>
      <button
        class="button bare icon"
        type="button"
        popoverTarget="account"
        aria-label={t('account', { name: me.name })}
      >
        <span class="initial" aria-hidden="true">
          {[...me.name][0]?.toUpperCase()}
        </span>
      </button>
      <PopoverMenu id="account" opened={() => (isOpen.value = true)}>
        <LatePart
          desk={desk}
          wanted={isOpen.value}
          load={() => import('./account-menu.tsx')}
          show={({ AccountMenu }) => <AccountMenu desk={desk} language={language} />}
        />
      </PopoverMenu>
    </>
  );
}
