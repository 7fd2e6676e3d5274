/**
 * Above the field what goes with the text, at its end the clip. Files come by choice, which on a phone is also its
 * camera, by being dragged onto the panel, and from the clipboard. The clip is the browser's own input, so that keys
 * and screen readers have it for nothing.
 */
import { FILE_TYPES } from '@touchline/shared/wire.ts';
import { Component } from 'preact';
import { Drawing } from './drawing.tsx';
import { enclosedViews } from './enclosed-views.ts';
import { filesViews } from './files-views.ts';
import { Limit } from './limit.tsx';
import { moreWords } from './more-words.ts';
import type { Session } from './session.ts';

/** `left`: characters, once that is worth knowing. */
type Props = { session: Session; left: number | undefined };
type State = { isOver: boolean };

export class EnclosingBar extends Component<Props, State> {
  override state: State = { isOver: false };

  get box() {
    return this.props.session.host.box;
  }

  override componentDidMount() {
    this.box.addEventListener('dragover', this.drag);
    this.box.addEventListener('dragleave', this.leave);
    this.box.addEventListener('drop', this.drop);
    this.box.addEventListener('paste', this.paste);
  }

  override componentWillUnmount() {
    this.box.removeEventListener('dragover', this.drag);
    this.box.removeEventListener('dragleave', this.leave);
    this.box.removeEventListener('drop', this.drop);
    this.box.removeEventListener('paste', this.paste);
  }

  choose(files: FileList | null | undefined) {
    const { enclosing } = this.props.session.client.player.sender ?? {};
    enclosing?.choose([...(files ?? [])]);
    enclosing?.focus();
  }

  drag = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Or the browser would leave the page for the file.
    event.preventDefault();
    if (!this.state.isOver) this.setState({ isOver: true });
  };

  leave = ({ relatedTarget }: DragEvent) => {
    if (!this.box.contains(relatedTarget as Node | null)) this.setState({ isOver: false });
  };

  drop = (event: DragEvent) => {
    this.setState({ isOver: false });
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.choose(event.dataTransfer.files);
  };

  paste = (event: ClipboardEvent) => {
    const { files, types } = event.clipboardData ?? {};
    // Offices put a picture of a text beside the text itself.
    if (!files?.length || types?.includes('text/plain')) return;
    event.preventDefault();
    this.choose(files);
  };

  render({ session, left }: Props, { isOver }: State) {
    const { t, locale, client, host } = session;
    const { clock, changed, player } = client;
    const enclosing = player.sender?.enclosing;
    const more = moreWords(locale, clock, changed);
    const answering = enclosing?.replyTo && enclosedViews(host, clock, changed);
    const files = enclosing?.chosen && filesViews(host, clock, changed);
    return [
      more && answering && <answering.Answering session={session} more={more} />,
      more && files && <files.Chips session={session} more={more} />,
      left !== undefined && <Limit left={left} t={t} />,
      more && enclosing && (
        <label class="icon clip">
          <Drawing path="m20 11-8.5 8.5a5 5 0 0 1-7-7l9-9a3.3 3.3 0 0 1 4.7 4.7l-9 9a1.7 1.7 0 0 1-2.4-2.4l8.200-8.100" />
          <input
            type="file"
            multiple
            accept={FILE_TYPES.join()}
            data-part="clip"
            aria-label={more('files.add')}
            title={more('files.add')}
            onClick={enclosing.prepare}
            onChange={({ currentTarget }) => {
              this.choose(currentTarget.files);
              // The same file may be chosen again.
              currentTarget.value = '';
            }}
          />
        </label>
      ),
      more && isOver && (
        <p class="drop" data-part="drop">
          {more('files.drop')}
        </p>
      ),
    ];
  }
}
