/** The inbox in the browser: makes the parts, joins them, shows the page. */

import { signal } from '@preact/signals';
import { type SocketLike, socketConnector } from '@touchline/shared/client/connection.ts';
import type { Way } from '@touchline/shared/client/poll-choice.ts';
import { postPoll } from '@touchline/shared/client/poll-post.ts';
import { browserWake, reconnecting } from '@touchline/shared/client/reconnect.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { render } from 'preact';
import { pollUrl, socketUrl } from './address.ts';
import { api } from './api.ts';
import { AppModel, AppView } from './app.tsx';
import type { ConnectionDeps } from './connection/model.ts';
import { DeskModel } from './desk.ts';
import { LanguageModel } from './locale/model.ts';
import { go, startRouter, takeToken } from './router.ts';
import { SessionModel } from './session.ts';
import { lateSetup } from './setup/late.ts';
import { browserStore } from './storage.ts';
import './tokens.css';
import './base.css';
import './door.css';
import './desk-page.css';
import './menu.css';
import './locale/choice.css';
import './alerts/alerts.css';
import './presence/presence.css';
import './offers/offers.css';
import './queue/tags.css';
import './queue/choosing.css';
import './queue/tokens.css';
import './queue/tabs.css';
import './queue/list.css';
import './queue/row.css';
import './contact/contact.css';

const clock = systemClock;
const language = new LanguageModel({ store: browserStore('touchline.inbox.'), clock, browser: navigator.languages });
const session = new SessionModel(api);
const setup = lateSetup({
  api,
  session,
  toInbox: () => go({ page: 'desk', view: 'waiting', conversation: null }, { replace: true }),
});
const hello = async (): Promise<OperatorUp> => ({ type: 'hello', version: PROTOCOL_VERSION });
const socket = socketConnector<OperatorUp, OperatorDown>({ url: socketUrl, hello, clock });
const way = signal<Way>('socket');
const connect = reconnecting(socket, {
  clock,
  wake: browserWake,
  otherWay: async () =>
    (await import('./polling.ts')).polling({ socket, hello, clock, by: (now) => (way.value = now) }),
});
const app = new AppModel({
  session,
  openDesk: (who) =>
    new DeskModel({
      who,
      connect,
      way,
      clock,
      store: browserStore(`touchline.inbox.${who.operator.id}.`),
      speak: api.speak,
      signOut: session.signOut,
      signedOut: session.ended,
      stillSignedIn: session.confirm,
    }),
});

const connection: ConnectionDeps = {
  socketUrl: socketUrl(),
  open: (url) => new WebSocket(url) as unknown as SocketLike,
  poll: (body, aborted) => postPoll(pollUrl(), body, aborted),
  report: api.connection,
  clock,
  pageIsSecure: location.protocol === 'https:',
};

const readToken = () => {
  const token = takeToken();
  if (token) void setup().then(({ check }) => check(token));
};
startRouter();
readToken();
addEventListener('hashchange', readToken);
void session.ask();

const root = document.getElementById('inbox');
const parts = { api, app, session, setup, connection, language };
if (root) void language.begin().then(() => render(<AppView {...parts} />, root));
