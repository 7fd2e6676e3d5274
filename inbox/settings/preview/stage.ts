/**
 * The script of the page in the frame: the relay that the widget meets there. It hands the panel the draft in place of
 * what is saved, and answers what is written without a conversation being made of it. Loaded before the launcher.
 *
 * The widget is the built one and is not told that it is looked at; what it asks of the browser is what is stood in for.
 */
import type { SiteStart } from '@touchline/shared/people.ts';
import type { FromStage, ToStage } from './messages.ts';
import { createStageSocket } from './stage-socket.ts';

type Run = (command: string, given?: unknown) => void;

const isPhone = /max-width: ?480px/;
let draft: ToStage | null = null;
let arrived = () => {};
const first = new Promise<void>((resolve) => {
  arrived = resolve;
});
/** The language that was picked in the panel last. */
let picked = '';

const tell = (message: FromStage) => parent.postMessage(message, '*');
const run: Run = (...call) => (window as unknown as { Touchline: Run }).Touchline(...call);

window.fetch = async (asked) => {
  const wanted = URL.parse(String(asked))?.searchParams.get('locale')?.split(',')[0] ?? '';
  if (wanted && wanted !== picked) {
    picked = wanted;
    tell({ stage: 'language', language: wanted });
  }
  await first;
  return Response.json(draft?.start as SiteStart);
};
Object.assign(window, { WebSocket: createStageSocket(() => draft?.answer ?? null) });

// Nothing of it is full screen here: Tab goes on to the page around, and Back is that page's.
const { matchMedia } = window;
window.matchMedia = (query) => matchMedia.call(window, isPhone.test(query) ? 'not all' : query);
// What is typed goes on into the form beside, whatever is drawn here.
const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = function (this: HTMLElement, options) {
  if (document.hasFocus()) focus.call(this, options);
};

addEventListener('message', ({ source, data }: MessageEvent<ToStage>) => {
  if (source === parent) show(data);
});
addEventListener('DOMContentLoaded', () => tell({ stage: 'ready' }));

function show(next: ToStage): void {
  const before = draft;
  draft = next;
  arrived();
  document.documentElement.style.colorScheme = next.theme;
  const chat = document.querySelector<HTMLElement>('touchline-chat');
  if (!chat) return;
  chat.dataset.theme = next.theme;
  chat.style.setProperty('color-scheme', next.theme, 'important');
  if (!before) return run('open');
  run('setLocale', next.start.locale);
  // The panel takes its colour when it opens.
  if (next.start.site.color === before.start.site.color) return;
  chat.style.removeProperty('--touchline-color');
  if (!chat.shadowRoot?.querySelector('[data-part=panel]')) return;
  run('close');
  run('open');
}
