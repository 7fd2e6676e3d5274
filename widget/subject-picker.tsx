/** What the next text is about: a chip that can be taken off, or a list of what the page offers to choose from. */
import type { Translate } from '@touchline/shared/words.ts';
import { Component, createRef } from 'preact';
import { Icon } from './icons.tsx';
import type { PartProps } from './part-props.ts';
import type { Choice } from './said-subject.ts';
import { createSubjects, type Subjects as Offered } from './subjects.ts';

export { default as css } from './styles/subjects.css?inline';

type Props = PartProps & { subjects: Offered };
type State = { isOpen: boolean };

export function Subjects({ session, t }: PartProps) {
  session.subjects ??= createSubjects(session.client, session.redraw);
  return <Picker session={session} subjects={session.subjects} t={t} />;
}

class Picker extends Component<Props, State> {
  override state: State = { isOpen: false };
  place = createRef<HTMLDivElement>();

  open = () => {
    const { said } = this.props.session.client;
    if (typeof said.subjects === 'function') this.props.subjects.read();
    this.setState({ isOpen: true });
  };

  close = () => {
    this.setState({ isOpen: false }, () => this.place.current?.querySelector('button')?.focus());
  };

  keyed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.state.isOpen) return;
    // The list closes, not the panel.
    event.stopPropagation();
    this.close();
  };

  choose(choice: Choice) {
    this.props.subjects.choose(choice);
    this.setState({ isOpen: false });
    this.props.session.focus();
  }

  drop = () => {
    this.props.subjects.drop();
    this.props.session.focus();
  };

  render({ subjects, t }: Props, { isOpen }: State) {
    const { chosen, hasList } = subjects;
    if (!chosen && !hasList) return null;
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the buttons in it
      <div class="subjects" ref={this.place} onKeyDown={this.keyed}>
        {chosen ? (
          <div class="chosen" data-part="subject">
            <Named choice={chosen} t={t} />
            <button
              class="icon"
              type="button"
              aria-label={t('subject.remove', { title: chosen.about.title })}
              onClick={this.drop}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="m7 7 10 10M17 7 7 17" />
              </svg>
            </button>
          </div>
        ) : (
          <button
            class="choose"
            type="button"
            data-part="choose-subject"
            aria-expanded={isOpen}
            onClick={isOpen ? this.close : this.open}
          >
            {t('subject.choose')}
            <Icon name="close" />
          </button>
        )}
        {isOpen && !chosen && this.list()}
      </div>
    );
  }

  list() {
    const { subjects, t } = this.props;
    const { state, list } = subjects;
    if (state === 'ready' && list.length)
      return (
        <ul data-part="subject-list" aria-label={t('subject.choose')}>
          {list.map((choice) => (
            <li key={`${choice.about.kind} ${choice.about.id}`}>
              <button type="button" onClick={() => this.choose(choice)}>
                <Named choice={choice} t={t} />
              </button>
            </li>
          ))}
        </ul>
      );
    return (
      <p role="status">
        {t(state === 'ready' ? 'subject.none' : `subject.${state}`)}{' '}
        {state === 'failed' && (
          <button type="button" onClick={subjects.read}>
            {t('message.retry')}
          </button>
        )}
      </p>
    );
  }
}

/** Ids are read aloud and compared, so they are there too, unless the title has them. */
function Named({ choice: { about }, t }: { choice: Choice; t: Translate }) {
  return (
    <span class="named">
      <small>
        {t(`about.${about.kind}`)} {!about.title.includes(about.id) && <bdi>{about.id}</bdi>}
      </small>
      <bdi>{about.title}</bdi>
    </span>
  );
}
