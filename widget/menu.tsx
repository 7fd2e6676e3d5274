/** A button at the header's end, and below it what can be done with the conversation: details.tsx, which also closes it. */
import { Component } from 'preact';
import { moreWords } from './more-words.ts';
import { Rarely } from './rarely-views.tsx';
import type { Session } from './session.ts';

type State = { isOpen: boolean };

export class Menu extends Component<{ session: Session }, State> {
  override state: State = { isOpen: false };

  toggle = () => this.setState({ isOpen: !this.state.isOpen });

  render({ session }: { session: Session }, { isOpen }: State) {
    const { client, locale } = session;
    const t = moreWords(locale, client.clock, client.changed);
    if (!t) return null;
    return (
      <div>
        <button
          class="icon"
          type="button"
          data-part="menu"
          aria-label={t('details.label')}
          title={t('details.label')}
          aria-expanded={isOpen}
          onClick={this.toggle}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path stroke-width="3" d="M5 12h.1m6.9 0h.1m6.9 0h.1" />
          </svg>
        </button>
        {isOpen && <Rarely part="Details" session={session} close={this.toggle} />}
      </div>
    );
  }
}
