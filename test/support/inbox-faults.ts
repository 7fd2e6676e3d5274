/** Defects to plant in an inbox or on its line, by name: a check counts only when it fails under one. */
import type { BrowserContext } from 'playwright-core';

type Frame = { type: string; [field: string]: unknown };

/** What is written as a note goes out as a reply. */
export function sayNotesAloud(context: BrowserContext): Promise<void> {
  return changeWhatIsSent(context, (frame) => (frame.type === 'note' ? { ...frame, type: 'post', seen: 1e6 } : frame));
}

/** A reply says that its author has seen everything. */
export function claimToHaveSeenAll(context: BrowserContext): Promise<void> {
  return changeWhatIsSent(context, (frame) => (frame.type === 'post' ? { ...frame, seen: 1e6 } : frame));
}

/** The field keeps its text when another conversation comes under it. */
export async function carryTheFieldOver(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const fieldNow = () => document.querySelector<HTMLTextAreaElement>('[data-part=composer] textarea');
    const carry = ({ target }: Event) => {
      const text = (target as Element).closest('[data-part=row]') && fieldNow()?.value;
      setTimeout(() => {
        const field = fieldNow();
        if (!text || !field) return;
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
    };
    // Before the inbox hears of it and turns to the other.
    addEventListener('click', carry, { capture: true });
  });
}

/** Dialogs hear of Escape when they are told of their end. */
export async function hearEscapeLate(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, ...rest) {
      listen.call(this, this instanceof HTMLDialogElement && type === 'cancel' ? 'close' : type, ...rest);
    };
  });
}

/** Whoever writes takes the conversation first, whoever has it. */
export async function takeWhatIsWrittenIn(context: BrowserContext, from: string): Promise<void> {
  await context.routeWebSocket(/\/inbox\/socket/, (line) => {
    const relay = line.connectToServer();
    line.onMessage((data) => {
      const { type, conversation } = JSON.parse(String(data)) as Frame;
      if (type === 'post') {
        relay.send(JSON.stringify({ type: 'take', conversation, clientId: crypto.randomUUID(), over: from }));
      }
      relay.send(data);
    });
  });
}

/** What may be undone for five seconds has gone already. */
export async function hurryUp(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const wait = globalThis.setTimeout;
    globalThis.setTimeout = ((task: () => void, ms: number) => wait(task, ms === 5_000 ? 0 : ms)) as typeof setTimeout;
  });
}

function changeWhatIsSent(context: BrowserContext, change: (frame: Frame) => Frame): Promise<void> {
  return context.routeWebSocket(/\/inbox\/socket/, (line) => {
    const relay = line.connectToServer();
    line.onMessage((data) => relay.send(JSON.stringify(change(JSON.parse(String(data))))));
  });
}
