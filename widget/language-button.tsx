import { Component } from 'preact';
import { choices } from './choices.ts';
import { Drawing } from './drawing.tsx';
import { fetchSoon, Part } from './parts.tsx';
import type { Session } from './session.ts';

type Props = { session: Session };
type State = { isWanted: boolean };

/** The way to the other languages of the panel, where there are any: a button, until somebody wants to choose. */
export class LanguageButton extends Component<Props, State> {
  override state: State = { isWanted: false };

  soon = () => fetchSoon('Languages', this.props.session);

  render({ session }: Props, { isWanted }: State) {
    const { t, site, locale } = session;
    // From a relay that knows nothing of it yet there is no such word.
    if (site.answeredIn === undefined || choices(site.languages, locale).length < 2) return null;
    const button = (
      <button
        class="icon"
        type="button"
        data-part="languages"
        aria-label={t('language.label')}
        title={t('language.label')}
        aria-busy={isWanted}
        onPointerEnter={this.soon}
        onFocus={this.soon}
        onClick={() => this.setState({ isWanted: true })}
      >
        <Drawing path="M3 12h18M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18c-5 5-5 13 0 18m0-18c5 5 5 13 0 18" />
      </button>
    );
    if (!isWanted) return button;
    return (
      <Part name="Languages" session={session}>
        {button}
      </Part>
    );
  }
}
