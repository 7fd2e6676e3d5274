/** The panel about the player has nothing that axe finds, in any of its states, and fits where it stands. */
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { id, knownPlayer } from '../support/contact-desk.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();

const CLAIMS = {
  ...{ name: 'Maryna', tier: 'gold', kyc: 'rejected', country: 'PL', registeredAt: '2024-05-01', birthYear: 1987 },
  ...{ balance: '9820450.5', currency: 'EUR', email: 'a.very.long.address.of.maryna@subdomain.mail.example' },
};

describe.each([
  ['desktop, light, operator', { width: 1440, height: 900 }, 'light', 'operator', 'en'],
  ['desktop, dark, supervisor', { width: 1440, height: 900 }, 'dark', 'supervisor', 'ru'],
  ['phone, light, supervisor', { width: 360, height: 740 }, 'light', 'supervisor', 'pl'],
  ['phone, dark, operator', { width: 360, height: 740 }, 'dark', 'operator', 'ru'],
] as const)('%s', { timeout: 60_000 }, (_, viewport, colorScheme, role, locale) => {
  it('is readable, and nothing hangs over its edge', async () => {
    const player = await knownPlayer(relay.url, site, { claims: { sub: id(), ...CLAIMS }, topic: 'payments' });
    const sent = await player.write('An earlier question', id(), 'bonuses');
    await player.next('ack', (ack) => ack.clientId === sent);
    const operator = await createOperator(db, [site], { role });
    const inbox = await openInbox(browser, relay.url, operator, { locale, viewport, colorScheme });
    inbox.page.setDefaultTimeout(PATIENT.timeout);
    await inbox.visit(player.conversation);
    if (viewport.width < 1180) await inbox.page.locator('.to-player').click();
    await inbox.part('card').waitFor();
    await inbox.part('contact-notes').locator('textarea').fill('A note');
    await inbox.part('note-add').click();
    await inbox.part('contact-note').waitFor();
    if (role === 'operator') {
      await inbox.part('show-balance').click();
      await inbox.part('personal-balance').waitFor();
    }
    expect(await axeFindings(inbox.page)).toEqual([]);
    const overhang = () => inbox.part('player').evaluate((pane) => pane.scrollWidth - pane.clientWidth);
    expect(await overhang()).toBe(0);

    await inbox.part('block').click();
    await inbox.part('block-reason').waitFor();
    expect(await axeFindings(inbox.page)).toEqual([]);
    await inbox.part('block-reason').fill('Insults');
    await inbox.part('block-save').click();
    await inbox.part('unblock').waitFor();
    expect(await axeFindings(inbox.page)).toEqual([]);
    expect(await overhang()).toBe(0);
    await inbox.page.context().close();
  });
});
