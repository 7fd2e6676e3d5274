/** An operator who speaks frames, for tests of the player's screen. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { connectOperator } from './frame-client.ts';
import { signIn, type TestOperator } from './relay.ts';

export type FrameOperator = Awaited<ReturnType<typeof frameOperator>>;

export async function frameOperator(relayUrl: string, operator: TestOperator) {
  const desk = await connectOperator(relayUrl, await signIn(relayUrl, operator));
  const open = async (conversation: string) => {
    desk.send({ type: 'open', conversation, epoch: '', seq: 0 });
    return (await desk.next('opened', (frame) => frame.conversation === conversation)).seq;
  };
  const obeyed = async (clientId: string) => void (await desk.next('ack', (ack) => ack.clientId === clientId));

  return {
    ...desk,
    open,
    /** Answers, and has the conversation by that. */
    async answer(conversation: string, text: string) {
      const clientId = newId(systemClock.now());
      desk.send({ type: 'post', conversation, clientId, text, seen: await open(conversation) });
      await obeyed(clientId);
    },
    async resolve(conversation: string) {
      const clientId = newId(systemClock.now());
      desk.send({ type: 'resolve', conversation, clientId });
      await obeyed(clientId);
    },
    async read(conversation: string) {
      desk.send({ type: 'read', conversation, upTo: await open(conversation) });
    },
    typing: (conversation: string) => desk.send({ type: 'typing', conversation }),
  };
}
