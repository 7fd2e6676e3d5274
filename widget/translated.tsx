/**
 * A message as the player reads it: in their language, marked as a machine's work, with what was written one tap away;
 * or as it was written, and why.
 */
import type { Translated as Translation, TranslationProblem } from '@touchline/shared/conversation.ts';
import type { Translate } from '@touchline/shared/words.ts';
import { Bubble } from './bubble.tsx';
import { Pure } from './pure.ts';

export { default as css } from './styles/translation.css?inline';

/** What is not among them nobody tries again. */
const WHY: { [problem in TranslationProblem]?: string } = {
  altered: 'translation.altered',
  unavailable: 'translation.soon',
};

type Props = {
  /** What was written, and in which language. */
  text: string;
  language: string | undefined;
  translation: Translation;
  /** Of the words around it: in another one they are others. */
  locale: string;
  t: Translate;
};
type State = { isOriginal: boolean };

export class Translated extends Pure<Props, State> {
  override state: State = { isOriginal: false };

  toggle = () => this.setState({ isOriginal: !this.state.isOriginal });

  render({ text, language, translation, t }: Props, { isOriginal }: State) {
    const { problem } = translation;
    // Where nobody can tell, it is none that the panel speaks.
    const original = language ?? '';
    if (translation.text === null) {
      return [
        <Bubble text={text} language={original} />,
        problem && (
          <p class="translation" data-part="translation">
            {t(WHY[problem] ?? 'translation.none')}
          </p>
        ),
      ];
    }
    const [shown, shownIn] = isOriginal ? [text, original] : [translation.text, translation.language];
    return [
      <Bubble text={shown} language={shownIn} isLive={true} />,
      <p class="translation" data-part="translation">
        {!isOriginal && <span>{t('translation.machine')}</span>}
        <button type="button" data-part="original" onClick={this.toggle}>
          {t(isOriginal ? 'translation.show' : 'translation.original')}
        </button>
      </p>,
    ];
  }
}
