/** Where conversations can be downloaded: asked for when the player may want it, because the address is good for minutes. */
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { Client } from './client.ts';

type Link = { url: string; until: number };
type Transcripts = ReturnType<typeof createTranscripts>;

const transcripts = new WeakMap<Client, Transcripts>();

/** One for all that is shown on a page. */
export function transcriptsOf(client: Client): Transcripts {
  const found = transcripts.get(client) ?? createTranscripts(client);
  transcripts.set(client, found);
  return found;
}

function createTranscripts({ player, clock, changed }: Client) {
  const links = new Map<string, Link>();
  player.sender?.ears.add(hear);

  return {
    /** Undefined until the relay has said it. */
    of(conversation: string): string | undefined {
      const link = links.get(conversation);
      return link && link.until > clock.now() + player.skewMs ? link.url : undefined;
    },
    ask: (conversation: string) => player.line.send({ type: 'link', conversation, of: 'transcript' }),
  };

  function hear(frame: PlayerDown) {
    if (frame.type !== 'link' || frame.of !== 'transcript') return;
    links.set(frame.conversation, frame);
    changed();
  }
}
