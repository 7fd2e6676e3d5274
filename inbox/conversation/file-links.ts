/** Where a conversation's files lie for now: asked for once, kept until shortly before the address is no longer good. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';

export type FileLink = { url: string; preview: string | null; until: number };

/** An address that ends this soon is not given to anybody any more. */
const SPARE_MS = 20_000;

type Deps = {
  /** The relay's clock, whose times the addresses carry. */
  now(): number;
  send(frame: OperatorUp): boolean;
  /** Addresses may be relative to where the relay is. */
  base: string;
};

export function createFileLinks({ now, send, base }: Deps) {
  const links = signal<ReadonlyMap<string, FileLink>>(new Map());
  const asked = new Map<string, string>();
  const isGood = (link: FileLink | undefined) => link !== undefined && link.until - SPARE_MS > now();
  const absolute = (url: string) => new URL(url, base).href;

  return {
    /** By file, once they are known; `want` asks. A signal, because reading through a model's function subscribes to nothing. */
    known: links as ReadonlySignal<ReadonlyMap<string, FileLink>>,
    isGood: (id: string) => isGood(links.peek().get(id)),
    want(conversation: string, id: string) {
      if (asked.has(id) || isGood(links.peek().get(id))) return;
      asked.set(id, conversation);
      send({ type: 'link', conversation, of: id });
    },
    receive(frame: OperatorDown) {
      // With the line before went the answers.
      if (frame.type === 'ready') {
        for (const [id, conversation] of asked) send({ type: 'link', conversation, of: id });
      }
      // Which of them it was is not said; whoever still wants one asks again.
      if (frame.type === 'error' && !frame.clientId) {
        for (const [id, conversation] of asked) if (conversation === frame.conversation) asked.delete(id);
      }
      if (frame.type !== 'link' || frame.of === 'transcript') return;
      asked.delete(frame.of);
      const { url, preview, until } = frame;
      const link = { url: absolute(url), preview: preview ? absolute(preview) : null, until };
      links.value = new Map(links.value).set(frame.of, link);
    },
  };
}
