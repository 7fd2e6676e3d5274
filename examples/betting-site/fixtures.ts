import type { Language, WordKey } from './words.ts';

/** A match one can bet on. `null` odds: betting on that outcome is suspended. */
export type Fixture = {
  readonly id: string;
  readonly league: Extract<WordKey, `league.${string}`>;
  readonly home: Team;
  readonly away: Team;
  readonly odds: readonly [home: number | null, draw: number | null, away: number | null];
  readonly startsAt: Date;
  readonly live?: { readonly minute: number; readonly score: readonly [number, number] };
};

/** Names as the supporters of each language write them; English is the fallback. Colours are the shirt's. */
export type Team = { readonly en: string; readonly shirt: readonly [string, string] } & {
  readonly [language in Language]?: string;
};

export function teamName(team: Team, language: Language): string {
  return team[language] ?? team.en;
}

const dinamo: Team = {
  en: 'Dinamo Minsk',
  be: 'Дынама Мінск',
  ru: 'Динамо Минск',
  pl: 'Dynamo Mińsk',
  shirt: ['#1d4fa0', '#ffffff'],
};
const bate: Team = { en: 'BATE', be: 'БАТЭ', ru: 'БАТЭ', shirt: ['#f4c51c', '#1a4ea3'] };
const neman: Team = {
  en: 'Neman Grodno',
  be: 'Нёман Гродна',
  ru: 'Неман Гродно',
  pl: 'Niemen Grodno',
  shirt: ['#f0b51e', '#1c7a3d'],
};
const torpedo: Team = {
  en: 'Torpedo Zhodino',
  be: 'Тарпеда Жодзіна',
  ru: 'Торпедо Жодино',
  pl: 'Torpedo Żodzino',
  shirt: ['#2457a7', '#d8252f'],
};
const qarabag: Team = { en: 'Qarabag', az: 'Qarabağ', be: 'Карабах', ru: 'Карабах', shirt: ['#17181a', '#ffffff'] };
const neftchi: Team = {
  en: 'Neftchi',
  az: 'Neftçi',
  be: 'Нефтчы',
  ru: 'Нефтчи',
  pl: 'Neftçi',
  shirt: ['#17181a', '#f2f2f2'],
};
const sabah: Team = { en: 'Sabah', be: 'Сабах', ru: 'Сабах', shirt: ['#0d7f9c', '#ffffff'] };
const zira: Team = { en: 'Zira', az: 'Zirə', be: 'Зіра', ru: 'Зиря', shirt: ['#6b2a8c', '#e8d24a'] };
const legia: Team = {
  en: 'Legia Warsaw',
  be: 'Легія Варшава',
  ru: 'Легия Варшава',
  pl: 'Legia Warszawa',
  shirt: ['#1f7a44', '#ffffff'],
};
const lech: Team = { en: 'Lech Poznań', be: 'Лех Познань', ru: 'Лех Познань', shirt: ['#1b5fb4', '#ffffff'] };
const rakow: Team = { en: 'Raków', be: 'Ракаў', ru: 'Ракув', shirt: ['#c4202b', '#1b3f86'] };
const jagiellonia: Team = { en: 'Jagiellonia', be: 'Ягелонія', ru: 'Ягеллония', shirt: ['#e3b323', '#c52a2a'] };
const hanoi: Team = { en: 'Hanoi FC', vi: 'Hà Nội', be: 'Ханой', ru: 'Ханой', shirt: ['#5b2a86', '#f2c230'] };
const namDinh: Team = { en: 'Nam Dinh', vi: 'Nam Định', be: 'Намдзінь', ru: 'Намдинь', shirt: ['#e0b400', '#1f5fae'] };

/** The programme around `now`: one match being played, the others tomorrow and the two days after. */
export function fixturesAround(now: Date): readonly Fixture[] {
  const on = (day: number, hour: number, minute = 0) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + day, hour, minute));
  return [
    {
      id: 'blr-1',
      league: 'league.blr',
      home: dinamo,
      away: bate,
      odds: [1.44, null, 7.2],
      startsAt: new Date(now.getTime() - 82 * 60_000),
      live: { minute: 67, score: [2, 1] },
    },
    { id: 'blr-2', league: 'league.blr', home: neman, away: torpedo, odds: [2.62, 3.05, 2.7], startsAt: on(1, 15) },
    { id: 'aze-1', league: 'league.aze', home: qarabag, away: neftchi, odds: [1.38, 4.6, 8], startsAt: on(1, 16) },
    { id: 'aze-2', league: 'league.aze', home: sabah, away: zira, odds: [1.95, 3.3, 3.75], startsAt: on(2, 14, 30) },
    { id: 'pol-1', league: 'league.pol', home: legia, away: lech, odds: [2.4, 3.35, 2.85], startsAt: on(1, 19, 30) },
    { id: 'pol-2', league: 'league.pol', home: rakow, away: jagiellonia, odds: [2.1, 3.4, 3.3], startsAt: on(3, 17) },
    { id: 'vie-1', league: 'league.vie', home: hanoi, away: namDinh, odds: [2.25, 3.15, 3.1], startsAt: on(2, 12, 15) },
  ];
}
