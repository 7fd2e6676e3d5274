import { DANGER } from '@touchline/shared/danger.ts';
import { formatDay, formatTime } from '@touchline/shared/dates.ts';
import { Component, createRef } from 'preact';
import { beginAnother } from './another.ts';
import type { PartProps } from './part-props.ts';

export { default as css } from './styles/blocked.css?inline';

/** In place of the composer, for a player who may not write now. What was not sent stays, and can be tried again. */
export class Blocked extends Component<PartProps> {
  place = createRef<HTMLDivElement>();

  override componentDidMount() {
    const { root } = this.props.session.host;
    // It went with the composer.
    if (!root.activeElement) this.place.current?.focus();
  }

  retry = () => {
    const { sender } = this.props.session.client.player;
    sender?.blocking.lift();
    for (const { clientId, error } of sender?.pending() ?? []) if (error === 'blocked') sender?.retry(clientId);
  };

  getHelp = () => {
    beginAnother(this.props.session);
    this.props.session.chooseTopic(DANGER);
  };

  render({ session, t }: PartProps) {
    const { locale, now, client } = session;
    const until = client.player.sender?.blocking.block?.until;
    const at = until && until + client.player.skewMs;
    return (
      <div class="blocked" data-part="blocked" ref={this.place} tabIndex={-1} role="status">
        <p>{t('blocked.sentence')}</p>
        {at && (
          <p>{t('blocked.until', { when: `${formatDay(at, locale, now, session.t)}, ${formatTime(at, locale)}` })}</p>
        )}
        <div class="actions">
          {session.site.topics.includes(DANGER) && (
            <button type="button" data-part="get-help" onClick={this.getHelp}>
              {session.t(`topic.${DANGER}`)}
            </button>
          )}
          <button type="button" data-part="retry" onClick={this.retry}>
            {t('message.retry')}
          </button>
        </div>
      </div>
    );
  }
}
