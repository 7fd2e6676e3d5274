/** What the command menu offers: what can be done now, the lists, how they narrow, conversations, and the search. */
import type { PresenceChoice } from '@touchline/shared/presence.ts';
import { playerName } from '../contact/names.ts';
import { chosenIn, DEEDS, type Fields } from '../deeds.ts';
import type { Desk } from '../desk.ts';
import { type Command, type Group, KEYS } from '../keyboard.ts';
import { type PageWord, t } from '../page-words.ts';
import { facetName } from '../queue/facet-name.ts';
import { optionsOf } from '../queue/facets.ts';
import { narrowTo } from '../queue/narrow-to.ts';
import type { Facet } from '../queue/narrowing-query.ts';
import { go } from '../router.ts';
import { wordsIn } from './matching.ts';

export type Item = { id: string; name: string; about?: string; keys?: readonly string[]; act(): void };
export type Section = { title: string; items: readonly Item[] };

/** The menu's own, and what is a matter of the key that was pressed. */
const NOT_HERE: readonly Command[] = ['menu', 'escape', 'next', 'previous', 'open'];
const NARROWED_BY: readonly Facet[] = ['site', 'language', 'topic', 'tag'];
const FOUND_MAX = 6;
const PRESENCES: readonly PresenceChoice[] = ['online', 'away', 'finishing', 'offline'];

export function sectionsOf(desk: Desk, fields: Fields, typed: string): Section[] {
  const isWanted = wordsIn(typed);
  const wanted = (items: Item[]) => items.filter(({ name, about }) => isWanted(`${name} ${about ?? ''}`));
  const text = typed.trim();
  const sections: Section[] = [
    { title: t('keys.group.conversation'), items: wanted(deeds(desk, fields, 'conversation')) },
    { title: t('keys.group.lists'), items: wanted([...deeds(desk, fields, 'lists'), ...narrowings(desk, text)]) },
    { title: t('menu.recent'), items: conversations(desk, text, isWanted) },
    { title: t('keys.group.list'), items: wanted(deeds(desk, fields, 'list')) },
    {
      title: t('keys.group.inbox'),
      items: wanted([...deeds(desk, fields, 'inbox'), ...presences(desk), ...ends(desk)]),
    },
    { title: t('list.filter'), items: text ? [search(desk, fields, text)] : [] },
  ];
  return sections.filter(({ items }) => items.length > 0);
}

function deeds(desk: Desk, fields: Fields, group: Group): Item[] {
  const keys = KEYS as readonly {
    keys: readonly string[];
    mod?: true;
    command: Command;
    group: Group;
    word: PageWord;
  }[];
  return keys
    .filter(
      (one) =>
        one.group === group &&
        !one.mod &&
        !NOT_HERE.includes(one.command) &&
        DEEDS[one.command].can(desk, chosenIn(desk)),
    )
    .map(({ command, word, keys }) => ({
      id: command,
      name: t(word),
      keys,
      act: () => DEEDS[command].act(desk, fields),
    }));
}

/** Only when something is typed: there may be dozens. */
function narrowings(desk: Desk, text: string): Item[] {
  if (!text) return [];
  const narrowing = desk.queue.narrowing.value;
  return NARROWED_BY.flatMap((facet) =>
    optionsOf(desk, facet).map(({ value }) => ({
      id: `${facet} ${value}`,
      name: t('menu.only', { what: facetName(desk, facet, value) }),
      act: () => narrowTo(desk, { ...narrowing, [facet]: value }),
    })),
  );
}

function conversations(desk: Desk, text: string, isWanted: (name: string) => boolean): Item[] {
  const { queue } = desk;
  const recent = desk.recent.value.flatMap((id) => queue.row(id) ?? []);
  const rows = text ? new Set([...recent, ...queue.known()]) : recent;
  const found: Item[] = [];
  for (const { id, contact, site, lastMessage } of rows) {
    const brand = desk.sites.value.find((one) => one.id === site)?.name ?? '';
    const item = {
      ...{ id, name: playerName(contact), about: [brand, lastMessage?.text].filter(Boolean).join(' · ') },
      act: () => go({ page: 'desk', view: null, conversation: id }),
    };
    if (isWanted(`${item.name} ${brand}`) && id !== desk.conversation.id.value) found.push(item);
    if (found.length === FOUND_MAX) break;
  }
  return found;
}

function presences(desk: Desk): Item[] {
  const { presence, queue } = desk;
  return PRESENCES.filter((choice) => choice !== presence.presence.value).map((choice) => ({
    id: `be ${choice}`,
    name: t('menu.be', { presence: t(`presence.${choice}`) }),
    act: () => presence.ask(choice, queue.lists.mine.peek().length),
  }));
}

function ends(desk: Desk): Item[] {
  return [{ id: 'sign-out', name: t('account.signOut'), act: () => void desk.signOut() }];
}

function search({ queue }: Desk, { filter }: Fields, text: string): Item {
  return {
    ...{ id: 'search', name: t('menu.search', { text }) },
    act() {
      queue.filter.value = text;
      filter.current?.focus();
    },
  };
}
