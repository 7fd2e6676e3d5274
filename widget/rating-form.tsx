/** Whether it was solved, three marks, a comment: nothing has to be filled in. What is begun survives a reload. */
import type { Rating } from '@touchline/shared/conversation.ts';
import { redact } from '@touchline/shared/redact.ts';
import type { Translate } from '@touchline/shared/words.ts';
import { Component } from 'preact';
import type { Session } from './session.ts';

type Props = {
  session: Session;
  t: Translate;
  given: Rating;
  asksSolved: boolean;
  finish(rating: Rating | undefined): void;
};

const MARKS = ['speed', 'courtesy', 'competence'] as const;
const COMMENT_MAX = 1_000;

export class RatingForm extends Component<Props, Rating> {
  conversation = this.props.session.client.player.current ?? '';
  drafts = ratingDrafts(this.props.session);
  override state: Rating = this.drafts.get(this.conversation) ?? this.props.given;

  set(change: Partial<Rating>) {
    this.setState(change);
    this.drafts.set(this.conversation, { ...this.state, ...change });
  }

  finish(rating: Rating | undefined) {
    this.drafts.clear(this.conversation);
    this.props.finish(rating);
  }

  send = (event: Event) => {
    event.preventDefault();
    const { solved, speed, courtesy, competence, comment } = this.state;
    const { given } = this.props;
    const rating = { solved, speed, courtesy, competence, comment: redact(comment?.trim() ?? '') || null };
    const isOther = Object.entries(rating).some(([name, value]) => given[name as keyof Rating] !== value);
    this.finish(isOther ? rating : undefined);
  };

  render({ session, t, asksSolved }: Props, { solved, comment, ...marks }: Rating) {
    return (
      <form data-part="rating-form" onSubmit={this.send}>
        {asksSolved && (
          <Choice name="solved" label={t('rating.ask')}>
            {[true, false].map((one) => (
              <label key={one}>
                <input type="radio" name="solved" checked={solved === one} onChange={() => this.set({ solved: one })} />
                <span>{t(one ? 'rating.yes' : 'rating.no')}</span>
              </label>
            ))}
          </Choice>
        )}
        <p class="quiet" id="rating-scale">
          {t('rating.scale')}
        </p>
        {MARKS.map((name) => (
          <Choice key={name} name={name} label={t(`rating.${name}`)} describedBy="rating-scale">
            {[1, 2, 3, 4, 5].map((mark) => (
              <label key={mark}>
                <input
                  type="radio"
                  name={name}
                  checked={marks[name] === mark}
                  onChange={() => this.set({ [name]: mark })}
                />
                <span>{mark}</span>
              </label>
            ))}
          </Choice>
        ))}
        <label class="comment">
          {t('rating.comment')}
          <textarea
            data-part="rating-comment"
            rows={2}
            dir={comment ? 'auto' : undefined}
            maxLength={COMMENT_MAX}
            value={comment ?? ''}
            onInput={({ currentTarget }) => this.set({ comment: currentTarget.value })}
          />
        </label>
        <div class="actions">
          <button class="primary" type="submit" data-part="send-rating">
            {session.t('composer.send')}
          </button>
          <button type="button" data-part="skip-rating" onClick={() => this.finish(undefined)}>
            {t('rating.skip')}
          </button>
        </div>
      </form>
    );
  }
}

function Choice(props: { name: string; label: string; describedBy?: string; children: preact.ComponentChildren }) {
  return (
    <fieldset class="topics marks" data-part={`rate-${props.name}`} aria-describedby={props.describedBy}>
      <legend>{props.label}</legend>
      {props.children}
    </fieldset>
  );
}

/** What is begun, by conversation; card numbers are masked before it is stored. */
export function ratingDrafts({ client: { store } }: Session) {
  const keyOf = (conversation: string) => `rating:${conversation}`;
  return {
    get: (conversation: string) => store.get<Rating>(keyOf(conversation)),
    set: (conversation: string, rating: Rating) =>
      store.set(keyOf(conversation), { ...rating, comment: rating.comment && redact(rating.comment) }),
    clear: (conversation: string) => store.remove(keyOf(conversation)),
  };
}
