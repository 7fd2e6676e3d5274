/** A file that is not shown but opened, or saved: its name and size, and a way to it whose address is a fresh one. */
import type { FileRef } from '@touchline/shared/conversation.ts';
import type { Translate } from '@touchline/shared/words.ts';
import { Component } from 'preact';
import { Drawing } from './drawing.tsx';
import { type Link, linksOf } from './files-links.ts';
import { sizeOf } from './files-size.ts';
import type { Session } from './session.ts';

export type FileProps = { file: FileRef; conversation: string; isHere: boolean; session: Session; t: Translate };
type State = { link: Link | undefined };

export class SentFile extends Component<FileProps, State> {
  override state: State = { link: undefined };

  /** Whoever comes near it may be about to open it. */
  near = () => {
    const { session, conversation, file, isHere } = this.props;
    if (isHere)
      linksOf(session.client)
        .get(conversation, file.id)
        .then((link) => this.setState({ link }));
  };

  open = (event: MouseEvent) => {
    const { session, file } = this.props;
    const place = event.currentTarget as HTMLAnchorElement;
    if (linksOf(session.client).good(file.id) && this.state.link) return;
    event.preventDefault();
    const { conversation } = this.props;
    linksOf(session.client)
      .get(conversation, file.id)
      .then((link) => this.setState({ link }, () => place.click()));
  };

  render({ file, session, t, isHere }: FileProps, { link }: State) {
    const { name, bytes } = file;
    const said = [
      <span class="picture">
        <Drawing path="M6 3h8l5 5v13H6zm8 0v5h5" />
      </span>,
      <span>
        <bdi>{name}</bdi>
        <small>{sizeOf(bytes, t)}</small>
      </span>,
    ];
    if (!isHere) return <p class="file">{said}</p>;
    return (
      <a
        class="file"
        data-part="file"
        href={link ? session.host.url(link.url) : '#'}
        target="_blank"
        rel="noopener nofollow"
        onPointerEnter={this.near}
        onFocus={this.near}
        onClick={this.open}
      >
        {said}
        <span class="sr"> ({session.t('message.newTab')})</span>
      </a>
    );
  }
}
