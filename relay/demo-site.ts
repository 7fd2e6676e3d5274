/** The demo's site and operators. Seeding again changes nothing, so every `npm start` may. */
import type { Clock } from '@touchline/shared/clock.ts';
import { LOCALES, type SiteSettings, TOPICS } from '@touchline/shared/people.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import { hashPassword } from './operators/passwords.ts';
import { createOperatorStore } from './operators/store.ts';
import type { Database } from './platform/postgres.ts';
import { createSiteStore } from './sites/store.ts';
import { createTeamStore } from './teams/store.ts';

export const DEMO_SITE_KEY = 'demo';
export const DEMO_KEY_ID = 'demo-1';
/** Known to everybody who reads this: it signs players of a demo on one machine and of nothing else. */
export const DEMO_SECRET = 'a demo secret that everybody may know, 32 bytes or more';
export const DEMO_PASSWORD = 'demo-password';
export const DEMO_OPERATORS = [
  {
    email: 'alesia@demo.example',
    name: 'Alesia',
    role: 'admin',
    isAdministrator: true,
    languages: { be: 'native', ru: 'native', pl: 'fluent', en: 'fluent' },
  },
  {
    email: 'rauf@demo.example',
    name: 'Rauf',
    role: 'operator',
    isAdministrator: false,
    languages: { az: 'native', en: 'fluent', ru: 'fluent' },
  },
  {
    email: 'vera@demo.example',
    name: 'Vera',
    role: 'supervisor',
    isAdministrator: false,
    languages: { pl: 'native', en: 'fluent', uk: 'fluent' },
  },
] as const;

const DEMO_TEAMS = [
  { name: 'Second line', members: ['alesia@demo.example'] },
  { name: 'Payments', members: ['alesia@demo.example', 'rauf@demo.example'] },
];

export async function seedDemo(db: Database, clock: Clock, origins: string[]): Promise<void> {
  const sites = createSiteStore(db);
  const operators = createOperatorStore(db);
  await sites.create(
    {
      id: newId(clock.now()),
      key: DEMO_SITE_KEY,
      name: 'Fairplay',
      languages: [...LOCALES],
      defaultLanguage: 'en',
      topics: [...TOPICS],
      origins,
      settings: SETTINGS,
      routing: routingRules.parse({}),
      translation: translationRules.parse({}),
      identityKeys: [{ kid: DEMO_KEY_ID, algorithm: 'HS256', material: DEMO_SECRET }],
    },
    null,
  );
  const site = await sites.byKey(DEMO_SITE_KEY);
  // The example may have moved to another port since the last start.
  await db.query('update sites set origins = $2 where id = $1', [site?.id, origins]);
  for (const { email, name, role, isAdministrator, languages } of DEMO_OPERATORS) {
    if (await operators.byEmail(email)) continue;
    const id = newId(clock.now());
    await operators.create({ id, email, name, isAdministrator, passwordHash: await hashPassword(DEMO_PASSWORD) });
    await operators.equip(id, { languages, topics: null, capacity: 4 });
    if (site) await operators.join(id, site.id, role);
  }
  if (site) await seedTeams(db, clock, site.id);
}

/** Only where there is none, so that what is changed in a demo stays. */
async function seedTeams(db: Database, clock: Clock, siteId: string): Promise<void> {
  const [teams, operators] = [createTeamStore(db), createOperatorStore(db)];
  if ((await teams.count(siteId)) > 0) return;
  for (const { name, members: emails } of DEMO_TEAMS) {
    const known = await Promise.all(emails.map((email) => operators.byEmail(email)));
    const members = known.flatMap((operator) => operator?.id ?? []);
    if (members[0]) await teams.save(siteId, newId(clock.now()), { name, members, version: 0 }, members[0]);
  }
}

const SETTINGS: SiteSettings = {
  greeting: {
    en: 'Hello! How can we help?',
    be: 'Вітаем! Чым можам дапамагчы?',
    ru: 'Здравствуйте! Чем можем помочь?',
    az: 'Salam! Sizə necə kömək edə bilərik?',
    vi: 'Xin chào! Chúng tôi có thể giúp gì cho bạn?',
    pl: 'Dzień dobry! W czym możemy pomóc?',
    tr: 'Merhaba! Size nasıl yardımcı olabiliriz?',
    uk: 'Вітаємо! Чим можемо допомогти?',
    es: '¡Hola! ¿En qué podemos ayudarle?',
    pt: 'Olá! Como podemos ajudar?',
    de: 'Guten Tag! Wie können wir Ihnen helfen?',
    ar: 'مرحبًا! كيف يمكننا مساعدتك؟',
  },
  privacyUrl: { en: 'https://fairplay.example/privacy' },
  notices: [
    { label: { en: '18+' } },
    {
      label: {
        en: 'Licence',
        be: 'Ліцэнзія',
        ru: 'Лицензия',
        az: 'Lisenziya',
        vi: 'Giấy phép',
        pl: 'Licencja',
        tr: 'Lisans',
        uk: 'Ліцензія',
        es: 'Licencia',
        pt: 'Licença',
        de: 'Lizenz',
        ar: 'الترخيص',
      },
      url: { en: 'https://fairplay.example/licence' },
    },
    {
      label: {
        en: 'Play safely',
        be: 'Бяспечная гульня',
        ru: 'Безопасная игра',
        az: 'Təhlükəsiz oyun',
        vi: 'Chơi an toàn',
        pl: 'Bezpieczna gra',
        tr: 'Güvenli oyun',
        uk: 'Безпечна гра',
        es: 'Juego seguro',
        pt: 'Jogo seguro',
        de: 'Sicher spielen',
        ar: 'لعب آمن',
      },
      url: { en: 'https://fairplay.example/safer-gambling' },
    },
  ],
};
