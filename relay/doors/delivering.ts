/** Notes how far a player's device has got: as it says when it comes back, and as its line proves. */
import type { Delivery } from '../conversations/delivery.ts';
import type { Feed } from '../conversations/feed.ts';

type Deps = {
  conversation: string;
  contact: string;
  epoch: string;
  delivery: Pick<Delivery, 'reached'>;
  prove(about: string, done: () => void): void;
  /** `sent`: see feed.ts. */
  open(sent: (upTo: number) => void): Feed;
};

export function withDelivery({ conversation, contact, epoch, delivery, prove, open }: Deps): Feed {
  const reached = (seq: number) => delivery.reached({ conversation, contact, seq });
  const feed = open((upTo) => prove(conversation, () => reached(upTo)));
  return {
    async open(theirs, seq) {
      await feed.open(theirs, seq);
      // Of another history it says nothing.
      if (seq > 0 && theirs === epoch) reached(seq);
    },
    close: feed.close,
  };
}
