/** What both servers in memory do, and nothing else: they keep no history, know nobody and check nothing. */

export type Join = { type: 'join'; side: Side; conversations: string[] };
export type Post = { type: 'post'; conversation: string; clientId: string; text: string };
export type Side = 'player' | 'operator';

/** Sent to everyone in the room, its author too, as our relay does. */
export type Message = {
  type: 'message';
  conversation: string;
  seq: number;
  at: number;
  author: Side;
  clientId: string;
  text: string;
};

export function createNumbering() {
  const numbers = new Map<string, number>();
  /** The post in its place. */
  return ({ conversation, clientId, text }: Post, author: Side): Message => {
    const seq = (numbers.get(conversation) ?? 0) + 1;
    numbers.set(conversation, seq);
    return { type: 'message', conversation, seq, at: Date.now(), author, clientId, text };
  };
}

/** The answer to the post's author, alike in content to our `ack`. */
export function ackOf({ conversation, clientId, seq, at }: Message) {
  return { conversation, clientId, seq, at };
}
