/**
 * Addresses of files, which are good for minutes and for this player only: asked for when a file is looked at, kept
 * while they are good. The relay names no file in a refusal, so what is not answered in time is asked for again.
 */
import { timers } from '@touchline/shared/client/timers.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { Client } from './client.ts';

export type Link = PlayerDown & { type: 'link' };
export type Links = ReturnType<typeof createLinks>;

type Wish = { conversation: string; isAsked: boolean; tries: number; found: Promise<Link>; give(link: Link): void };

const AT_ONCE = 6;
const ANSWER_MAX_MS = 10_000;
/** After that it is not there; looking at it once more asks anew. */
const TRIES_MAX = 5;
/** It has to be good for as long as fetching takes. */
const MARGIN_MS = 20_000;

const links = new WeakMap<Client, Links>();

/** One for all that is shown on a page. */
export function linksOf(client: Client): Links {
  const found = links.get(client) ?? createLinks(client);
  links.set(client, found);
  return found;
}

export function createLinks({ player, clock }: Pick<Client, 'player' | 'clock'>) {
  const known = new Map<string, Link>();
  const wishes = new Map<string, Wish>();
  const { wait, stop } = timers(clock);
  player.sender?.ears.add(hear);

  const addresses = {
    /** One that is good now, if it is at hand. */
    good(of: string): Link | undefined {
      const link = known.get(of);
      return link && link.until - MARGIN_MS > clock.now() + player.skewMs ? link : undefined;
    },

    /** Waits for as long as it takes. */
    get(conversation: string, of: string): Promise<Link> {
      const link = addresses.good(of);
      if (link) return Promise.resolve(link);
      const waiting = wishes.get(of);
      if (waiting) return waiting.found;
      let give = (_link: Link) => {};
      const found = new Promise<Link>((resolve) => {
        give = resolve;
      });
      wishes.set(of, { conversation, isAsked: false, tries: 0, found, give });
      ask();
      return found;
    },
  };
  return addresses;

  function ask() {
    let free = AT_ONCE;
    for (const { isAsked } of wishes.values()) if (isAsked) free--;
    for (const [of, wish] of wishes) {
      if (wish.isAsked || free-- <= 0) continue;
      if (!player.line.send({ type: 'link', conversation: wish.conversation, of })) return;
      wish.isAsked = true;
      wish.tries++;
      wait(of, ANSWER_MAX_MS, () => {
        if (wish.tries < TRIES_MAX) wish.isAsked = false;
        else wishes.delete(of);
        ask();
      });
    }
  }

  function hear(frame: PlayerDown) {
    if (frame.type === 'ready') {
      for (const wish of wishes.values()) wish.isAsked = false;
      // The line is not ours to use before all have heard of it.
      clock.after(0, ask);
    } else if (frame.type === 'link') {
      known.set(frame.of, frame);
      stop(frame.of);
      wishes.get(frame.of)?.give(frame);
      wishes.delete(frame.of);
      ask();
    }
  }
}
