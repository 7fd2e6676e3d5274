/**
 * The script tag: a button on the page, a queue of commands, and everything else fetched when it is wanted.
 *
 *     page loads ──▶ launcher ──hover, focus, tap, unread──▶ panel + client + start, all three at once
 *                        └── this browser has a conversation ──a second──▶ client alone
 *
 * Promises: one element and one global on the page, nothing stored, no request of its own; never throws into the page.
 */
import type { Call, Host, Loaded } from './host.ts';
import { createLauncher } from './launcher.ts';

/** Files beside the script, hashed; build.ts puts their names in. */
declare const PANEL: string;
declare const CLIENT: string;

const RETRY_AFTER_MS = 3_000;

declare global {
  interface Window {
    Touchline?: { q?: Call[] };
  }
}

// Not `document.currentScript` and `document.body`: on a page with `<img name=body>` these are images.
const { dataset, src } = document.querySelector('script[data-site][src*="widget.js"]') as HTMLScriptElement;
const bodies = document.getElementsByTagName('body');

if (bodies[0]) stand();
else addEventListener('DOMContentLoaded', stand);

function stand() {
  const body = bodies[0] as HTMLElement;
  // What Chrome 86, Safari 14 and Firefox 78 brought. Before them: a plain line instead of a chat.
  if (!body.replaceChildren) return body.append(dataset.contact ?? '');
  if (body.querySelector('touchline-chat')) return;

  let loading: Promise<Loaded> | undefined;
  // Where a page runs from right to left, its end is on the left.
  const data = { position: document.dir === 'rtl' ? 'left' : 'right', ...dataset };
  const host: Host = { ...createLauncher(data), prefix: `touchline:${dataset.site}:`, url, run, calls: [], load };
  const { element, button, box, prefix } = host;

  let own: Record<string, (...given: never[]) => unknown> = {
    on: (event: string, listener: () => void) => event === 'ready' && setTimeout(listener),
    open,
    close: () => box.remove(),
    toggle: () => run(box.isConnected ? 'close' : 'open'),
    hide: () => (button.hidden = true),
    show: () => (button.hidden = false),
    offset: (px: number) => element.style.setProperty('--touchline-offset', `${px}px`),
    setLocale(locale: string) {
      element.dataset.locale = locale;
      loading = undefined;
    },
    logout() {
      for (const key in localStorage) if (key.startsWith(prefix)) delete localStorage[key];
    },
    wake() {
      // The page's own things first. Safari has no such call; there the next turn has to do.
      if (localStorage[`${prefix}wake`])
        (window.requestIdleCallback ?? setTimeout)(() =>
          import(url(CLIENT)).then((client) => client.wake(host), String),
        );
      host.locale = localStorage[`${prefix}locale`];
    },
    destroy() {
      element.remove();
      // From here on the global only collects, for the script's next coming.
      own = {};
      host.obey = undefined;
      host.calls.length = 0;
    },
  };

  button.onclick = () => run('toggle');
  button.onpointerenter = button.onfocus = load;
  body.append(element);

  // Before the page may open the chat.
  run('wake');
  const queue = window.Touchline?.q;
  run.q = host.calls;
  window.Touchline = run;
  // `<form id=Touchline>` puts an element where the queue would be.
  queue?.map?.((call) => run(...call));

  function url(path: string) {
    return new URL(path, src).href;
  }

  function run(...call: Call) {
    try {
      if (host.obey) host.obey(...call);
      else host.calls.push(call);
      own[call[0]]?.(call[1] as never, call[2] as never);
    } catch {
      // Blocked storage throws when it is looked at.
    }
  }

  function open() {
    host.root.append(box);
    load().then(
      ([panel, , answer]) => panel.show(host, answer),
      // The network is away: the empty box stays, and fills when it is back.
      () => setTimeout(() => box.isConnected && open(), RETRY_AFTER_MS),
    );
  }

  /** All at once, so that opening costs what the slowest of the three costs. */
  function load() {
    // The star: no more words than the panel opens with.
    const languages = [host.locale, element.dataset.locale, document.documentElement.lang, ...navigator.languages, '*'];
    const start = url(`sites/${dataset.site}/start?locale=${languages}`);
    loading ||= Promise.all([
      import(url(PANEL)),
      import(url(CLIENT)),
      // Without a relay the browser's copy, however old, still has the words and the safer-gambling links.
      fetch(start)
        .catch(() => fetch(start, { cache: 'force-cache' }))
        .then((response) => response.json()),
    ]);
    loading.catch(() => (loading = undefined));
    return loading;
  }
}
