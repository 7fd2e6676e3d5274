/**
 * What the proposed glossary has besides nouns: what becomes of a bet, what one cannot do, and words said with them
 * every day that an engine has been seen to leave as they are or to take for others.
 */
import type { GlossaryTerm } from '@touchline/shared/translation-rules.ts';

/** Forms in the same order in all languages, parted by commas. */
type Phrase = Record<string, string>;

const OUTCOMES: Phrase[] = [
  // What becomes of a bet: of one, of several, of an event. In Belarusian the last two may be the same.
  {
    be: 'ануляваная, анулявана, ануляваныя, ануляваны, ануляваны',
    ru: 'аннулирована, аннулирована, аннулированы, аннулированы, аннулирован',
    uk: 'анульована, анульовано, анульовані, анульовані, анульований',
    en: 'void, voided, void, void, void',
    es: 'anulada, anulada, anuladas, anuladas, anulado',
    pt: 'anulada, anulada, anuladas, anuladas, anulado',
  },
  {
    be: 'разлічана, разлічаная, разлічаныя, разлічаны, разлічаны',
    ru: 'рассчитана, рассчитана, рассчитаны, рассчитаны, рассчитан',
    uk: 'розрахована, розраховано, розраховані, розраховані, розрахований',
    en: 'settled, settled, settled, settled, settled',
    es: 'liquidada, liquidada, liquidadas, liquidadas, liquidado',
    pt: 'resolvida, resolvida, resolvidas, resolvidas, resolvido',
  },
];

/**
 * *I cannot XQ-1* has become *puedo no …*, I am free not to: an engine that does not know the verb moves the *not*. So
 * these verbs have it with them; for whom else it may be, Spanish and Portuguese have a form without a person.
 */
const CANNOT: GlossaryTerm[] = [
  cannot('withdraw', 'retirar', 'sacar'),
  cannot('deposit', 'depositar', 'depositar'),
  cannot('bet', 'apostar', 'apostar'),
  cannot('cash out', 'hacer cash out', 'fazer cash out'),
  cannot('void', 'anular', 'anular'),
];

function cannot(en: string, es: string, pt: string): GlossaryTerm {
  const english = ['cannot', 'can not', "can't"];
  return {
    en: [
      ...['I', 'you', 'we'].flatMap((who) => english.map((not) => `${who} ${not} ${en}`)),
      ...english.map((not) => `${not} ${en}`),
      ...['could not', "couldn't", 'must not'].map((not) => `${not} ${en}`),
      `can I not ${en}`,
    ],
    es: [
      ...[`no puedo ${es}`, `yo no puedo ${es}`, `no puedo ${es}`],
      ...[`no puede ${es}`, `usted no puede ${es}`, `no puedes ${es}`],
      ...[`no podemos ${es}`, `nosotros no podemos ${es}`, `no podemos ${es}`],
      ...[`no se puede ${es}`, `no se puede ${es}`, `no se puede ${es}`],
      ...[`no se pudo ${es}`, `no se pudo ${es}`, `no se debe ${es}`],
      `no puedo ${es}`,
    ],
    pt: [
      ...[`não posso ${pt}`, `eu não posso ${pt}`, `não posso ${pt}`],
      ...[`não pode ${pt}`, `você não pode ${pt}`, `não pode ${pt}`],
      ...[`não podemos ${pt}`, `nós não podemos ${pt}`, `não podemos ${pt}`],
      ...[`não se pode ${pt}`, `não se pode ${pt}`, `não se pode ${pt}`],
      ...[`não se pôde ${pt}`, `não se pôde ${pt}`, `não se deve ${pt}`],
      `não posso ${pt}`,
    ],
  };
}

const BETWEEN_ENGLISH_SPANISH_PORTUGUESE: Phrase[] = [
  // `retirar` is to remove, for an engine that does not know what is spoken of.
  { be: 'вывесці', ru: 'вывести', uk: 'вивести', en: 'withdraw', es: 'retirar', pt: 'sacar' },
  // Without it *nadie me responde* has become *anybody answers me*.
  { be: 'ніхто', ru: 'никто', uk: 'ніхто', en: 'nobody', es: 'nadie', pt: 'ninguém' },
  {
    en: "I bet, I did not bet, I didn't bet, I have not bet",
    es: 'aposté, no aposté, yo no aposté, no he apostado',
    pt: 'apostei, não apostei, eu não apostei, não tenho apostado',
  },
  {
    en: 'after the match, before the match, during the match',
    es: 'después del partido, antes del partido, durante el partido',
    pt: 'depois do jogo, antes do jogo, durante o jogo',
  },
  { en: 'the verification page, verification page', es: 'la página de verificación, página de verificación' },
  { en: 'expires on', es: 'vence el', pt: 'vence em' },
  { en: 'only for', es: 'solo para', pt: 'só para' },
  {
    en: 'your account, your password, your documents',
    es: 'su cuenta, su contraseña, sus documentos',
    pt: 'sua conta, sua senha, seus documentos',
  },
];

/** *Не магу* has become the locative of a magician. */
const BETWEEN_BELARUSIAN_AND_RUSSIAN: Phrase[] = [
  { be: 'магу, можа, можам, можаце', ru: 'могу, может, можем, можете' },
  { be: 'рабіў, рабіла, зрабіў, зрабіла, рабіць, зрабіць', ru: 'делал, делала, сделал, сделала, делать, сделать' },
  { be: 'прайшоў, прайшла, прайшло, прайшлі', ru: 'прошёл, прошла, прошло, прошли' },
  { be: 'адхілілі, адхілена, адхілены', ru: 'отклонили, отклонена, отклонён' },
  { be: 'залічылі, залічаны, залічана', ru: 'зачислили, зачислен, зачислена' },
  { be: 'знік, знікла, зніклі', ru: 'исчез, исчезла, исчезли' },
  { be: 'прайграў, прайграла, прайгралі', ru: 'проиграл, проиграла, проиграли' },
  { be: 'працуе, працуюць', ru: 'работает, работают' },
  { be: 'дзейнічае, дзейнічаюць', ru: 'действует, действуют' },
  { be: 'адказвае, адказваюць', ru: 'отвечает, отвечают' },
  { be: 'правяраю, правяраем', ru: 'проверяю, проверяем' },
  { be: 'загружаецца, загружаюцца', ru: 'загружается, загружаются' },
  { be: 'ведаю, ведаем, ведаеце', ru: 'знаю, знаем, знаете' },
  { be: 'недаступны, недаступная, недаступна', ru: 'недоступен, недоступна, недоступно' },
  { be: 'немагчымы, немагчымая, немагчыма', ru: 'невозможен, невозможна, невозможно' },
  { be: 'заблакаваны, заблакавана', ru: 'заблокирован, заблокирована' },
  { be: 'згодны, згодная, згодныя', ru: 'согласен, согласна, согласны' },
  { be: 'у мяне няма, у вас няма, у нас няма', ru: 'у меня нет, у вас нет, у нас нет' },
  { be: 'у мяне, у вас, у нас', ru: 'у меня, у вас, у нас' },
  { be: 'ужо, ўжо', ru: 'уже, уже' },
  { be: 'нельга', ru: 'нельзя' },
  { be: 'займае, займаюць', ru: 'занимает, занимают' },
  { be: 'паказвае, паказваюць', ru: 'показывает, показывают' },
  { be: 'дасылайце, даслаць', ru: 'присылайте, прислать' },
  { be: 'прасіў, прасіла, прасілі', ru: 'просил, просила, просили' },
  { be: 'скасавалі, скасаваў, скасаваць', ru: 'отменили, отменил, отменить' },
  { be: 'спісаў, спісалі', ru: 'списал, списали' },
  { be: 'пытаемся, пытаем', ru: 'спрашиваем, спрашиваем' },
  { be: 'згублены, згублена', ru: 'потерян, потеряна' },
  {
    be: 'няма грошай, няма бонусу, няма вываду, няма стаўкі, няма адыгрышу',
    ru: 'нет денег, нет бонуса, нет вывода, нет ставки, нет отыгрыша',
  },
  { be: 'у гэтага, у гэтай', ru: 'у этого, у этой' },
  { be: 'падчас', ru: 'во время' },
  { be: 'калі ласка', ru: 'пожалуйста' },
  { be: 'дзякуй', ru: 'спасибо' },
  { be: 'добры дзень', ru: 'здравствуйте' },
];

export const bettingPhrases: GlossaryTerm[] = [
  ...[...OUTCOMES, ...BETWEEN_ENGLISH_SPANISH_PORTUGUESE, ...BETWEEN_BELARUSIAN_AND_RUSSIAN].map((phrase) =>
    Object.fromEntries(Object.entries(phrase).map(([language, forms]) => [language, forms.split(', ')])),
  ),
  ...CANNOT,
];
