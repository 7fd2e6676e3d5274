/** What is said in the pictures: by whom, in which language, and what it means. Nobody in them is real. */
import type { Topic } from '@touchline/shared/people.ts';

type Said = { name?: string; locale: string; tier?: string; topic?: Topic; on?: 'other'; texts: string[] };

const MARYNA = [
  'Добры дзень! Учора ў 18:40 я вывела 250 € на картку, а грошай дагэтуль няма.',
  'Нумар заяўкі W-48213. Падкажыце, калі ласка, што з ёй?',
];
const AISHA = ['مرحبًا، تم رفض مستنداتي مرتين دون ذكر السبب. هل يمكنكم المساعدة؟'];
const TOMASZ = ['Dzień dobry, zakład nr B-90417 został rozliczony jako przegrany, a mecz skończył się 2:1.'];
const LEYLA = ['Salam, bonus kodum işləmir: YAY2026'];
const LINH = ['Tôi muốn đặt giới hạn nạp tiền hàng tuần cho tài khoản của mình.'];
const KARINA = ['Здравствуйте! Не приходит код для входа, уже третий раз пробую.'];

export const WRITTEN: Said[] = [
  { name: 'Maryna Kavalenka', locale: 'be', tier: 'gold', topic: 'payments', texts: MARYNA },
  { name: 'Aisha Rahman', locale: 'ar', topic: 'verification', texts: AISHA },
  { name: 'Tomasz Wójcik', locale: 'pl', tier: 'silver', topic: 'bets', texts: TOMASZ },
  { name: 'Leyla', locale: 'az', topic: 'bonuses', texts: LEYLA },
  { name: 'Linh Trần', locale: 'vi', topic: 'safer-gambling', texts: LINH },
  { name: 'Karina', locale: 'ru', topic: 'account', texts: KARINA, on: 'other' },
  { locale: 'en', topic: 'bets', texts: ['Why was my bet on Derby – Leeds voided?', 'It was placed before kick-off.'] },
  { name: 'Diego Fernández', locale: 'es', topic: 'payments', texts: ['Hola, ¿cuánto tarda un depósito por tarjeta?'] },
];

export const TRANSLATIONS: Record<string, string> = {
  [MARYNA[0] ?? '']: 'Good afternoon! Yesterday at 18:40 I withdrew €250 to my card, and the money is still not there.',
  [MARYNA[1] ?? '']: 'The request number is W-48213. Could you tell me what is happening with it, please?',
  [AISHA[0] ?? '']: 'Hello, my documents were rejected twice without a reason. Can you help?',
  [TOMASZ[0] ?? '']: 'Good morning, bet no. B-90417 was settled as lost, but the match ended 2:1.',
  [LEYLA[0] ?? '']: 'Hi, my bonus code does not work: YAY2026',
  [LINH[0] ?? '']: 'I would like to set a weekly deposit limit for my account.',
  [KARINA[0] ?? '']: 'Hello! The sign-in code does not arrive, I am trying for the third time.',
  'Hola, ¿cuánto tarda un depósito por tarjeta?': 'Hello, how long does a card deposit take?',
  'Hello Maryna! Your bank has had the money since this morning; it usually shows within a day.':
    'Добры дзень, Марына! Ваш банк атрымаў грошы сёння раніцай; звычайна яны з’яўляюцца на працягу дня.',
  'Дзякуй! Тады пачакаю да вечара.': 'Thank you! Then I will wait until the evening.',
  'I will stay on it and write to you here as soon as the bank confirms.':
    'Я прасачу за гэтым і напішу вам тут, як толькі банк пацвердзіць.',
};
