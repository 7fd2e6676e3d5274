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
