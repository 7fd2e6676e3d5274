/**
 * What the scripts of the widget share on one page: the launcher makes a host, the client and the panel add to it.
 * Types only, because the scripts are loaded at different times and must not pull one another in.
 */
import type { SiteStart } from '@touchline/shared/people.ts';

export type SitePublic = SiteStart['site'];

/** `Touchline('name', …)` as a list. */
export type Call = [name: string, ...given: unknown[]];

/** `start` as the relay sends it. An error names what the site's developer has to mend. */
export type StartAnswer = SiteStart | { error: { kind: string; message: string } };

export interface Host {
  /** `<touchline-chat>`, the only element we add to the page. Its `data-*` are the script tag's. */
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  readonly button: HTMLElement;
  /** The panel's place. Open means that it is in the shadow root. */
  readonly box: HTMLElement;
  /** The language that the player picked in the chat, now or on an earlier visit. The page's wish comes after it. */
  locale?: string | undefined;
  /** Begins every key that is stored, so that signing out finds them all. */
  readonly prefix: string;
  /** The address of something beside the script, `sites/…` or `socket`. */
  url(path: string): string;
  /** Runs a command as if the page had called it. */
  run(...call: Call): void;
  /** Commands that the client has still to hear about. */
  readonly calls: Call[];
  /** The client's ears, once it is there. */
  obey?: (...call: Call) => void;
  /** Fetches all that the panel needs without showing it; once, until that fails or the language changes. */
  load(): Promise<Loaded>;
}

export type Loaded = [panel: PanelScript, client: ClientScript, answer: StartAnswer];

export interface ClientScript {
  /** Connects this page's player, unless it already is. */
  wake(host: Host): void;
}

export interface PanelScript {
  /** Sends what is left over, without showing anything. */
  prepare(host: Host): void;
  /** Fills the box, if it has not been filled, and moves the focus there. */
  show(host: Host, answer: StartAnswer): void;
}
