/** Providers in memory, for tests of what stands before them. They speak a language of reversed words. */
import { type Provider, ProviderFailure, type ProviderRequest } from '@touchline/relay/translation/provider.ts';

export type FakeProvider = Provider & { asked: ProviderRequest[] };
type Answering = (texts: string[], request: ProviderRequest) => string[] | Promise<string[]>;

export function provider(name: string, answering: Answering = reversed, pairs?: string[]): FakeProvider {
  const asked: ProviderRequest[] = [];
  return {
    name,
    host: `${name}.example.com`,
    supports: (source, target) => pairs?.includes(`${source}-${target}`) ?? true,
    asked,
    translate: async (request) => {
      asked.push(request);
      return answering(request.texts, request);
    },
  };
}

export const reversed = (texts: string[]): string[] => texts.map(reversedText);

/** Word by word. What holds a digit, as placeholders do, stays. */
export function reversedText(text: string): string {
  return text.replace(/\S+/g, (word) => (/\d/.test(word) ? word : [...word].reverse().join('')));
}

/** Placeholders, whatever they look like, but no numbers. */
export const damaged = (texts: string[]): string[] =>
  texts.map((text) => text.replace(/\S+/g, (word) => (/^\p{L}.*\d/u.test(word) ? [...word].reverse().join('') : word)));

export const fails =
  (...[kind, retryAfterMs]: [ProviderFailure['kind'], number?]) =>
  (): never => {
    throw new ProviderFailure(kind, 'as the test wants it', retryAfterMs);
  };

/** Answers nothing until it is called off. */
export const hangs = (_: string[], { signal }: ProviderRequest): Promise<string[]> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new ProviderFailure('retryable', 'no answer in time')));
  });
