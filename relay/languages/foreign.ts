/**
 * Languages beyond the product's own, told apart by the package `eld`.
 *
 * Its table costs 130 MB and a third of a second in which this process does nothing else, so it is read only when
 * somebody writes on a site that speaks such a language. Of the product's own languages the small model knows more.
 */
import { shares } from './model.ts';

/** How likely each of `languages` is, of these; none of those that the package does not know. */
export type Foreign = (words: string, languages: readonly string[]) => Map<string, number>;

/** The package's scores are `r / (r + 25)`, where r is the mean evidence of a piece. */
const HALF = 25;
/** So many units of its evidence are one in natural logarithms, by its answers to the sentences of the bench. */
const UNIT = 150;

let loading: Promise<Foreign> | undefined;
export function loadForeign(): Promise<Foreign> {
  loading ??= import('eld/small').then(({ eld }) => (words, languages) => {
    const scores = eld.detect(words).getScores();
    const pieces = words.length / 3;
    const evidence = languages.map((language) => {
      const score = scores[language] ?? 0;
      return ((HALF * score) / (1 - score)) * (pieces / UNIT);
    });
    return shares(languages, evidence);
  });
  return loading;
}
