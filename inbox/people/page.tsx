/** The people of a site, its teams, what has been done, and everybody's own account: a tab each. */
import type { JSX } from 'preact';
import type { Desk } from '../desk.ts';
import { Tabs } from '../office/tabs.tsx';
import { t } from '../office/words.ts';
import { hrefOf, route } from '../router.ts';
import type { Session } from '../session.ts';
import { PeopleList } from './list.tsx';
import { Me } from './me.tsx';
import { ActsRecord } from './record.tsx';
import { Teams } from './teams.tsx';
import './people.css';

type Tab = 'everybody' | 'teams' | 'record' | 'me';
type Props = { session: Session };
/** `desk`: what somebody is as of now, which may change under them. */
type PageProps = Props & { desk: Desk | null };

const TABS: Record<Tab, (props: Props) => JSX.Element> = {
  everybody: ({ session }) => <PeopleList session={session} />,
  teams: ({ session }) => <Teams session={session} />,
  record: ({ session }) => <ActsRecord session={session} />,
  me: ({ session }) => <Me session={session} />,
};

export function PeoplePage({ session, desk }: PageProps) {
  const tabs = tabsOf(session, desk);
  const named = (route.value.page === 'people' && route.value.rest) || 'everybody';
  const tab = tabs.find((one) => one === named) ?? tabs[0] ?? 'me';
  return (
    <main data-part="people-page" class="people-page">
      <h1>{t(tabs.length > 1 ? 'people' : 'people.me')}</h1>
      {tabs.length > 1 && (
        <Tabs
          label={t('people')}
          tabs={tabs.map((one) => ({
            href: hrefOf({ page: 'people', ...(one !== 'everybody' && { rest: one }) }),
            name: t(`people.${one}`),
            isShown: one === tab,
          }))}
        />
      )}
      {TABS[tab]({ session })}
    </main>
  );
}

/** Supervisors look at people and keep teams; what has been done is the administrators' to read. */
function tabsOf(session: Session, desk: Desk | null): Tab[] {
  const me = desk?.me.value ?? session.who.value?.operator;
  const sites = desk?.sites.value ?? session.who.value?.sites ?? [];
  const roles = [me?.role, ...sites.map(({ role }) => role)];
  if (roles.includes('admin')) return ['everybody', 'teams', 'record', 'me'];
  return roles.includes('supervisor') ? ['everybody', 'teams', 'me'] : ['me'];
}
