/**
 * Tells an operator who looks at a conversation where its player is on the site: after `opened`, and whenever it changes;
 * of one who has left, the page that they saw last.
 */
import type { Visits, Whereabouts } from '../contacts/visits.ts';
import type { Feed } from '../conversations/feed.ts';

type Deps = {
  conversation: string;
  visits: Pick<Visits, 'watch'>;
  /** Whose it is now, for an anonymous player may sign in while somebody looks, and what they saw last. */
  last(): Promise<{ contact: string; page: Whereabouts['page'] } | null>;
  sendFrame(frame: object): void;
  failed(error: unknown): void;
};

export function withVisits(feed: Feed, { conversation, visits, last, sendFrame, failed }: Deps): Feed {
  let watched: string | null = null;
  let stop = () => {};
  let turn = 0;
  let heard = 0;
  let closed = false;
  let told = '';

  async function watch(): Promise<void> {
    const mine = ++turn;
    const known = await last();
    if (closed || mine !== turn || !known) return;
    stop();
    stop = () => {};
    watched = known.contact;
    told = '';
    const stopThis = await visits.watch(watched, hear);
    if (closed || mine !== turn) stopThis();
    else stop = stopThis;
  }

  function hear(found: Whereabouts): void {
    const mine = ++heard;
    if (found.online) return tell(found);
    last()
      .then(async (known) => {
        if (closed || mine !== heard) return;
        if (known && known.contact !== watched) await watch();
        else tell({ online: false, page: known?.page ?? null });
      })
      .catch(failed);
  }

  function tell(found: Whereabouts): void {
    const text = JSON.stringify(found);
    if (closed || text === told) return;
    told = text;
    sendFrame({ type: 'visiting', conversation, ...found });
  }

  return {
    async open(epoch, seq) {
      await feed.open(epoch, seq);
      await watch();
    },
    close() {
      closed = true;
      stop();
      feed.close();
    },
  };
}
