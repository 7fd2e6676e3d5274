/** An administrator's screen at the settings of a site, and the widget beside them. */
import type { Site } from '@touchline/relay/sites/store.ts';
import type { SectionName } from '@touchline/shared/site-sections.ts';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { PATIENT } from './chromium.ts';
import { openInbox } from './inbox-screen.ts';
import type { TestOperator } from './relay.ts';

/** Two browsers on a machine with little to spare. */
export const TWO_PAGES = { timeout: 120_000 } as const;

export type SettingsScreen = Awaited<ReturnType<typeof openSettings>>;

export async function openSettings(
  browser: Browser,
  relayUrl: string,
  administrator: TestOperator,
  site: Site,
  { place = 'look', ...options }: BrowserContextOptions & { place?: string } = {},
) {
  const inbox = await openInbox(browser, relayUrl, administrator, {
    locale: 'en',
    viewport: { width: 1360, height: 900 },
    at: `settings/${site.key}/${place}`,
    ...options,
  });
  const { page, part } = inbox;
  page.setDefaultTimeout(PATIENT.timeout);
  const frame = page.frameLocator('[data-part=preview-frame]');
  const visit = (where: string) => page.goto(`${relayUrl}/inbox/settings/${site.key}/${where}`);

  return {
    ...inbox,
    visit,
    /** From section to section, as somebody goes. */
    step: (name: string) =>
      page
        .locator('.settings-nav')
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .click(),
    section: (name: SectionName) => part(`section-${name}`),
    field: (label: string) => page.locator('.settings-form').getByLabel(label, { exact: true }),
    save: page.getByRole('button', { name: 'Save', exact: true }),
    discard: page.getByRole('button', { name: 'Discard' }),
    state: () => part('settings-state').textContent(),
    async saved() {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved', { exact: true }).waitFor();
    },
    /** The widget in the frame, by its `data-part`s. */
    shown: (name: string) => frame.locator(`[data-part=${name}]`),
    frame,
  };
}
