/** What a text shows about its language, and how that adds up over a conversation. */
import { lettersIn, wordsIn } from '@touchline/relay/languages/clean.ts';
import { type Evidence, heardNext, noEvidence } from '@touchline/relay/languages/evidence.ts';
import { createGuesser, type Guess } from '@touchline/relay/languages/guess.ts';
import { createListener } from '@touchline/relay/languages/listener.ts';
import { ownModel } from '@touchline/relay/languages/model.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** None of these tests is about a language beyond the product's own: the heavy package stays away. */
const guess = createGuesser({ own: ownModel, foreign: () => Promise.reject(new Error('not needed')) });

async function likeliest(text: string, languages: readonly string[] = LOCALES): Promise<string | null> {
  const { shares } = await guess(text, languages);
  return [...shares].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

describe('what is evidence', () => {
  it.each([
    ['see https://brand.example/bets?id=привет now', 'see now'],
    ['пишите на help@brand.example срочно', 'пишите на срочно'],
    ['bet AB48213 and 1 250,50 BYN, promo WIN2024', 'bet and BYN promo'],
    ['👍🏽 thanks 🇧🇾 a lot', 'thanks a lot'],
    ['\u202eplease\u202c he\u200blp', 'please help'],
  ])('%j is %j', (text, words) => expect(wordsIn(text)).toBe(words));

  it.each(['', 'ok', '👍👍👍', '48213', '🙂 2:1 🙂', 'https://brand.example', '???', 'a 1 b'])(
    '%j shows nothing',
    async (text) => {
      expect(wordsIn(text)).toBe('');
      expect((await guess(text, LOCALES)).shares.size).toBe(0);
    },
  );

  it('takes a word of two alphabets for what most of it is', async () => {
    // The p, e, o and the i are Latin.
    expect(wordsIn('пpивeт')).toBe('привет');
    expect(await likeliest('дзe мoй бoнус, кaлi прыйдзe')).toBe('be');
    // The а, о and е are Cyrillic.
    expect(wordsIn('pаsswоrd')).toBe('password');
    expect(await likeliest('hеllo whеre is my mоney')).toBe('en');
  });

  it('is quick with 4,000 characters without a space, and with any text whatever', async () => {
    const started = performance.now();
    await guess('а'.repeat(4_000), LOCALES);
    await guess('x'.repeat(4_000), LOCALES);
    await guess('a.'.repeat(2_000), LOCALES);
    await guess(`${'a-'.repeat(2_000)}@`, LOCALES);
    expect(performance.now() - started).toBeLessThan(1_000);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const { shares, letters } = await guess(text, LOCALES);
        const all = [...shares.values()].reduce((sum, share) => sum + share, 0);
        expect(shares.size === 0 ? all === 0 : all > 0 && all < 1.000_001).toBe(true);
        expect(letters).toBeLessThanOrEqual(lettersIn(text.normalize('NFC')));
      }),
    );
  });
});

describe('which language', () => {
  it.each([
    ['be', 'калі прыйдзе мой вывад'],
    ['uk', 'коли прийде мій вивід'],
    ['ru', 'pochemu otmenili moyu stavku'],
    ['be', 'pryvitanne kali pryjdzie moj vyvad'],
    ['az', 'pulumu geri qaytarin'],
    ['vi', 'khi nao tien rut ve'],
    ['ar', 'متى يصل السحب إلى حسابي؟'],
  ])('%s: %s', async (language, text) => expect(await likeliest(text)).toBe(language));

  it('is one of those asked for, also when the text is in three', async () => {
    const text = 'hello привет калі ласка, witam, дзе мой бонус';
    expect(await likeliest(text)).toBe('be');
    await fc.assert(
      fc.asyncProperty(fc.subarray([...LOCALES]), async (languages) => {
        for (const language of (await guess(text, languages)).shares.keys()) expect(languages).toContain(language);
      }),
    );
  });

  it('is nobody’s when the alphabet is no site language’s', async () => {
    expect(await likeliest('где мои деньги', ['en', 'es'])).toBe(null);
    expect(await likeliest('where is my money please', ['ru', 'ar'])).toBe(null);
    expect(await likeliest('gde moi dengi kogda pridut', ['ru', 'ar'])).toBe('ru');
  });

  it('needs no model where the alphabet decides, and takes a tag with a region for its language', async () => {
    const blind = createGuesser({
      own: () => {
        throw new Error('not needed');
      },
      foreign: () => Promise.reject(new Error('not needed')),
    });
    expect((await blind('калі прыйдзе', ['en', 'be'])).shares).toEqual(new Map([['be', 1]]));
    expect((await guess('onde está meu dinheiro', ['en', 'pt-BR'])).shares.get('pt-BR')).toBeGreaterThan(0.9);
  });

  it('asks the package about languages beyond the product’s own', async () => {
    const foreign = async () => () =>
      new Map([
        ['en', 0.2],
        ['de', 0.1],
        ['fr', 0.7],
      ]);
    const { shares } = await createGuesser({ own: ownModel, foreign })('hello my friend', ['en', 'de', 'fr']);
    expect(shares.get('fr')).toBe(0.7);
    expect((shares.get('en') ?? 0) + (shares.get('de') ?? 0)).toBeCloseTo(0.3);
  });
});

const LANGUAGES = ['be', 'ru', 'pl'];
const clear = (language: string): Guess => ({ shares: new Map([[language, 1]]), letters: 20 });
const nothing: Guess = { shares: new Map(), letters: 0 };
const anyGuess = fc.oneof(
  fc.constant(nothing),
  fc.record({
    shares: fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }))
      .map((parts) => new Map(parts.map((part, i) => [LANGUAGES[i] ?? '', part / (parts[0] + parts[1] + parts[2])]))),
    letters: fc.integer({ min: 3, max: 60 }),
  }),
);

/** All states on the way, the first included. */
function course(guesses: Guess[], assumed: string, agreeing?: number): Evidence[] {
  const states = [noEvidence(assumed)];
  for (const one of guesses) states.push(heardNext(states.at(-1) as Evidence, one, assumed, agreeing));
  return states;
}

/** The rule: what is locked changes only after two messages in a row in the same other language. */
function breaksTheLock(guesses: Guess[], agreeing?: number): boolean {
  const states = course(guesses, 'ru', agreeing);
  return states.some((now, i) => {
    const before = states[i - 1];
    if (!before?.locked || before.language === now.language) return false;
    const shown = states.slice(1, i + 1).flatMap(({ spoken }) => spoken ?? []);
    return shown.length < 2 || shown.slice(-2).some((spoken) => spoken !== now.language);
  });
}

describe('evidence adds up', () => {
  it('nothing shown changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyGuess, { maxLength: 8 }), (guesses) => {
        const before = course(guesses, 'ru').at(-1) as Evidence;
        expect(heardNext(before, nothing, 'ru')).toEqual({ ...before, spoken: null });
      }),
    );
  });

  it('what is locked stays so, and changes only after two in a row in another language', () => {
    fc.assert(
      fc.property(fc.array(anyGuess, { maxLength: 12 }), (guesses) => {
        expect(breaksTheLock(guesses)).toBe(false);
        const locked = course(guesses, 'ru').map((state) => state.locked);
        expect(locked).toEqual([...locked].sort());
      }),
    );
  });

  it('the check fails when one message is enough to change it', () => {
    const checked = fc.check(
      fc.property(fc.array(anyGuess, { maxLength: 12 }), (guesses) => !breaksTheLock(guesses, 1)),
    );
    expect(checked.failed).toBe(true);
  });

  it('what was assumed wins a draw, and loses to a clear sentence', () => {
    const draw: Guess = { shares: new Map(['be', 'ru'].map((language) => [language, 0.5])), letters: 4 };
    expect(heardNext(noEvidence('ru'), draw, 'ru')).toMatchObject({ language: 'ru', spoken: 'ru', locked: false });
    expect(heardNext(noEvidence('be'), draw, 'be')).toMatchObject({ language: 'be', spoken: 'be', locked: false });
    expect(heardNext(noEvidence('ru'), clear('be'), 'ru')).toMatchObject({ language: 'be', locked: true });
  });

  it('a short greeting locks nothing; a second one in the same language does', () => {
    const short: Guess = { ...clear('pl'), letters: 5 };
    const [, one, two] = course([short, short], 'ru');
    expect([one?.locked, two?.locked]).toEqual([false, true]);
  });
});

describe('the listener', () => {
  const none = () => Promise.resolve([]);
  const hears = (
    listener: ReturnType<typeof createListener>,
    text: string,
    assumed: string,
    earlier = none as () => Promise<string[]>,
  ) => listener.player({ conversation: 'c', text, languages: LOCALES, assumed, earlier });

  it('hears a line that is sent again once', async () => {
    const listener = createListener(guess);
    await hears(listener, 'где мои деньги, верните пожалуйста', 'ru');
    const polish = 'oddajcie moje pieniądze';
    expect(await hears(listener, polish, 'ru')).toEqual({ spoken: 'pl', language: 'ru' });
    expect(await hears(listener, polish, 'ru')).toEqual({ spoken: 'pl', language: 'ru' });
    expect(await hears(listener, 'zakład wciąż nierozliczony', 'ru')).toEqual({ spoken: 'pl', language: 'pl' });
  });

  it('asks for what was written before only when it does not remember', async () => {
    const listener = createListener(guess, 1);
    let asked = 0;
    const earlier = async () => {
      asked++;
      return ['где мои деньги', 'oddajcie moje pieniądze'];
    };
    expect(await hears(listener, 'zakład wciąż nierozliczony', 'ru', earlier)).toMatchObject({ language: 'pl' });
    await hears(listener, 'gdzie jest mój bonus', 'pl', earlier);
    expect(asked).toBe(1);
    // 1. Another conversation takes the only place.
    await listener.player({ conversation: 'd', text: 'hello', languages: LOCALES, assumed: 'en', earlier: none });
    await hears(listener, 'kiedy zaczyna się mecz', 'pl', earlier);
    expect(asked).toBe(2);
    // 2. Somebody chose another language: once more, and not again for every message.
    await hears(listener, 'kiedy zaczyna się mecz', 'en', earlier);
    await hears(listener, 'proszę o pomoc', 'en', earlier);
    expect(asked).toBe(3);
  });

  it('finds nothing out on a site with one language', async () => {
    const never = createListener(() => Promise.reject(new Error('not needed')));
    const heard = await never.player({
      conversation: 'c',
      text: 'привет',
      languages: ['en'],
      assumed: 'en',
      earlier: none,
    });
    expect(heard).toEqual({ spoken: null, language: 'en' });
  });

  it('tells an operator’s languages apart, likeliest first', async () => {
    const { operator } = createListener(guess);
    expect(await operator({ text: 'сейчас посмотрим, что с вашей ставкой', languages: ['be', 'ru'] })).toBe('ru');
    expect(await operator({ text: 'Your withdrawal is on its way', languages: ['ru', 'en'] })).toBe('en');
    expect(await operator({ text: '👍', languages: ['ru', 'en'] })).toBe(null);
  });
});
