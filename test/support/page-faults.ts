/** Defects to plant in a page or on its line, by name: a check counts only when it fails under one. */
import type { BrowserContext } from 'playwright-core';

/** The widget hears nothing of other tabs, nor of going into and out of the back/forward cache. */
export async function deafenToOtherTabs(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, ...rest) {
      if (!['storage', 'pagehide', 'pageshow'].includes(type)) listen.call(this, type, ...rest);
    };
  });
}

/** Every attempt to send a text is under a client id of its own, so that the relay cannot know a repeat. */
export async function forgetClientIds(context: BrowserContext): Promise<void> {
  await context.routeWebSocket(/\/socket\?/, (line) => {
    const relay = line.connectToServer();
    line.onMessage((data) => {
      const frame = JSON.parse(String(data));
      if (frame.type === 'post') frame.clientId = crypto.randomUUID();
      relay.send(JSON.stringify(frame));
    });
  });
}
