/** Signed addresses for the authorisation matrix: one's own, or one's own bent towards what is not one's own. */
import type { Role, Standing } from './authorisation-roles.ts';
import { PDF } from './pictures.ts';
import { attach, freshId, linkTo, type Speaker, send } from './sending-files.ts';

export type Addressed = 'upload' | 'file' | 'preview' | 'transcript';
type Player = 'anonymous' | 'signed' | 'stranger' | 'foreigner';
type Client = Speaker & { close(): void };
type Sent = { conversation: string; file: string };

type Deps = {
  relayUrl(): string;
  player(by: Player): Promise<Client>;
  operator(role: 'operator' | 'admin' | 'colleague'): Promise<Client>;
  origin(by: Player): string;
};

const IMAGE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const image = { name: 'slip.png', contentType: 'image/png', bytes: IMAGE };
const pdf = { name: 'slip.pdf', contentType: 'application/pdf', bytes: PDF };

export function createAddresses({ relayUrl, player, operator, origin }: Deps) {
  const sent = new Map<Player, Promise<Sent>>();

  /** A conversation of theirs with an image in it. */
  function sentBy(by: Player): Promise<Sent> {
    const known = sent.get(by) ?? sendBy(by);
    sent.set(by, known);
    return known;
  }

  async function sendBy(by: Player): Promise<Sent> {
    const client = await player(by);
    const conversation = freshId();
    const { clientId } = await send(relayUrl(), client, conversation, image, { origin: origin(by) });
    client.send({ type: 'post', conversation, clientId: freshId(), text: '', files: [clientId] } as never);
    // Answered in order: the message is written by then.
    await linkTo(client, conversation, 'transcript');
    client.close();
    return { conversation, file: clientId };
  }

  async function addressFor(client: Client, what: Addressed, { conversation, file }: Sent): Promise<string> {
    if (what === 'upload') return (await attach(client, conversation, pdf)).url;
    const { url, preview = '' } = await linkTo(client, conversation, what === 'transcript' ? what : file);
    return what === 'preview' ? preview : url;
  }

  /** Where its signature is good, and what it is bent towards. */
  return async function address(role: Role, standing: Standing, what: Addressed): Promise<string> {
    const isPlayer = role === 'anonymous' || role === 'signed';
    const own = await sentBy(isPlayer ? role : 'stranger');
    const isColleagues = !isPlayer && standing === 'other';
    const client = await (isPlayer
      ? player(role)
      : operator(isColleagues ? 'colleague' : role === 'admin' ? 'admin' : 'operator'));
    const url = await addressFor(client, what, own);
    client.close();
    if (standing === 'own' || isColleagues) return `/${url}`;
    const aim =
      standing === 'absent'
        ? { conversation: freshId(), file: freshId() }
        : await sentBy(standing === 'other' ? 'stranger' : 'foreigner');
    return `/${url}`.replace(own.conversation, aim.conversation).replace(own.file, aim.file);
  };
}
