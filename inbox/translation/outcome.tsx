/** What became of the last change of a part, in one place below it. */
import { t } from '../page-words.ts';
import { tOr } from '../words.ts';
import type { Part, Translation } from './model.ts';

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
      {hasMoved
        ? t('translation.page.moved')
        : (problem.sentence ?? tOr(`problem.${problem.kind}`, t('problem.internal')))}
      {(hasMoved || part === 'load') && (
        <button class="button" type="button" onClick={() => void translation.load()}>
          {t(hasMoved ? 'translation.page.reload' : 'tryAgain')}
        </button>
      )}
    </p>
  );
}
