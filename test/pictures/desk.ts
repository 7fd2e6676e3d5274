/** An operator at their desk on that evening, in a browser, and how a tour gets about in it. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { everybodyWrites, setWorld } from './world.ts';

export const LAPTOP = { width: 1_280, height: 800 };
/** Where the theme says nothing that another picture does not say. */
export const ONE_THEME = { sizes: ['laptop', 'phone'], schemes: ['light'] } as const;

export async function openDesk() {
  const world = await setWorld();
  const browser = await launchChromium();
  const player = await everybodyWrites(world);
  const { url } = world.relay;
  const inbox = await openInbox(browser, url, world.alesia, { locale: 'en', undoS: 10, reducedMotion: 'reduce' });
  const { page } = inbox;
  page.setDefaultTimeout(PATIENT.timeout / 2);
  const see = async (path: string) => {
    await page.setViewportSize(LAPTOP);
    await page.goto(`${url}/inbox/${path}`);
    await inbox.part('list').or(page.locator('main')).first().waitFor({ state: 'attached' });
  };
  return {
    world,
    browser,
    player,
    inbox,
    page,
    see,
    async at(name: string) {
      await see(`c/${player(name).conversation}`);
      await inbox.messages.first().waitFor();
    },
    /** A reply kept ready on the first site. */
    keep: (shortcut: string, texts: Record<string, string>) =>
      world.db.query('insert into canned_replies (site_id, id, shortcut, topic, texts) values ($1, $2, $3, null, $4)', [
        world.site.id,
        newId(systemClock.now()),
        shortcut,
        texts,
      ]),
    press: (key: string) => page.locator('body').press(key),
    popover: (id: string) => page.locator(`#${id}`).evaluate((menu: HTMLElement) => menu.showPopover()),
  };
}
