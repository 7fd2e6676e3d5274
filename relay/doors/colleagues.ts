/** Tells an operator who looks at a conversation which colleagues do too, and how far the player's devices have got. */

import type { OperatorRef } from '@touchline/shared/conversation.ts';
import type { Delivery } from '../conversations/delivery.ts';
import type { Feed } from '../conversations/feed.ts';
import type { Viewing } from '../conversations/viewing.ts';

type Deps = {
  conversation: string;
  /** The operator by the name that stands in the conversation, as typing and messages have it. */
  named(): Promise<OperatorRef>;
  viewing: Pick<Viewing, 'join'>;
  delivery: Pick<Delivery, 'watch'>;
  sendFrame(frame: object): void;
};

export function withColleagues(feed: Feed, { conversation, named, viewing, delivery, sendFrame }: Deps): Feed {
  /** Of the newest `open`: whoever opens again has forgotten, and is told again. */
  let stop = () => {};
  let turn = 0;

  async function watch(): Promise<void> {
    const mine = ++turn;
    const me = await named();
    const joined = await Promise.allSettled([
      viewing.join(conversation, me, (operators) => sendFrame({ type: 'viewing', conversation, operators })),
      delivery.watch(conversation, (upTo) => sendFrame({ type: 'delivered', conversation, upTo })),
    ]);
    const leave = () => {
      for (const one of joined) if (one.status === 'fulfilled') one.value();
    };
    if (mine !== turn) return leave();
    const failed = joined.find((one) => one.status === 'rejected');
    if (failed) {
      // Left at once: nobody would be shown as looking who has been told that it failed.
      leave();
      throw failed.reason;
    }
    stop();
    stop = leave;
  }

  return {
    async open(epoch, seq) {
      await feed.open(epoch, seq);
      await watch();
    },
    close() {
      turn++;
      stop();
      feed.close();
    },
  };
}
