/** Every page besides the desk and the first run, by its name in the address; each comes when it is opened. */
import type { JSX } from 'preact';
import type { Api } from './api.ts';
import type { ConnectionDeps } from './connection/model.ts';
import type { Desk } from './desk.ts';
import { Office } from './office/office.tsx';
import { PageDoor } from './page-door.tsx';
import { isOffice, type OfficePage, type Page } from './router.ts';
import type { Session } from './session.ts';

/** The desk goes on behind these pages, and its line with it: they hear by it what changes. Null for a moment after signing in. */
type Parts = { api: Api; session: Session; connection: ConnectionDeps; desk: Desk | null };

export function SignedInPage({ page, ...parts }: Parts & { page: Exclude<Page, 'setup'> }) {
  if (isOffice(page)) {
    return (
      <Office page={page} session={parts.session}>
        <OfficeDoor key={page} page={page} {...parts} />
      </Office>
    );
  }
  return DOORS[page](parts);
}

function OfficeDoor({ page, ...parts }: Parts & { page: OfficePage }) {
  return OFFICE_DOORS[page](parts);
}

type Door = (parts: Parts) => JSX.Element;

const DOORS: Record<Exclude<Page, 'setup' | OfficePage>, Door> = {
  connection: ({ connection }) => (
    <PageDoor
      load={() => import('./connection/page.tsx')}
      show={({ ConnectionPage }) => <ConnectionPage deps={connection} />}
    />
  ),
  translation: ({ api, session }) => (
    <PageDoor
      load={() => import('./translation/page.tsx')}
      show={({ TranslationPage }) => <TranslationPage api={api} session={session} />}
    />
  ),
  replies: ({ session }) => (
    <PageDoor load={() => import('./replies/page.tsx')} show={({ RepliesPage }) => <RepliesPage session={session} />} />
  ),
};

const OFFICE_DOORS: Record<OfficePage, Door> = {
  floor: ({ session, desk }) => (
    <PageDoor
      load={() => import('./floor/page.tsx')}
      show={({ FloorPage }) => <FloorPage session={session} desk={desk} />}
    />
  ),
  reports: ({ session, desk }) => (
    <PageDoor
      load={() => import('./reports/page.tsx')}
      show={({ ReportsPage }) => <ReportsPage session={session} desk={desk} />}
    />
  ),
  settings: ({ session, desk }) => (
    <PageDoor
      load={() => import('./settings/page.tsx')}
      show={({ SettingsPage }) => <SettingsPage session={session} desk={desk} />}
    />
  ),
  people: ({ session, desk }) => (
    <PageDoor
      load={() => import('./people/page.tsx')}
      show={({ PeoplePage }) => <PeoplePage session={session} desk={desk} />}
    />
  ),
  keeping: ({ session }) => (
    <PageDoor load={() => import('./keeping/page.tsx')} show={({ KeepingPage }) => <KeepingPage session={session} />} />
  ),
};
