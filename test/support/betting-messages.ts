/** Messages as players and operators write them, with tokens in them that a translation must not change. */

export type BettingMessage = { language: SpokenHere; text: string; tokens: string[] };
export type SpokenHere = keyof typeof TEMPLATES;

/** The same message for the same number. `names`: people, brand and teams of `NAMES`. */
export function bettingMessage(number: number): BettingMessage {
  const random = generator(number);
  const pick = <Of>(list: readonly Of[]): Of => list[Math.floor(random() * list.length)] as Of;
  const language = pick(Object.keys(TEMPLATES) as SpokenHere[]);
  const sentences =
    random() < 0.3 ? [pick(TEMPLATES[language]), pick(TEMPLATES[language])] : [pick(TEMPLATES[language])];
  const tokens: string[] = [];
  const text = sentences.join(pick([' ', '\n'])).replace(/\{(\w+)\}/g, (_, kind: keyof typeof KINDS) => {
    const token = KINDS[kind]({ digits: (n) => digits(random, n), pick });
    tokens.push(token);
    return token;
  });
  return { language, text, tokens };
}

export const NAMES = ['Fairplay', 'Alena Sushko', 'Dinamo Minsk', 'Шахцёр', 'Real Madrid', 'Зенит', 'Nguyễn Văn Minh'];

type Tools = { digits(count: number): string; pick<Of>(list: readonly Of[]): Of };

const KINDS = {
  amount: ({ digits, pick }: Tools) =>
    pick([
      `${digits(1)} ${digits(3)},50 BYN`,
      `$${digits(1)},${digits(3)}.${digits(2)}`,
      `${digits(2)} 000 ₫`,
      `${digits(3)} EUR`,
      `-${digits(2)},${digits(2)} €`,
      `${digits(1)}.${digits(3)}.${digits(3)},00`,
      `${digits(4)} UAH`,
      `${digits(2)} %`,
    ]),
  odds: ({ digits, pick }: Tools) =>
    pick([
      `1.${digits(2)}`,
      `${digits(1)}/${digits(1)}`,
      `+${digits(3)}`,
      `@${digits(1)}.${digits(2)}`,
      `2,${digits(1)}`,
    ]),
  score: ({ digits, pick }: Tools) =>
    pick([`${digits(1)}:${digits(1)}`, `${digits(1)} - ${digits(1)}`, `${digits(1)}–${digits(1)}`]),
  id: ({ digits, pick }: Tools) =>
    pick([
      digits(5),
      `#A-${digits(2)}`,
      `№ ${digits(6)}`,
      `FP-${digits(4)}-XK`,
      `0190f5d2-4a1c-7${digits(3)}-8f11-c0ffee${digits(6)}`,
    ]),
  link: ({ digits, pick }: Tools) =>
    pick([
      `https://fairplay.example/bets/${digits(5)}?tab=open&x=1`,
      'www.fairplay.example/help',
      `help+${digits(2)}@fairplay.example`,
      '@fairplay_support',
      't.me/fairplay',
    ]),
  when: ({ digits, pick }: Tools) =>
    pick([
      `2${digits(1)}.1${digits(1)}.2026`,
      `2026-11-${digits(2)}`,
      `1${digits(1)}:3${digits(1)}`,
      `+375 29 ${digits(3)}-45-67`,
    ]),
  name: ({ pick }: Tools) => pick(NAMES),
};

const TEMPLATES = {
  be: [
    'Я паставіў {amount} на каманду {name}, каэфіцыент быў {odds}, а матч скончыўся {score}.',
    'Чаму стаўка {id} не разлічана? Я чакаю з {when}.',
    'Вывад {amount} не прыйшоў, спасылка {link}.',
    'Добры дзень! Мой рахунак {id}, пішыце мне на {link}.',
    'На балансе было {amount}, а стала {amount}. Дзе мае грошы?',
    'Лік {score}, а вы пішаце {score}, гэта памылка.',
    '{name} прайграла, але стаўка {id} з каэфіцыентам {odds} павінна быць вернута.',
    'Мой бонус {amount} прапаў пасля {when}.',
  ],
  ru: [
    'Я поставил {amount} на команду {name}, коэффициент был {odds}, а матч закончился {score}.',
    'Почему ставка {id} не рассчитана? Я жду с {when}.',
    'Вывод {amount} не пришёл, ссылка {link}.',
    'Здравствуйте! Мой счёт {id}, пишите мне на {link}.',
    'На балансе было {amount}, а стало {amount}. Где мои деньги?',
    'Счёт {score}, а вы пишете {score}, это ошибка.',
    '{name} проиграла, но ставка {id} с коэффициентом {odds} должна быть возвращена.',
    'Мой бонус {amount} пропал после {when}.',
  ],
  uk: [
    'Я поставив {amount} на команду {name}, коефіцієнт був {odds}, а матч закінчився {score}.',
    'Чому ставку {id} не розраховано? Я чекаю з {when}.',
    'Виведення {amount} не прийшло, посилання {link}.',
    'На балансі було {amount}, а стало {amount}. Де мої гроші?',
    'Рахунок {score}, а ви пишете {score}, це помилка.',
    'Мій бонус {amount} зник після {when}.',
  ],
  en: [
    'I staked {amount} on {name} at {odds} and the match ended {score}.',
    'Why is bet {id} not settled? I have been waiting since {when}.',
    'My withdrawal of {amount} has not arrived, see {link}.',
    'Hello! My account is {id}, write to me at {link}.',
    'The balance was {amount} and now it is {amount}. Where is my money?',
    'The score is {score} but you say {score}, this is a mistake.',
    '{name} lost, but bet {id} at odds of {odds} should be void.',
    'My {amount} bonus disappeared after {when}.',
  ],
  es: [
    'Aposté {amount} a {name} con cuota {odds} y el partido terminó {score}.',
    '¿Por qué la apuesta {id} no está resuelta? Espero desde {when}.',
    'Mi retirada de {amount} no ha llegado, mire {link}.',
    '¡Hola! Mi cuenta es {id}, escríbame a {link}.',
    'El saldo era {amount} y ahora es {amount}. ¿Dónde está mi dinero?',
    'El marcador es {score} pero ustedes dicen {score}, es un error.',
    '{name} perdió, pero la apuesta {id} con cuota {odds} debe ser anulada.',
    'Mi bono de {amount} desapareció después de {when}.',
  ],
  pt: [
    'Apostei {amount} no {name} com odds {odds} e o jogo terminou {score}.',
    'Por que a aposta {id} não foi resolvida? Espero desde {when}.',
    'Meu saque de {amount} não chegou, veja {link}.',
    'O saldo era {amount} e agora é {amount}. Onde está o meu dinheiro?',
    'O placar é {score} mas vocês dizem {score}, é um erro.',
    'O meu bônus de {amount} desapareceu depois de {when}.',
  ],
} as const;

const digits = (random: () => number, count: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(random() * (i === 0 ? 9 : 10)) + (i === 0 ? 1 : 0)).join('');

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
