/**
 * Tells an operator who looks at a conversation where its player is on the site: after `opened`, and whenever it changes.
 */
import type { Visits, Whereabouts } from '../contacts/visits.ts';
import type { Feed } from '../conversations/feed.ts';

type Deps = {
  conversation: string;
  visits: Pick<Visits, 'watch'>;
  /** Whose it is now: an anonymous player may sign in while somebody looks. */
  contactOf(): Promise<string | null>;
  sendFrame(frame: object): void;
  failed(error: unknown): void;
};

export function withVisits(feed: Feed, { conversation, visits, contactOf, sendFrame, failed }: Deps): Feed {
  let watched: string | null = null;
  let stop = () => {};
  let turn = 0;
  let closed = false;
  let told = '';

  async function watch(): Promise<void> {
    const mine = ++turn;
    const contact = await contactOf();
    if (closed || mine !== turn || !contact) return;
    stop();
    watched = contact;
    told = '';
    const stopThis = await visits.watch(contact, hear);
    if (closed || mine !== turn) stopThis();
    else stop = stopThis;
  }

  async function follow(): Promise<void> {
    if ((await contactOf()) !== watched) await watch();
  }

  function hear(found: Whereabouts): void {
    if (closed) return;
    const frame = { type: 'visiting', conversation, ...found };
    const text = JSON.stringify(frame);
    if (text !== told) sendFrame(frame);
    told = text;
    if (!found.online) follow().catch(failed);
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
