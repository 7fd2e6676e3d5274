import type { Language } from './words.ts';

/** A player as the betting site knows them. Amounts are euro cents. */
export type Player = {
  readonly id: string;
  readonly name: string;
  readonly locale: Language;
  readonly tier?: 'gold' | 'vip';
  readonly balance: number;
  readonly withdrawal: {
    readonly id: string;
    readonly amount: number;
    readonly digits: string;
    readonly hoursAgo: number;
  };
  readonly activity: readonly Activity[];
};

export type Activity = {
  readonly kind: 'deposit' | 'bet' | 'win' | 'withdrawal';
  readonly id: string;
  readonly amount: number;
  readonly hoursAgo: number;
};

/** The people one can log in as. A real site has a table and passwords here. */
export const demoPlayers: readonly Player[] = [
  {
    id: 'alena',
    name: 'Алена Каваленка',
    locale: 'be',
    tier: 'gold',
    balance: 124_050,
    withdrawal: { id: 'W48213', amount: 25_000, digits: '4417', hoursAgo: 27 },
    activity: [
      { kind: 'withdrawal', id: 'W48213', amount: -25_000, hoursAgo: 27 },
      { kind: 'win', id: 'B90417', amount: 31_200, hoursAgo: 49 },
      { kind: 'bet', id: 'B90417', amount: -6_500, hoursAgo: 52 },
      { kind: 'deposit', id: 'D77120', amount: 10_000, hoursAgo: 75 },
    ],
  },
  {
    id: 'piotr',
    name: 'Piotr Zieliński',
    locale: 'pl',
    balance: 8_615,
    withdrawal: { id: 'W48377', amount: 12_000, digits: '0932', hoursAgo: 5 },
    activity: [
      { kind: 'withdrawal', id: 'W48377', amount: -12_000, hoursAgo: 5 },
      { kind: 'bet', id: 'B91022', amount: -2_000, hoursAgo: 20 },
      { kind: 'deposit', id: 'D77655', amount: 5_000, hoursAgo: 21 },
    ],
  },
  {
    id: 'minh',
    name: 'Nguyễn Minh Anh',
    locale: 'vi',
    tier: 'vip',
    balance: 1_530_900,
    withdrawal: { id: 'W47990', amount: 480_000, digits: '2280', hoursAgo: 71 },
    activity: [
      { kind: 'win', id: 'B90866', amount: 212_500, hoursAgo: 26 },
      { kind: 'bet', id: 'B90866', amount: -85_000, hoursAgo: 29 },
      { kind: 'withdrawal', id: 'W47990', amount: -480_000, hoursAgo: 71 },
    ],
  },
];
