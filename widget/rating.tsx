/**
 * How it went, asked at the end of a conversation that was closed: one tap, and a second for whoever wants to say more.
 *
 *     asked ──yes──▶ sent ──▶ the form ──sent or not──▶ given ──change──▶ the form, for a day
 *       └─────no───▶ sent, and the conversation is open again ──▶ given
 *
 * The first tap is sent at once, so that nobody who leaves then has answered in vain; and it is kept until the relay has it.
 */
import type { Rating as Given } from '@touchline/shared/conversation.ts';
import { Component, createRef } from 'preact';
import type { PartProps } from './part-props.ts';
import { RatingForm, ratingDrafts } from './rating-form.tsx';
import { endOf, type Standing, standing } from './rating-state.ts';

export { default as css } from './styles/rating.css?inline';

/** `isAnswered`: a moment ago, so that the form need not ask it again. */
type State = { isOpen: boolean; isAnswered?: boolean };

/** Later than this after the end nobody is told aloud that there is a question. */
const NEWS_FOR_MS = 60_000;

/** Of one conversation: another one needs another `key`. */
export class Rating extends Component<PartProps, State> {
  place = createRef<HTMLDivElement>();
  conversation = this.props.session.client.player.current ?? '';
  // A form that a reload interrupted is open again.
  override state: State = { isOpen: !!ratingDrafts(this.props.session).get(this.conversation) };

  answer(solved: boolean) {
    this.send({ solved, speed: null, courtesy: null, competence: null, comment: null });
    this.setState({ isOpen: solved, isAnswered: true }, this.toPlace);
  }

  send(rating: Given) {
    this.props.session.client.player.sender?.rate(this.conversation, rating);
  }

  finish = (rating: Given | undefined) => {
    if (rating) this.send(rating);
    this.setState({ isOpen: false, isAnswered: false }, this.toPlace);
  };

  open = () => this.setState({ isOpen: true }, this.toPlace);

  /** What had the focus is gone. */
  toPlace = () => this.place.current?.focus();

  render({ session, t }: PartProps, { isOpen }: State) {
    const { state, events, now, client } = session;
    const pending = client.player.sender?.pending().filter((item) => item.conversation === this.conversation) ?? [];
    const stands = standing(state, pending, events, now);
    const { isAsked, given, isShown } = stands;
    if (!isAsked && !(given && isShown)) return null;
    return (
      <section class="rating" data-part="rating" ref={this.place} tabIndex={-1} aria-label={t('rating.label')}>
        {isAsked ? (
          <div class="ask">
            {/* Told to whoever listens when it comes, and not each time the panel is opened. */}
            <p role={now - endOf(events) < NEWS_FOR_MS ? 'status' : undefined}>{t('rating.ask')}</p>
            <button type="button" data-part="solved" onClick={() => this.answer(true)}>
              {t('rating.yes')}
            </button>
            <button type="button" data-part="not-solved" onClick={() => this.answer(false)}>
              {t('rating.no')}
            </button>
          </div>
        ) : (
          given && this.given(given, stands, isOpen)
        )}
      </section>
    );
  }

  given(given: Given, { sending, mayChange }: Standing, isOpen: boolean) {
    const { session, t } = this.props;
    const sender = session.client.player.sender;
    if (sending?.state === 'failed')
      return (
        <p class="failed" role="status">
          {t('rating.failed')}
          <button type="button" onClick={() => sender?.retry(sending.clientId)}>
            {t('message.retry')}
          </button>
          <button type="button" onClick={() => sender?.discard(sending.clientId)}>
            {t('message.discard')}
          </button>
        </p>
      );
    const isOffline = sending && session.client.player.line.status !== 'ready';
    return [
      <p role="status">
        {t(given.solved ? 'rating.thanks' : 'rating.again')}
        {isOffline && ` ${t('rating.later')}`}
      </p>,
      isOpen && mayChange ? (
        <RatingForm session={session} t={t} given={given} asksSolved={!this.state.isAnswered} finish={this.finish} />
      ) : (
        <p class="given" data-part="rating-given">
          {summary(given, t)}
          {mayChange && (
            <button type="button" data-part="change-rating" onClick={this.open}>
              {t('rating.change')}
            </button>
          )}
        </p>
      ),
    ];
  }
}

function summary(given: Given, t: PartProps['t']): string {
  const marks = MARKS.flatMap((mark) => (given[mark] ? `${t(`rating.${mark}`)} ${given[mark]}` : []));
  return [t(given.solved ? 'rating.solved' : 'rating.notSolved'), ...marks].join(' · ');
}

const MARKS = ['speed', 'courtesy', 'competence'] as const;
