/** Where conversations can be downloaded: asked for when the player may want it, because the address is good for minutes. */
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';

type Link = { url: string; until: number };

export type Transcripts = ReturnType<typeof createTranscripts>;

export function createTranscripts(options: { now(): number; send(frame: PlayerUp): boolean; changed(): void }) {
  const { now, send, changed } = options;
  const links = new Map<string, Link>();
  return {
    /** Undefined until the relay has said it. */
    of(conversation: string): string | undefined {
      const link = links.get(conversation);
      return link && link.until > now() ? link.url : undefined;
    },
    ask: (conversation: string) => send({ type: 'link', conversation, of: 'transcript' }),
    hear(frame: PlayerDown) {
      if (frame.type !== 'link' || frame.of !== 'transcript') return;
      links.set(frame.conversation, frame);
      changed();
    },
  };
}
