/** What stands in a thread, row by row. Each kind of row has its view here; an unknown one says so quietly. */
import { formatDay } from '@touchline/shared/dates.ts';
import { Message } from './message.tsx';
import { Pure } from './pure.ts';
import type { Session } from './session.ts';
import type { Row } from './timeline.ts';

/** Kinds of event that get a line. One that this page does not know says so, and a reload helps. */
const EVENT_WORDS: Record<string, string> = {
  reopened: 'thread.reopened',
  released: 'thread.released',
  transferred: 'thread.transferred',
};

type Props = {
  rows: readonly Row[];
  locale: string;
  session: Session;
};

/** Drawn again only when the rows are others: not at every key that is pressed below. */
export class Rows extends Pure<Props> {
  render({ rows, locale, session }: Props) {
    const { t } = session;
    const newest = newestOf(rows, true);
    const newestAnswer = newestOf(rows, false) ?? newest;
    return (
      <ol onKeyDown={walk}>
        {rows.map(({ key, ...row }) =>
          row.kind === 'message' ? (
            <Message
              key={key}
              clientId={key}
              {...row}
              isNewest={key === newest}
              isTabbed={key === newestAnswer}
              locale={locale}
              session={session}
            />
          ) : (
            <li key={key} class={row.kind === 'day' ? 'day' : 'note'}>
              {row.kind === 'day'
                ? formatDay(row.at, locale, session.now, t)
                : t(EVENT_WORDS[row.event] ?? 'message.unsupported')}
            </li>
          ),
        )}
      </ol>
    );
  }
}

/** Only the newest of the player's own says how far it has got; the newest of the others is the likeliest to be answered. */
function newestOf(rows: readonly Row[], isOwn: boolean): string | undefined {
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (row?.kind === 'message' && !row.from === isOwn) return row.key;
  }
  return undefined;
}

/** From one answer button to the next, so that a long thread is one stop of the Tab key and not hundreds. */
function walk(event: KeyboardEvent) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const { target, currentTarget } = event;
  if (!step || !(target as HTMLElement).matches('.reply')) return;
  const buttons = [...(currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.reply')];
  const next = buttons[buttons.indexOf(target as HTMLElement) + step];
  event.preventDefault();
  next?.focus();
}
