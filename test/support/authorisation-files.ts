/** Files for the authorisation matrix, and signed addresses: one's own, or one's own bent towards what is not one's own. */

import { type DeskRole, isDeskRole, type Role, type Standing } from './authorisation-roles.ts';
import { until } from './conditions.ts';
import { PDF } from './pictures.ts';
import { attach, freshId, linkTo, type Speaker, send } from './sending-files.ts';

export type Addressed = 'upload' | 'file' | 'preview' | 'transcript';
type Player = 'anonymous' | 'signed' | 'stranger' | 'foreigner';
type Client = Speaker & { close(): void };
type Sent = { conversation: string; file: string };

type Deps = {
  relayUrl(): string;
  player(by: Player): Promise<Client>;
  operator(role: DeskRole | 'colleague'): Promise<Client>;
  cookie(role: DeskRole | 'colleague'): Promise<string>;
  origin(by: Player): string;
};

const IMAGE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const image = { name: 'slip.png', contentType: 'image/png', bytes: IMAGE };
const pdf = { name: 'slip.pdf', contentType: 'application/pdf', bytes: PDF };

export function createFiles({ relayUrl, player, operator, cookie, origin }: Deps) {
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
    const message = freshId();
    client.send({ type: 'post', conversation, clientId: message, text: '', files: [clientId] } as never);
    await until('the message with the file is written', () =>
      client.received.some((one) => one.type === 'ack' && 'clientId' in one && one.clientId === message),
    );
    client.close();
    return { conversation, file: clientId };
  }

  async function addressFor(client: Client, what: Addressed, { conversation, file }: Sent): Promise<string> {
    if (what === 'upload') return (await attach(client, conversation, pdf)).url;
    const { url, preview = '' } = await linkTo(client, conversation, what === 'transcript' ? what : file);
    return what === 'preview' ? preview : url;
  }

  /** In a conversation of that standing, with which it was sent. Operators have those of their site's players. */
  async function sentFile(role: Role, standing: Standing): Promise<Sent> {
    if (standing === 'absent') return { conversation: freshId(), file: freshId() };
    if (standing === 'otherSite') return sentBy('foreigner');
    if (role === 'anonymous' || role === 'signed') return sentBy(standing === 'own' ? role : 'stranger');
    return sentBy(standing === 'own' ? 'stranger' : 'anonymous');
  }

  return {
    sentFile,

    /** A signed address of that standing to this role. */
    async address(role: Role, standing: Standing, what: Addressed): Promise<string> {
      const isPlayer = role === 'anonymous' || role === 'signed';
      const own = await sentFile(role, 'own');
      const isColleagues = !isPlayer && standing === 'other';
      const asker = isDeskRole(role) ? role : 'operator';
      const client = await (isPlayer ? player(role) : operator(isColleagues ? 'colleague' : asker));
      const url = await addressFor(client, what, own);
      client.close();
      if (standing === 'own' || isColleagues) return `/${url}`;
      const aim = await sentFile(role, standing);
      return `/${url}`.replace(own.conversation, aim.conversation).replace(own.file, aim.file);
    },

    /** Put there and not sent: by the asker into this conversation of theirs, or by somebody else. */
    async unsentFile(role: Player | DeskRole, standing: Standing, conversation: string): Promise<string> {
      if (standing === 'absent' || standing === 'otherSite') return (await sentFile(role as Role, standing)).file;
      const by = standing === 'own' ? role : isDesk(role) ? 'colleague' : 'stranger';
      const client = await (isDesk(by) ? operator(by) : player(by));
      const headers = isDesk(by) ? { cookie: await cookie(by), origin: relayUrl() } : { origin: origin(by) };
      // A colleague's lies in the very conversation; a stranger has only their own.
      const { clientId } = await send(relayUrl(), client, by === 'stranger' ? freshId() : conversation, image, headers);
      client.close();
      return clientId;
    },
  };
}

const isDesk = (by: Player | DeskRole | 'colleague'): by is DeskRole | 'colleague' =>
  by === 'colleague' || isDeskRole(by as Role);
