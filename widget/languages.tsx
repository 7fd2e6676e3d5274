/** Quiet tools at the end of the header: whether messages are translated, and the language of the panel itself. */
import type { Locale } from '@touchline/shared/people.ts';
import { newId } from '@touchline/shared/wire.ts';
import { Component } from 'preact';
import { AUTONYMS, choices } from './autonyms.ts';
import { createChoosing } from './choosing.ts';
import { Drawing } from './drawing.tsx';
import type { Session } from './session.ts';

type Props = { session: Session };

export class Languages extends Component<Props> {
  choosing = createChoosing(this.props.session.host, this.props.session.client);

  override componentDidUpdate() {
    this.choosing.tell();
  }

  render({ session }: Props) {
    const { t, site, locale, view } = session;
    // From a relay that knows nothing of either yet.
    if (site.answeredIn === undefined) return null;
    const locales = choices(site.languages, locale);
    return [
      view === 'thread' && isTranslated(session) && <Translating session={session} />,
      locales.length > 1 && (
        <label class="icon language">
          <Drawing path="M3 12h18M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18c-5 5-5 13 0 18m0-18c5 5 5 13 0 18" />
          <select
            data-part="language"
            aria-label={t('language.label')}
            title={t('language.label')}
            value={locale}
            onChange={({ currentTarget }) => this.choosing.pick(currentTarget.value as Locale)}
          >
            {locales.map((one) => (
              <option key={one} value={one} lang={one}>
                {AUTONYMS[one]}
              </option>
            ))}
          </select>
        </label>
      ),
    ];
  }
}

/** Whether this player reads translations in this conversation; as the log says, for all their devices. */
function Translating({ session: { t, state, client } }: Props) {
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

function isTranslated({ state, events }: Session): boolean {
  return (
    state.playerReadsOriginal !== undefined ||
    events.some((event) => event.type === 'translated' && event.reader === 'player' && event.text !== null)
  );
}
