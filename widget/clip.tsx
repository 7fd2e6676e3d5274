/**
 * The clip at the end of the field. Files come by choice, which on a phone is also its camera, by being dragged onto the
 * panel, and from the clipboard. It is the browser's own input, so that keys and screen readers have it for nothing.
 */
import { FILE_TYPES } from '@touchline/shared/wire.ts';
import { Component } from 'preact';
import { Drawing } from './drawing.tsx';
import { fetchSoon, Part } from './parts.tsx';
import type { Session } from './session.ts';

type Props = { session: Session };
type State = { isOver: boolean };

const HEARD = ['dragover', 'dragleave', 'drop', 'paste'];

export class Clip extends Component<Props, State> {
  override state: State = { isOver: false };

  get box() {
    return this.props.session.host.box;
  }

  override componentDidMount() {
    for (const type of HEARD) this.box.addEventListener(type, this.hear);
  }

  override componentWillUnmount() {
    for (const type of HEARD) this.box.removeEventListener(type, this.hear);
  }

  choose(files: FileList) {
    const { session } = this.props;
    session.client.player.sender?.choose([...files], session.isNew ? session.topic : undefined);
    session.focus();
  }

  /** What is needed for it comes while they still look for a file. */
  prepare = () => {
    const { session } = this.props;
    fetchSoon('Chips', session);
    session.client.player.sender?.enclose().then((enclosing) => enclosing.prepare(), String);
  };

  hear = (event: Event) => {
    const { type, relatedTarget, dataTransfer, clipboardData } = event as DragEvent & ClipboardEvent;
    const data = dataTransfer ?? clipboardData;
    if (type === 'dragleave') {
      if (!this.box.contains(relatedTarget as Node | null)) this.setState({ isOver: false });
      return;
    }
    if (!data?.types.includes('Files')) return;
    // Offices put a picture of a text beside the text itself.
    if (type === 'paste' && data.types.includes('text/plain')) return;
    // Or the browser would leave the page for the file.
    event.preventDefault();
    const isOver = type === 'dragover';
    if (!isOver || !this.state.isOver) this.setState({ isOver });
    if (!isOver) this.choose(data.files);
  };

  render({ session }: Props, { isOver }: State) {
    const { t, client } = session;
    return [
      <label class="icon clip" key="clip" aria-busy={client.player.sender?.isComing}>
        <Drawing path="m20 11-8.5 8.5a5 5 0 0 1-7-7l9-9a3.3 3.3 0 0 1 4.7 4.7l-9 9a1.7 1.7 0 0 1-2.4-2.4l8.200-8.100" />
        <input
          type="file"
          multiple
          accept={FILE_TYPES.join()}
          data-part="clip"
          aria-label={t('files.add')}
          title={t('files.add')}
          onClick={this.prepare}
          onChange={({ currentTarget }) => {
            if (currentTarget.files) this.choose(currentTarget.files);
            // The same file may be chosen again.
            currentTarget.value = '';
          }}
        />
      </label>,
      isOver && <Part name="Drop" key="drop" session={session} />,
    ];
  }
}
