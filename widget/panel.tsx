/**
 * The panel: fills the launcher's box, and is everything about it that is neither a view nor the chat itself: styles,
 * focus, keys, the phone's Back. Made once per host; opening and closing is the box in and out of the shadow root.
 */
import { render } from 'preact';
import { App } from './app.tsx';
import { attach } from './client.ts';
import type { Host, StartAnswer } from './host.ts';
import { isPhone } from './is-phone.ts';
import type { Later } from './later-type.ts';
import { persistently } from './persistently.ts';
import { createSession, type Session } from './session.ts';
import { addStyle, paintAccent } from './style.ts';
import css from './widget.css?inline';

type Panel = { session: Session; opened(): void };
const panels = new WeakMap<Host, Panel>();

// Begun while the pointer still hovers. A failure is met again, and mended, where it is needed.
import('./later.ts').catch(String);

export function show(host: Host, answer: StartAnswer) {
  // Closed again in the meantime.
  if (!host.box.isConnected) return;
  if ('error' in answer) {
    // For the site's developer; a player finds the launcher and nothing else.
    console.error(`Touchline: ${answer.error.message}`);
    return host.run('close');
  }
  const { session, opened } = prepare(host);
  session.begin(answer);
  opened();
}

/** Made and not shown, it sends what the last page left over. */
export function prepare(host: Host): Panel {
  const panel = panels.get(host) ?? createPanel(host);
  panels.set(host, panel);
  return panel;
}

function createPanel(host: Host): Panel {
  const { box, button, root, element } = host;
  const client = attach(host);
  let drawing = false;
  let isShown = false;
  let opener: HTMLElement | null = null;
  let leave = () => {};
  let arrived: Later | undefined;
  let phone: typeof import('./phone.ts') | undefined;
  // Without it nothing can be sent.
  const writing = persistently(client.clock, () => import('./later.ts')).then(({ later }) => {
    arrived = later;
    addStyle(host, later.css);
    later.paintText(host);
    redraw();
    return later.createWriting(client, host);
  });
  const session = createSession({ client, host, writing, redraw });

  addStyle(host, css);
  box.style.cssText = '';
  box.className = 'panel';
  box.dataset.part = 'panel';
  box.setAttribute('role', 'dialog');
  box.addEventListener('keydown', keyed);
  // The last letters before a reload too.
  addEventListener('pagehide', session.draft.save);
  client.panel = told;

  return { session, opened };

  /** Many changes of one moment are one drawing. */
  function redraw() {
    if (drawing) return;
    drawing = true;
    queueMicrotask(draw);
  }

  function draw() {
    drawing = false;
    if (!isShown) return;
    client.label(session.t('launcher.label'));
    box.setAttribute('aria-label', session.t('panel.label', { site: session.site.name }));
    render(<App session={session} later={arrived} />, box);
  }

  function opened() {
    if (isShown) return;
    isShown = true;
    opener = (root.activeElement ?? document.activeElement) as HTMLElement | null;
    paintAccent(host, session.site.color);
    arrived?.paintText(host);
    draw();
    if (isPhone()) fit();
    box.setAttribute('aria-modal', `${isPhone()}`);
    button.style.visibility = 'hidden';
    button.setAttribute('aria-expanded', 'true');
    session.focus();
    client.presence.update();
    client.events.emit('open');
  }

  function fit() {
    persistently(client.clock, () => import('./phone.ts')).then((script) => {
      phone = script;
      leave();
      if (isShown) leave = phone.fitPhone(box, session.close);
    });
  }

  function closed() {
    if (!isShown) return;
    isShown = false;
    leave();
    leave = () => {};
    button.style.visibility = '';
    button.setAttribute('aria-expanded', 'false');
    const target = opener && opener !== document.body && opener !== element ? opener : button;
    target.focus();
    session.draft.save();
    // After the box is gone.
    client.clock.after(0, client.presence.update);
    client.events.emit('close');
  }

  function told(name: string, given?: unknown) {
    if (name === 'changed') session.changed();
    else if (name === 'close') closed();
    else if (name === 'forgotten') session.forgotten();
    else if (name === 'stored' && given === 'draft') session.draft.follow();
    else if (name === 'setTopic') session.chooseTopic(given as string);
    else if (name === 'setLocale')
      // What was asked for last counts, whichever comes first.
      queueMicrotask(() =>
        persistently(client.clock, () => host.load().then(host.load)).then(
          ([, , answer]) => 'words' in answer && session.begin(answer),
        ),
      );
    else if (name === 'destroy') {
      closed();
      removeEventListener('pagehide', session.draft.save);
      render(null, box);
    } else {
      session.subjects?.hear(name, given);
      redraw();
    }
  }

  function keyed(event: KeyboardEvent) {
    if (event.key === 'Escape' && !event.isComposing) session.close();
    if (event.key === 'Tab' && isPhone()) phone?.keepFocus(event, box, root);
  }
}
