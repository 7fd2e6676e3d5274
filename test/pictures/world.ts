/** A brand on an evening: its site, its operators, players in eight languages, and a translator that knows what they say. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { createTeamStore } from '@touchline/relay/teams/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { LOCALES, type SpokenLanguages } from '@touchline/shared/people.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll } from 'vitest';
import { startHostPages } from '../support/host-pages.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay, TEST_ORIGIN } from '../support/relay.ts';
import { scriptedTranslator } from '../support/scripted-translator.ts';
import { atDesk } from '../support/shift.ts';
import { SITE_KEY, startBettingSite } from '../support/stage.ts';
import { TRANSLATIONS, WRITTEN } from './texts.ts';

export type World = Awaited<ReturnType<typeof setWorld>>;

const SETTINGS: Site['settings'] = {
  color: '#0f5c3f',
  greeting: { en: 'Hello! How can we help?', be: 'Вітаем! Чым можам дапамагчы?', ar: 'مرحبًا! كيف يمكننا مساعدتك؟' },
  privacyUrl: { en: 'https://fairplay.example/privacy' },
  notices: [{ label: { en: '18+' } }, { label: { en: 'Licence' }, url: { en: 'https://fairplay.example/licence' } }],
};
const SPOKEN: SpokenLanguages = { en: 'native' };

export async function setWorld() {
  const { db } = await createTestDatabase();
  const { translator } = scriptedTranslator(TRANSLATIONS);
  const relay = await startTestRelay(db, { translator });
  afterAll(() => relay.close());
  const [siteUrl, pages] = await Promise.all([startBettingSite(relay.url), startHostPages()]);
  const translation = translationRules.parse({ accepted: [{ provider: 'scripted', by: 'Alesia', at: 1 }] });
  const shared = {
    languages: [...LOCALES],
    origins: [siteUrl, pages.url, TEST_ORIGIN],
    settings: SETTINGS,
    translation,
  };
  const site = await createSite(db, { key: SITE_KEY, name: 'Fairplay', ...shared });
  const other = await createSite(db, {
    ...{ key: 'winfield', name: 'Winfield', ...shared },
    settings: { ...SETTINGS, color: '#b4237a' },
  });
  const routing = routingRules.parse({ mode: 'offer', acceptMs: 600_000 });
  const routed = await createSite(db, { key: 'routed', name: 'Grand Slam', ...shared, routing });

  const hire = async (name: string, sites = [site, other], isAdministrator = false) => {
    const operator = await createOperator(db, sites, {
      name,
      role: isAdministrator ? 'admin' : 'operator',
      isAdministrator,
    });
    await createOperatorStore(db).equip(operator.id, { languages: SPOKEN, topics: null, capacity: 9 });
    return operator;
  };
  const alesia = await hire('Alesia', [site, other], true);
  const rauf = await atDesk(relay.url, await hire('Rauf'));
  afterAll(() => rauf.close());
  await createTeamStore(db).save(
    site.id,
    newId(systemClock.now()),
    { name: 'Payments', members: [alesia.id, rauf.operator.id], version: 0 },
    alesia.id,
  );
  const says = (who: Parameters<typeof writingPlayer>[2], ...texts: string[]) =>
    writingPlayer(relay.url, site, who, ...texts);
  return { db, relay, translator, site, other, routed, siteUrl, pages, alesia, rauf, hire, says };
}

/** Everybody who writes that evening; by name. */
export async function everybodyWrites({ relay, site, other }: World) {
  const written = new Map<string, Awaited<ReturnType<typeof writingPlayer>>>();
  for (const { texts, on, ...who } of WRITTEN)
    written.set(who.name ?? who.locale, await writingPlayer(relay.url, on === 'other' ? other : site, who, ...texts));
  return (name: string) => {
    const player = written.get(name);
    if (!player) throw new Error(`nobody called ${name} wrote`);
    return player;
  };
}
