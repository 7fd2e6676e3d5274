/** A player's screen: the widget on some page, by its `data-part`s. Playwright looks into open shadow roots. */
import type { Locator, Page } from 'playwright-core';

export type PlayerScreen = ReturnType<typeof playerScreen>;

export function playerScreen(page: Page) {
  const part = (name: string) => page.locator(`touchline-chat [data-part=${name}]`);
  const composer = part('composer');
  const messages = part('message');

  const screen = {
    page,
    part,
    host: page.locator('touchline-chat'),
    launcher: part('launcher'),
    panel: part('panel'),
    composer,
    messages,
    message: (text: string) => messages.filter({ has: page.getByText(text, { exact: true }) }),

    /** Opens the chat as a player does, and waits for all of it: what sends comes a moment after the composer. */
    async open() {
      await screen.launcher.click();
      await composer.waitFor();
      await part('thread').waitFor();
    },
    /** The list of languages, which comes with the tap on its button. */
    async languages() {
      if (await part('languages').count()) await part('languages').click();
      await part('language').waitFor();
      return part('language');
    },
    /** Does not wait for what becomes of it. */
    async send(text: string) {
      await composer.fill(text);
      await composer.press('Enter');
    },
    /** What stands on the screen, from top to bottom, to the byte. */
    texts: () => messages.locator('[data-part=text]').allTextContents(),
    states: () => attributes(messages, 'data-state'),
    /** Half-way through a fade or a growth, neither colours nor sizes are those that stay. */
    still: () =>
      screen.host.evaluate((host) =>
        Promise.all(host.shadowRoot?.getAnimations().map((animation) => animation.finished) ?? []).then(() => {}),
      ),
    seqs: async () => (await attributes(messages, 'data-seq')).map(Number),
  };
  return screen;
}

/** Of each, in order. */
export function attributes(locator: Locator, name: string): Promise<(string | null)[]> {
  return locator.evaluateAll((elements, wanted) => elements.map((element) => element.getAttribute(wanted)), name);
}
