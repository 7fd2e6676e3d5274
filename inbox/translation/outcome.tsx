/** What became of the last change of a part, in one place below it. */
import { t } from '../page-words.ts';
import { tOr } from '../words.ts';
import type { Part, Problem, Translation } from './model.ts';

export function Outcome({ translation, part }: { translation: Translation; part: Part }) {
  const problem = translation.problem.value;
  if (problem?.part !== part) {
    return (
      <p class="hint" role="status" data-part={`outcome-${part}`}>
        {translation.saved.value === part && t('translation.page.saved')}
      </p>
    );
  }
  const hasMoved = problem.kind === 'conflict';
  return (
    <p class="hint bad" role="alert" data-part={`outcome-${part}`}>
      {inWords(problem)}
      {(hasMoved || part === 'load') && (
        <button class="button" type="button" onClick={() => void translation.load()}>
          {t(hasMoved ? 'translation.page.reload' : 'tryAgain')}
        </button>
      )}
    </p>
  );
}

/** The relay explains itself in English, to whoever reads the network; here it is the kind that counts. */
function inWords({ part, kind }: Problem): string {
  switch (kind) {
    case 'conflict':
      return t('translation.page.moved');
    // A site that somebody does not administer is none for them.
    case 'not-found':
      return t('problem.forbidden');
    case 'bad-request':
      return tOr(`translation.page.refused.${part}`, t('problem.bad-request'));
    default:
      return tOr(`problem.${kind}`, t('problem.internal'));
  }
}
