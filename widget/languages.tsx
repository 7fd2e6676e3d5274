/** The language of the panel: the browser's own list over an icon, so that a phone shows its own wheel. */
import type { Locale } from '@touchline/shared/people.ts';
import { Component, createRef } from 'preact';
import { AUTONYMS } from './autonyms.ts';
import { choices } from './choices.ts';
import { createChoosing } from './choosing.ts';
import { Drawing } from './drawing.tsx';
import type { PartProps } from './part-props.ts';

export { default as css } from './styles/language.css?inline';

export class Languages extends Component<PartProps> {
  choosing = createChoosing(this.props.session.host, this.props.session.client);
  place = createRef<HTMLSelectElement>();

  /** It stands where a button was that somebody has just pressed: what they want is the list. */
  override componentDidMount() {
    const { current: select } = this.place;
    const { root } = this.props.session.host;
    if (!select || root.activeElement) return;
    select.focus();
    try {
      select.showPicker();
    } catch {
      // Too long after the tap, or none of this browser's: another tap opens it.
    }
  }

  override componentDidUpdate() {
    this.choosing.tell();
  }

  render({ session }: PartProps) {
    const { t, site, locale } = session;
    return (
      <label class="icon language">
        <Drawing path="M3 12h18M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18c-5 5-5 13 0 18m0-18c5 5 5 13 0 18" />
        <select
          ref={this.place}
          data-part="language"
          aria-label={t('language.label')}
          title={t('language.label')}
          value={locale}
          onChange={({ currentTarget }) => this.choosing.pick(currentTarget.value as Locale)}
        >
          {choices(site.languages, locale).map((one) => (
            <option key={one} value={one} lang={one}>
              {AUTONYMS[one]}
            </option>
          ))}
        </select>
      </label>
    );
  }
}
