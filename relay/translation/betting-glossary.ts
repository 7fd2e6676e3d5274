/**
 * A glossary to begin with: what every betting site sells, in six of the twelve languages. A site's own glossary is
 * empty until its administrator puts this one in, because only they know which words their rules use.
 *
 * A noun has its six cases in both numbers, in the order nominative, genitive, dative, accusative, instrumental,
 * locative, and after them its forms with an article or a possessive, so that they agree: *la apuesta*, *del bono*.
 */
import type { GlossaryTerm } from '@touchline/shared/translation-rules.ts';
import { bettingPhrases } from './betting-phrases.ts';

/**
 * Singular and plural, parted by `/`; cases by spaces, and `~` is a space inside a form. What stands after `|` is
 * another word for the same: it is understood, and never put in.
 */
type Noun = {
  be: string;
  ru: string;
  uk: string;
  en: string;
  es: [Gender, string];
  pt: [Gender, string];
};
type Gender = keyof typeof DETERMINED.es;

const CASES = 6;
const ACCUSATIVE = 3;

function noun({ be, ru, uk, en, es, pt }: Noun): GlossaryTerm {
  return {
    be: withCases(be),
    ru: withCases(ru),
    uk: withCases(uk),
    en: withArticles(en, DETERMINED.en),
    es: withArticles(es[1], DETERMINED.es[es[0]]),
    pt: withArticles(pt[1], DETERMINED.pt[pt[0]]),
  };
}

function withCases(forms: string): string[] {
  const [singular = [], plural = []] = forms.split('/').map(casesOf);
  // As many as there are forms with articles: the nominative of the same number.
  const nominatives = [...Array(SINGULAR).fill(singular[0]), ...Array(PLURAL).fill(plural[0])];
  return [...singular, ...plural, ...nominatives];
}

function withArticles(forms: string, [one, many]: readonly [string, string]): string[] {
  const [singular = [], plural = []] = forms.split('/').map((number) => number.trim().replaceAll('~', ' ').split('|'));
  return [
    ...withSynonym(singular),
    ...withSynonym(plural),
    ...one.split(' ').map((article) => `${article.replaceAll('~', ' ')} ${singular[0]}`),
    ...many.split(' ').map((article) => `${article.replaceAll('~', ' ')} ${plural[0]}`),
  ];
}

/** In the place of the accusative, which most of these nouns have like the nominative. */
function withSynonym([word = '', synonym = word]: string[]): string[] {
  return Array.from({ length: CASES }, (_, i) => (i === ACCUSATIVE ? synonym : word));
}

function casesOf(forms: string): string[] {
  const listed = forms
    .trim()
    .split(/\s+/)
    .map((form) => form.replaceAll('~', ' '));
  return listed.length === CASES ? listed : Array(CASES).fill(listed[0]);
}

/** The same places in all of them. */
const DETERMINED = {
  en: ['the a of~the to~the my your this', 'the of~the to~the my your'],
  es: {
    m: ['el un del al mi su este', 'los de~los a~los mis sus'],
    f: ['la una de~la a~la mi su esta', 'las de~las a~las mis sus'],
  },
  pt: {
    m: ['o um do ao meu seu este', 'os dos aos meus seus'],
    f: ['a uma da à minha sua esta', 'as das às minhas suas'],
  },
} as const;
const [SINGULAR, PLURAL] = DETERMINED.en.map((forms) => forms.split(' ').length) as [number, number];

export const bettingGlossary: GlossaryTerm[] = [
  noun({
    be: 'стаўка стаўкі стаўцы стаўку стаўкай стаўцы / стаўкі ставак стаўкам стаўкі стаўкамі стаўках',
    ru: 'ставка ставки ставке ставку ставкой ставке / ставки ставок ставкам ставки ставками ставках',
    uk: 'ставка ставки ставці ставку ставкою ставці / ставки ставок ставкам ставки ставками ставках',
    en: 'bet / bets',
    es: ['f', 'apuesta / apuestas'],
    pt: ['f', 'aposta / apostas'],
  }),
  noun({
    be: 'вывад вываду вываду вывад вывадам вывадзе / вывады вывадаў вывадам вывады вывадамі вывадах',
    ru: 'вывод вывода выводу вывод выводом выводе / выводы выводов выводам выводы выводами выводах',
    uk: 'виведення виведення виведенню виведення виведенням виведенні / виведення виведень виведенням виведення виведеннями виведеннях',
    en: 'withdrawal / withdrawals',
    es: ['f', 'retirada|retiro / retiradas|retiros'],
    pt: ['m', 'saque / saques'],
  }),
  noun({
    be: 'дэпазіт дэпазіту дэпазіту дэпазіт дэпазітам дэпазіце / дэпазіты дэпазітаў дэпазітам дэпазіты дэпазітамі дэпазітах',
    ru: 'депозит депозита депозиту депозит депозитом депозите / депозиты депозитов депозитам депозиты депозитами депозитах',
    uk: 'депозит депозиту депозиту депозит депозитом депозиті / депозити депозитів депозитам депозити депозитами депозитах',
    en: 'deposit / deposits',
    es: ['m', 'depósito / depósitos'],
    pt: ['m', 'depósito / depósitos'],
  }),
  noun({
    be: 'сума~стаўкі сумы~стаўкі суме~стаўкі суму~стаўкі сумай~стаўкі суме~стаўкі / сумы~ставак сум~ставак сумам~ставак сумы~ставак сумамі~ставак сумах~ставак',
    ru: 'сумма~ставки суммы~ставки сумме~ставки сумму~ставки суммой~ставки сумме~ставки / суммы~ставок сумм~ставок суммам~ставок суммы~ставок суммами~ставок суммах~ставок',
    uk: 'сума~ставки суми~ставки сумі~ставки суму~ставки сумою~ставки сумі~ставки / суми~ставок сум~ставок сумам~ставок суми~ставок сумами~ставок сумах~ставок',
    en: 'stake / stakes',
    es: ['m', 'importe~apostado / importes~apostados'],
    pt: ['m', 'valor~apostado / valores~apostados'],
  }),
  noun({
    be: 'кэшаўт кэшаўту кэшаўту кэшаўт кэшаўтам кэшаўце / кэшаўты кэшаўтаў кэшаўтам кэшаўты кэшаўтамі кэшаўтах',
    ru: 'кэшаут кэшаута кэшауту кэшаут кэшаутом кэшауте / кэшауты кэшаутов кэшаутам кэшауты кэшаутами кэшаутах',
    uk: 'кешаут кешауту кешауту кешаут кешаутом кешауті / кешаути кешаутів кешаутам кешаути кешаутами кешаутах',
    en: 'cash~out|cashout / cash~outs|cashouts',
    es: ['m', 'cash~out / cash~outs'],
    pt: ['m', 'cash~out / cash~outs'],
  }),
  noun({
    be: 'фрыбет фрыбета фрыбету фрыбет фрыбетам фрыбеце / фрыбеты фрыбетаў фрыбетам фрыбеты фрыбетамі фрыбетах',
    ru: 'фрибет фрибета фрибету фрибет фрибетом фрибете / фрибеты фрибетов фрибетам фрибеты фрибетами фрибетах',
    uk: 'фрибет фрибету фрибету фрибет фрибетом фрибеті / фрибети фрибетів фрибетам фрибети фрибетами фрибетах',
    en: 'free~bet|freebet / free~bets|freebets',
    es: ['f', 'apuesta~gratis / apuestas~gratis'],
    pt: ['f', 'aposta~grátis / apostas~grátis'],
  }),
  noun({
    be: 'умова~адыгрышу умовы~адыгрышу умове~адыгрышу умову~адыгрышу умовай~адыгрышу умове~адыгрышу / умовы~адыгрышу умоў~адыгрышу умовам~адыгрышу умовы~адыгрышу умовамі~адыгрышу умовах~адыгрышу',
    ru: 'условие~отыгрыша условия~отыгрыша условию~отыгрыша условие~отыгрыша условием~отыгрыша условии~отыгрыша / условия~отыгрыша условий~отыгрыша условиям~отыгрыша условия~отыгрыша условиями~отыгрыша условиях~отыгрыша',
    uk: 'умова~відіграшу умови~відіграшу умові~відіграшу умову~відіграшу умовою~відіграшу умові~відіграшу / умови~відіграшу умов~відіграшу умовам~відіграшу умови~відіграшу умовами~відіграшу умовах~відіграшу',
    en: 'wagering~requirement / wagering~requirements',
    es: ['m', 'requisito~de~apuesta / requisitos~de~apuesta'],
    pt: ['m', 'requisito~de~aposta / requisitos~de~aposta'],
  }),
  noun({
    be: 'адыгрыш адыгрышу адыгрышу адыгрыш адыгрышам адыгрышы / адыгрышы адыгрышаў адыгрышам адыгрышы адыгрышамі адыгрышах',
    ru: 'отыгрыш отыгрыша отыгрышу отыгрыш отыгрышем отыгрыше / отыгрыши отыгрышей отыгрышам отыгрыши отыгрышами отыгрышах',
    uk: 'відіграш відіграшу відіграшу відіграш відіграшем відіграші / відіграші відіграшів відіграшам відіграші відіграшами відіграшах',
    en: 'wagering / wagering',
    es: ['m', 'rollover / rollovers'],
    pt: ['m', 'rollover / rollovers'],
  }),
  noun({
    be: 'каэфіцыент каэфіцыента каэфіцыенту каэфіцыент каэфіцыентам каэфіцыенце / каэфіцыенты каэфіцыентаў каэфіцыентам каэфіцыенты каэфіцыентамі каэфіцыентах',
    ru: 'коэффициент коэффициента коэффициенту коэффициент коэффициентом коэффициенте / коэффициенты коэффициентов коэффициентам коэффициенты коэффициентами коэффициентах',
    uk: 'коефіцієнт коефіцієнта коефіцієнту коефіцієнт коефіцієнтом коефіцієнті / коефіцієнти коефіцієнтів коефіцієнтам коефіцієнти коефіцієнтами коефіцієнтах',
    en: 'odds / odds',
    es: ['f', 'cuota / cuotas'],
    pt: ['f', 'cotação / cotações'],
  }),
  noun({
    be: 'бонус бонусу бонусу бонус бонусам бонусе / бонусы бонусаў бонусам бонусы бонусамі бонусах',
    ru: 'бонус бонуса бонусу бонус бонусом бонусе / бонусы бонусов бонусам бонусы бонусами бонусах',
    uk: 'бонус бонусу бонусу бонус бонусом бонусі / бонуси бонусів бонусам бонуси бонусами бонусах',
    en: 'bonus / bonuses',
    es: ['m', 'bono / bonos'],
    pt: ['m', 'bônus / bônus'],
  }),
  noun({
    be: 'верыфікацыя верыфікацыі верыфікацыі верыфікацыю верыфікацыяй верыфікацыі / верыфікацыі верыфікацый верыфікацыям верыфікацыі верыфікацыямі верыфікацыях',
    ru: 'верификация верификации верификации верификацию верификацией верификации / верификации верификаций верификациям верификации верификациями верификациях',
    uk: 'верифікація верифікації верифікації верифікацію верифікацією верифікації / верифікації верифікацій верифікаціям верифікації верифікаціями верифікаціях',
    en: 'verification / verifications',
    es: ['f', 'verificación / verificaciones'],
    pt: ['f', 'verificação / verificações'],
  }),
  noun({
    be: 'баланс балансу балансу баланс балансам балансе / балансы балансаў балансам балансы балансамі балансах',
    ru: 'баланс баланса балансу баланс балансом балансе / балансы балансов балансам балансы балансами балансах',
    uk: 'баланс балансу балансу баланс балансом балансі / баланси балансів балансам баланси балансами балансах',
    en: 'balance / balances',
    es: ['m', 'saldo / saldos'],
    pt: ['m', 'saldo / saldos'],
  }),
  noun({
    be: 'ліміт ліміту ліміту ліміт лімітам ліміце / ліміты лімітаў лімітам ліміты лімітамі лімітах',
    ru: 'лимит лимита лимиту лимит лимитом лимите / лимиты лимитов лимитам лимиты лимитами лимитах',
    uk: 'ліміт ліміту ліміту ліміт лімітом ліміті / ліміти лімітів лімітам ліміти лімітами лімітах',
    en: 'limit / limits',
    es: ['m', 'límite / límites'],
    pt: ['m', 'limite / limites'],
  }),
  noun({
    be: 'самавыключэнне самавыключэння самавыключэнню самавыключэнне самавыключэннем самавыключэнні / самавыключэнні самавыключэнняў самавыключэнням самавыключэнні самавыключэннямі самавыключэннях',
    ru: 'самоисключение самоисключения самоисключению самоисключение самоисключением самоисключении / самоисключения самоисключений самоисключениям самоисключения самоисключениями самоисключениях',
    uk: 'самовиключення самовиключення самовиключенню самовиключення самовиключенням самовиключенні / самовиключення самовиключень самовиключенням самовиключення самовиключеннями самовиключеннях',
    en: 'self-exclusion / self-exclusions',
    es: ['f', 'autoexclusión / autoexclusiones'],
    pt: ['f', 'autoexclusão / autoexclusões'],
  }),
  noun({
    be: 'матч матчу матчу матч матчам матчы / матчы матчаў матчам матчы матчамі матчах',
    ru: 'матч матча матчу матч матчем матче / матчи матчей матчам матчи матчами матчах',
    uk: 'матч матчу матчу матч матчем матчі / матчі матчів матчам матчі матчами матчах',
    en: 'match|game / matches|games',
    es: ['m', 'partido / partidos'],
    pt: ['m', 'jogo|partida / jogos|partidas'],
  }),
  noun({
    be: 'грошы грошай грашам грошы грашамі грашах / грошы грошай грашам грошы грашамі грашах',
    ru: 'деньги денег деньгам деньги деньгами деньгах / деньги денег деньгам деньги деньгами деньгах',
    uk: 'гроші грошей грошам гроші грошима грошах / гроші грошей грошам гроші грошима грошах',
    en: 'money / money',
    es: ['m', 'dinero / dinero'],
    pt: ['m', 'dinheiro / dinheiro'],
  }),
  noun({
    be: 'ліміт~дэпазіту ліміту~дэпазіту ліміту~дэпазіту ліміт~дэпазіту лімітам~дэпазіту ліміце~дэпазіту / ліміты~дэпазіту лімітаў~дэпазіту лімітам~дэпазіту ліміты~дэпазіту лімітамі~дэпазіту лімітах~дэпазіту',
    ru: 'лимит~депозита лимита~депозита лимиту~депозита лимит~депозита лимитом~депозита лимите~депозита / лимиты~депозита лимитов~депозита лимитам~депозита лимиты~депозита лимитами~депозита лимитах~депозита',
    uk: 'ліміт~депозиту ліміту~депозиту ліміту~депозиту ліміт~депозиту лімітом~депозиту ліміті~депозиту / ліміти~депозиту лімітів~депозиту лімітам~депозиту ліміти~депозиту лімітами~депозиту лімітах~депозиту',
    en: 'deposit~limit / deposit~limits',
    es: ['m', 'límite~de~depósito / límites~de~depósito'],
    pt: ['m', 'limite~de~depósito / limites~de~depósito'],
  }),
  ...bettingPhrases,
];
