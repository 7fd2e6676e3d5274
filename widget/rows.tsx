/** What stands in a thread, row by row. Each kind of row has its view here; an unknown one says so quietly. */
import { formatDay } from '@touchline/shared/dates.ts';
import { Message } from './message.tsx';
import { Pure } from './pure.ts';
import type { Session } from './session.ts';
import type { Row } from './timeline.ts';
import type { TranslationViews } from './translation-views.ts';

/** Kinds of event that get a line. One that this page does not know says so, and a reload helps. */
const EVENT_WORDS: Record<string, string> = {
  reopened: 'thread.reopened',
  released: 'thread.released',
  transferred: 'thread.transferred',
};

type Props = { rows: readonly Row[]; locale: string; session: Session; views: TranslationViews | undefined };

/** Drawn again only when the rows are others: not at every key that is pressed below. */
export class Rows extends Pure<Props> {
  render({ rows, locale, session, views }: Props) {
    const { t } = session;
    const newest = newestOwn(rows);
    return (
      <ol>
        {rows.map(({ key, ...row }) =>
          row.kind === 'message' ? (
            <Message
              key={key}
              clientId={key}
              {...row}
              isNewest={key === newest}
              locale={locale}
              session={session}
              views={views}
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

/** Only the newest of the player's own says how far it has got. */
function newestOwn(rows: readonly Row[]): string | undefined {
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (row?.kind === 'message' && !row.from) return row.key;
  }
  return undefined;
}
