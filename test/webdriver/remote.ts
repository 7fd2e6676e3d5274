/**
 * What the tests in other browsers need of one, whichever protocol it speaks: WebDriver BiDi (Firefox) or classic
 * WebDriver (WebKitGTK). What a person does, clicking, typing, choosing a file, goes through the browser's own input.
 */
import { expect } from 'vitest';

/** Of the test's patience: an answer takes milliseconds, a reconnection some seconds. */
const PATIENT = { timeout: 15_000, interval: 50 } as const;

/** CSS selectors; ` >>> ` goes on in the shadow root of what stands before it. */
export type Path = string;

export interface RemotePage {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Of a JavaScript expression; its value is JSON. */
  evaluate<Value>(expression: string): Promise<Value>;
  click(path: Path): Promise<void>;
  /** Into what has the focus after a click on it. A line break is the Enter key. */
  type(path: Path, text: string): Promise<void>;
  /** Into an `<input type=file>`, which need not be visible. */
  choose(path: Path, file: string): Promise<void>;
}

export interface RemoteBrowser {
  /** With cookies and storage of its own. */
  openPage(): Promise<RemotePage>;
  close(): Promise<void>;
}

/** Elements on the page that `path` finds, as a JavaScript expression. */
export function every(path: Path): string {
  return `(${findAll})(${JSON.stringify(path)})`;
}

/** The first of them that a person can see, or a field for files; undefined while there is none. */
export function first(path: Path): string {
  return `${every(path)}.find((each) => each.type === 'file' || each.checkVisibility({ visibilityProperty: true }))`;
}

/** Asks again until there is what was asked for: pages draw when they are ready. */
export async function whenThere<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  let found: Found | undefined;
  await expect
    .poll(async () => {
      found = await look();
      return found !== undefined;
    }, PATIENT)
    .toBe(true)
    .catch(() => Promise.reject(new Error(`the page never showed ${what}`)));
  return found as Found;
}

/** Of every element of `path`, in order: its text, or another property. */
export function poll(page: RemotePage, path: Path, of = 'textContent') {
  return expect.poll(() => page.evaluate<unknown[]>(`${every(path)}.map((each) => each.${of} ?? null)`), PATIENT);
}

/** Runs in the page. */
function findAll(path: string): Element[] {
  let roots: ParentNode[] = [document];
  let found: Element[] = [];
  for (const selector of path.split(' >>> ')) {
    found = roots.flatMap((root) => [...root.querySelectorAll(selector)]);
    roots = found.flatMap((element) => element.shadowRoot ?? []);
  }
  return found;
}
