/**
 * Tells operators' sessions which rows of their desk changed. Sessions that see the same sites share one feed: news of
 * a moment is gathered, read in one query and encoded once for all of them. A busy conversation costs a row a moment,
 * not a row a message, and a busy desk lengthens the moment, so that reading it stays a small part of the work.
 *
 * A moment has so many rows and no more, however many conversations move: what is left comes in the next one, first
 * what changes somebody's lists (begun, assigned, resolved …), then those in which only another word was said. So a
 * thousand lively conversations are a few hundred kilobytes a second for each inbox and a few seconds of delay for
 * their previews, where all of them at once would be more than many a line takes, and would end it as too slow (A9).
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { createSharedFeeds, type FrameListener, type SharedFeed, type SharedFeeds } from '../platform/shared-feeds.ts';
import type { Desk } from './desk.ts';
import type { DeskNews, Fanout } from './fanout.ts';

/** How long news is gathered, at least: a person does not see the difference, the database does … */
const GATHER_MIN_MS = 80;
/** … and this much longer for every row of the last moment. */
const GATHER_PER_ROW_MS = 4;
/** Some 120 KB as a frame. */
const ROWS_MAX = 200;
const GATHER_MAX_MS = GATHER_MIN_MS + ROWS_MAX * GATHER_PER_ROW_MS;
/** Conversations whose newest news is remembered, so that hearing of it again, from the sweep, costs nothing. */
const HEARD_MAX = 5_000;

type Deps = { desk: Desk; fanout: Fanout; clock: Clock; failed(error: unknown): void };

export function createDeskFeeds(deps: Deps): SharedFeeds {
  return createSharedFeeds((siteIds) => createFeed(siteIds, deps));
}

function createFeed(siteIds: string[], { desk, fanout, clock, failed }: Deps): SharedFeed {
  const listeners = new Set<FrameListener>();
  const heard = new Map<string, number>();
  /** Conversations whose rows are to be read, those of longest standing first. */
  const urgent = new Set<string>();
  const chatty = new Set<string>();
  let gatherMs = GATHER_MIN_MS;
  /** Of the gathering or reading under way: there is one at a time. */
  let cancel: (() => void) | null = null;

  function hear({ conversation, seq, chat = false }: DeskNews): void {
    if (seq > 0 && (heard.get(conversation) ?? 0) >= seq) return;
    heard.delete(conversation);
    heard.set(conversation, seq);
    if (heard.size > HEARD_MAX) heard.delete(heard.keys().next().value as string);
    (chat ? chatty : urgent).add(conversation);
    if (!cancel) gather();
  }

  function gather(): void {
    cancel = clock.after(gatherMs, () => {
      read()
        .catch(failed)
        .finally(() => {
          cancel = null;
          if (urgent.size + chatty.size > 0 && listeners.size > 0) gather();
        });
    });
  }

  async function read(): Promise<void> {
    const ids = [...urgent.union(chatty)].slice(0, ROWS_MAX);
    for (const id of ids) {
      urgent.delete(id);
      chatty.delete(id);
    }
    gatherMs = Math.min(GATHER_MAX_MS, GATHER_MIN_MS + ids.length * GATHER_PER_ROW_MS);
    const rows = await desk.rows(siteIds, ids).catch((error) => {
      // Nobody would tell us of them again.
      for (const id of ids) urgent.add(id);
      gatherMs = GATHER_MAX_MS;
      throw error;
    });
    const there = new Set(rows.map(({ id }) => id));
    const gone = ids.filter((id) => !there.has(id));
    const text = JSON.stringify({ type: 'upsert', rows, ...(gone.length > 0 && { gone }) });
    for (const listener of listeners) listener(text);
  }

  const opened = Promise.all(siteIds.map((siteId) => fanout.onDesk(siteId, hear)));

  return {
    listeners,
    opened,
    close() {
      cancel?.();
      opened.then((stops) => {
        for (const stop of stops) stop();
      }, failed);
    },
  };
}
