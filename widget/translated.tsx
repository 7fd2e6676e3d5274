/**
 * A message as the player reads it: in their language, marked as a machine's work, with what was written one tap away;
 * or as it was written, and why.
 */
import type { Translated as Translation, TranslationProblem } from '@touchline/shared/conversation.ts';
import { newId } from '@touchline/shared/wire.ts';
import { Bubble } from './bubble.tsx';
import { Drawing } from './drawing.tsx';
import type { PartProps } from './part-props.ts';
import { Pure } from './pure.ts';

export { default as css } from './styles/translation.css?inline';

/** What is not among them nobody tries again. */
const WHY: { [problem in TranslationProblem]?: string } = {
  altered: 'translation.altered',
  unavailable: 'translation.soon',
};

type Props = PartProps & {
  /** What was written, and in which language. */
  text: string;
  language: string | undefined;
  translation: Translation;
  /** Of the words around it: in another one they are others. */
  locale: string;
};
type State = { isOriginal: boolean };

export class Translated extends Pure<Props, State> {
  override state: State = { isOriginal: false };

  toggle = () => this.setState({ isOriginal: !this.state.isOriginal });

  render({ text, language, translation, session, t }: Props, { isOriginal }: State) {
    const { problem } = translation;
    // Where nobody can tell, it is none that the panel speaks.
    const original = language ?? '';
    if (translation.text === null) {
      return [
        <Bubble text={text} language={original} session={session} />,
        problem && (
          <p class="translation" data-part="translation">
            {t(WHY[problem] ?? 'translation.none')}
          </p>
        ),
      ];
    }
    const [shown, shownIn] = isOriginal ? [text, original] : [translation.text, translation.language];
    return [
      <Bubble text={shown} language={shownIn} isLive={true} session={session} />,
      <p class="translation" data-part="translation">
        {!isOriginal && <span>{t('translation.machine')}</span>}
        <button type="button" data-part="original" onClick={this.toggle}>
          {t(isOriginal ? 'translation.show' : 'translation.original')}
        </button>
      </p>,
    ];
  }
}

/** Whether this player reads translations in this conversation; as the log says, for all their devices. */
export function Translating({ session: { state, client }, t }: PartProps) {
  const { line, current: conversation } = client.player;
  const isOff = state.playerReadsOriginal === true;
  return (
    <button
      type="button"
      class="icon"
      data-part="translating"
      aria-label={t('translation.label')}
      title={t('translation.label')}
      aria-pressed={!isOff}
      onClick={() =>
        conversation && line.send({ type: 'translating', conversation, clientId: newId(client.clock.now()), on: isOff })
      }
    >
      <Drawing path="M3 6h11M8 3v3m4 0c-1 4-4 7-8 9m1-6c1 2 4 5 7 6m1 6 4-10 4 10m-7-3h6" />
    </button>
  );
}
