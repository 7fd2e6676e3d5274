/** The inbox in the browser: makes the parts, joins them, shows the page. */

import { signal } from '@preact/signals';
import { socketConnector } from '@touchline/shared/client/connection.ts';
import type { Way } from '@touchline/shared/client/poll-choice.ts';
import { browserWake, reconnecting } from '@touchline/shared/client/reconnect.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { render } from 'preact';
import { socketUrl } from './address.ts';
import { api } from './api.ts';
import { AppModel, AppView } from './app.tsx';
import { DeskModel } from './desk.ts';
import { go, startRouter, takeToken } from './router.ts';
import { SessionModel } from './session.ts';
import { SetupModel } from './setup/model.ts';
import { browserStore } from './storage.ts';
import './tokens.css';
import './base.css';
import './door.css';
import './desk-page.css';
import './menu.css';
import './queue/tabs.css';
import './queue/list.css';
import './queue/row.css';
import './conversation/thread.css';
import './conversation/message.css';
import './conversation/composer.css';
import './contact/contact.css';
import './setup/setup.css';

const clock = systemClock;
const session = new SessionModel(api);
const setup = new SetupModel({
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
      signOut: session.signOut,
      signedOut: session.ended,
      stillSignedIn: session.confirm,
    }),
});

const readToken = () => {
  const token = takeToken();
  if (token) void setup.check(token);
};
startRouter();
readToken();
addEventListener('hashchange', readToken);
void session.ask();

const root = document.getElementById('inbox');
if (root) render(<AppView app={app} session={session} setup={setup} />, root);
