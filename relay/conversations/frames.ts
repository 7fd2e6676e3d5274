/** The frames about one conversation that players and operators share. A session owns one of these. */

import type { Topic } from '@touchline/shared/people.ts';
import { createTurns } from '../platform/turns.ts';
import { type Actor, readerOn } from './actor.ts';
import type { Committed } from './batch.ts';
import type { OperatorCommand } from './commands.ts';
import type { History } from './history.ts';
import type { ConversationService, LanguageCommand, Post, Rate } from './service.ts';
import type { KnownConversation } from './store.ts';

/** What a session offers to the frames; feeds are made by the realtime side. */
export type ThreadPort = {
  files: FilesPort;
  sendFrame(frame: object): void;
  feed(conversation: string): { open(epoch: string, seq: number): Promise<void>; close(): void };
  typing(conversation: KnownConversation): void;
};

/** What answers the frames about files; the feature is relay/files. */
export type FilesPort = {
  /** `prepare` writes the rows of a conversation that begins with a file, and is called for one that may be sent. */
  attach(prepare: () => Promise<KnownConversation>, actor: Actor, asked: Attach): Promise<object>;
  link(known: KnownConversation, actor: Actor, of: string): Promise<object>;
};
type Attach = {
  conversation: string;
  clientId: string;
  name: string;
  contentType: string;
  bytes: number;
  topic?: Topic | undefined;
};

export type ThreadFrame =
  | { type: 'open'; conversation: string; epoch: string; seq: number }
  | { type: 'history'; conversation: string; before: number }
  | ({ type: 'post' } & Post)
  | OperatorCommand
  | LanguageCommand
  | ({ type: 'rate' } & Rate)
  | ({ type: 'attach' } & Attach)
  | { type: 'link'; conversation: string; of: string }
  | { type: 'read'; conversation: string; upTo: number }
  | { type: 'typing'; conversation: string };

/** A session listens to at most this many conversations at once. */
const FEEDS_MAX = 50;

export function createThreadFrames(actor: Actor, service: ConversationService, history: History, port: ThreadPort) {
  const feeds = new Map<string, { open(epoch: string, seq: number): Promise<void>; close(): void }>();
  const inTurn = createTurns();

  async function open({ conversation, epoch, seq }: ThreadFrame & { type: 'open' }): Promise<void> {
    await service.authoriseOpen(actor, conversation);
    const feed = feeds.get(conversation) ?? port.feed(conversation);
    feeds.delete(conversation);
    feeds.set(conversation, feed);
    if (feeds.size > FEEDS_MAX) shut(feeds.keys().next().value as string);
    await feed.open(epoch, seq);
  }

  function shut(conversation: string): void {
    feeds.get(conversation)?.close();
    feeds.delete(conversation);
  }

  async function post(frame: ThreadFrame & { type: 'post' }): Promise<void> {
    acknowledge(frame, await service.post(actor, frame));
  }

  async function command(frame: OperatorCommand): Promise<void> {
    if (actor.kind === 'operator') acknowledge(frame, await service.command(actor, frame));
  }

  async function rate(frame: ThreadFrame & { type: 'rate' }): Promise<void> {
    if (actor.kind === 'player') acknowledge(frame, await service.rate(actor, frame));
  }

  function acknowledge(frame: { conversation: string; clientId: string }, { seq, at }: Committed): void {
    port.sendFrame({ type: 'ack', conversation: frame.conversation, clientId: frame.clientId, seq, at });
  }

  async function handle(frame: ThreadFrame): Promise<void> {
    switch (frame.type) {
      case 'open':
        return open(frame);
      case 'history': {
        const { siteId } = await service.authorise(actor, frame.conversation);
        port.sendFrame(await history(actor.kind, frame.conversation, frame.before, readerOn(actor, siteId)));
        return;
      }
      case 'post':
        return inTurn(frame.conversation, () => post(frame));
      case 'take':
      case 'release':
      case 'transfer':
      case 'resolve':
      case 'note':
      case 'whisper':
      case 'tag':
      case 'prioritise':
      case 'snooze':
      case 'wake':
        return inTurn(frame.conversation, () => command(frame));
      case 'rate':
        return inTurn(frame.conversation, () => rate(frame));
      case 'speak':
      case 'translating':
        return inTurn(frame.conversation, async () => acknowledge(frame, await service.settleLanguage(actor, frame)));
      case 'attach':
        return inTurn(frame.conversation, async () =>
          port.sendFrame(await port.files.attach(() => service.prepare(actor, frame), actor, frame)),
        );
      case 'link':
        return port.sendFrame(
          await port.files.link(await service.authorise(actor, frame.conversation), actor, frame.of),
        );
      case 'read':
        return service.read(actor, frame.conversation, frame.upTo);
      case 'typing':
        return port.typing(await service.authorise(actor, frame.conversation));
    }
  }

  return {
    open,
    shut,
    handle,
    closeAll() {
      for (const feed of feeds.values()) feed.close();
      feeds.clear();
    },
  };
}
