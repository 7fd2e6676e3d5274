/** A button at the header's end, and below it what can be done with the conversation: details.tsx, which also closes it. */
import { Component } from 'preact';
import { fetchSoon, Part } from './parts.tsx';
import type { Session } from './session.ts';

type Props = { session: Session };
type State = { isOpen: boolean };

export class Menu extends Component<Props, State> {
  override state: State = { isOpen: false };

  toggle = () => this.setState({ isOpen: !this.state.isOpen });

  render({ session }: Props, { isOpen }: State) {
    const { t } = session;
    return (
      <div>
        <button
          class="icon"
          type="button"
          data-part="menu"
          aria-label={t('details.label')}
          title={t('details.label')}
          aria-expanded={isOpen}
          onPointerEnter={() => fetchSoon('Details', session)}
          onClick={this.toggle}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path stroke-width="3" d="M5 12h.1m6.9 0h.1m6.9 0h.1" />
          </svg>
        </button>
        {isOpen && <Part name="Details" session={session} close={this.toggle} />}
      </div>
    );
  }
}
