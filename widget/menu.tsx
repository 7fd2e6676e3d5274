/** A button at the header's end, and below it what can be done with the conversation: see details.tsx. */
import { Component, createRef } from 'preact';
import { moreWords } from './more-words.ts';
import { Rarely } from './rarely-views.tsx';
import type { Session } from './session.ts';

type State = { isOpen: boolean };

export class Menu extends Component<{ session: Session }, State> {
  override state: State = { isOpen: false };
  place = createRef<HTMLDivElement>();

  override componentWillUnmount() {
    this.props.session.host.box.removeEventListener('pointerdown', this.elsewhere);
  }

  toggle = () => {
    const { box } = this.props.session.host;
    const isOpen = !this.state.isOpen;
    this.setState({ isOpen });
    if (isOpen) box.addEventListener('pointerdown', this.elsewhere);
    else box.removeEventListener('pointerdown', this.elsewhere);
  };

  /** The focus goes where it came from. */
  close = () => {
    if (this.state.isOpen) this.toggle();
    this.place.current?.querySelector('button')?.focus();
  };

  elsewhere = ({ target }: Event) => {
    if (!this.place.current?.contains(target as Node)) this.toggle();
  };

  keyed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.state.isOpen) return;
    // The menu closes, not the panel.
    event.stopPropagation();
    this.close();
  };

  left = ({ relatedTarget }: FocusEvent) => {
    if (this.state.isOpen && relatedTarget && !this.place.current?.contains(relatedTarget as Node)) this.toggle();
  };

  render({ session }: { session: Session }, { isOpen }: State) {
    const { client, locale } = session;
    const t = moreWords(locale, client.clock, client.changed);
    if (!t) return null;
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it hears what happens to the buttons in it
      <div class="menu" ref={this.place} onKeyDown={this.keyed} onFocusOut={this.left}>
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
        {isOpen && <Rarely part="Details" session={session} close={this.close} />}
      </div>
    );
  }
}
