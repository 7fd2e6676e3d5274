/** An operator's screen: the inbox in a browser, by its `data-part`s. */
import type { PresenceChoice } from '@touchline/shared/presence.ts';
import type { DeskView } from '@touchline/shared/up.ts';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { attributes } from './player-screen.ts';
import type { TestOperator } from './relay.ts';

export type InboxScreen = ReturnType<typeof inboxScreen>;

type Options = BrowserContextOptions & {
  /** How long a reply may be undone. None unless said: most tests are not about it, and would wait each time. */
  undoS?: 0 | 3 | 5 | 10;
  /** The page that is opened, as `people/record`. The lists unless said, and they stand there then. */
  at?: string;
};

/** Signed in, in a context of its own; nobody has touched the page, which is silent therefore. */
export async function openInbox(
  browser: Browser,
  relayUrl: string,
  operator: TestOperator,
  { undoS = 0, at, ...options }: Options = {},
): Promise<InboxScreen> {
  const context = await browser.newContext(options);
  const key = `touchline.inbox.${operator.id}.undo`;
  await context.addInitScript(([name, value]) => localStorage.getItem(name) ?? localStorage.setItem(name, value), [
    key,
    String(undoS),
  ] as [string, string]);
  await bringSession(context, relayUrl, operator);
  const screen = inboxScreen(await context.newPage(), relayUrl);
  await screen.page.goto(`${relayUrl}/inbox${at === undefined ? '' : `/${at}`}`);
  if (at === undefined) await screen.part('list').waitFor();
  return screen;
}

/** As if signed in before: the form costs a second each time, and has tests of its own. */
export async function bringSession(context: BrowserContext, relayUrl: string, operator: TestOperator): Promise<void> {
  const { email, password } = operator;
  const response = await context.request.post(`${relayUrl}/api/session`, { data: { email, password } });
  if (!response.ok()) throw new Error(`signing in answered ${response.status()}`);
}

export function inboxScreen(page: Page, relayUrl: string) {
  const part = (name: string) => page.locator(`[data-part=${name}]`);
  const messages = part('message');
  const composer = page.locator('[data-part=composer] textarea');

  const screen = {
    page,
    part,
    composer,
    messages,
    rows: part('row'),
    row: (conversation: string) => page.locator(`[data-part=row][data-conversation="${conversation}"]`),
    /** The name of a list, while it stands in sight: always of the first three, of another while it is shown. */
    list: (view: DeskView) => page.locator(`nav.tabs [data-view=${view}]`),
    async showList(view: DeskView) {
      if ((await screen.list(view).count()) === 0) {
        await part('more-lists').click();
        await page.locator(`[data-view-behind=${view}]`).click();
      } else await screen.list(view).click();
    },
    connection: part('connection'),

    async signIn({ email, password }: { email: string; password: string }) {
      await page.locator('#email').fill(email);
      await page.locator('#password').fill(password);
      await page.locator('#password').press('Enter');
      await part('list').waitFor();
    },
    /** Online, away, finishing or offline, as this operator's own screen says it. */
    presence: () => part('presence').getAttribute('data-presence'),
    async choosePresence(choice: PresenceChoice) {
      await part('presence').click();
      await page.locator(`[data-choice=${choice}]`).click();
    },
    offer: (conversation: string) => page.locator(`[data-part=offer][data-conversation="${conversation}"]`),
    /** The box before a waiting conversation, once boxes are shown. */
    choice: (conversation: string) => page.locator('li', { has: screen.row(conversation) }).getByRole('checkbox'),
    /** What happened between the messages, in words. */
    happenings: () => part('happening').locator('bdi').allTextContents(),
    /** Straight to a conversation, as a link does. */
    async visit(conversation: string) {
      await page.goto(`${relayUrl}/inbox/c/${conversation}`);
      await screen.hasThread();
    },
    /** From the list that is shown; the composer may be that of the one before. */
    async show(conversation: string) {
      await screen.row(conversation).click();
      await page.waitForURL((url) => url.pathname.includes(conversation));
      await screen.hasThread();
    },
    /** What was written stands there: a reply that is sent before would be held, as one that answers blind. */
    async hasThread() {
      await composer.waitFor();
      await page.locator('[data-part=thread][aria-busy=false]').waitFor();
    },
    /** Does not wait for what becomes of it. */
    async send(text: string) {
      await composer.fill(text);
      await composer.press('Enter');
    },
    /** For operators only; stays in that mode. */
    async note(text: string) {
      await page.locator('.modes [data-mode=note]').click();
      await composer.fill(text);
      await composer.press('Enter');
    },
    mode: () => part('composer').getAttribute('data-mode'),
    message: (text: string) => messages.filter({ has: page.getByText(text, { exact: true }) }),
    notes: () => part('note-text').allTextContents(),
    texts: () => messages.locator('[data-part=text]').allTextContents(),
    states: () => attributes(messages, 'data-state'),
    seqs: async () => (await attributes(messages, 'data-seq')).map(Number),
  };
  return screen;
}
