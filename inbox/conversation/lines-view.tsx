/** Lines of a thread, in groups: of two thousand messages a change touches one or two, and the rest is left alone. */
import { Component } from 'preact';
import type { Desk } from '../desk.ts';
import { dayName } from '../when.ts';
import { t } from '../words.ts';
import { Happening } from './happening.tsx';
import type { Line } from './line-types.ts';
import { sameLines } from './lines.ts';
import { MessageBubble } from './message.tsx';
import { NoteView } from './note-line.tsx';
import { WhisperLine } from './whisper-line.tsx';

/** `past`: the earlier conversation that they are of. */
type Props = { lines: readonly Line[]; desk: Desk; past?: string };

/** The other groups are not even compared by Preact. */
export class Group extends Component<Props> {
  override shouldComponentUpdate(next: Props) {
    return !sameLines(this.props.lines, next.lines);
  }

  override render() {
    const { lines, ...of } = this.props;
    return (
      <div class="group">
        {lines.map((line) => (
          <LineView key={line.key} line={line} desk={of.desk} {...(of.past && { past: of.past })} />
        ))}
      </div>
    );
  }
}

function LineView({ line, desk, past }: { line: Line; desk: Desk; past?: string }) {
  if (line.kind === 'message') return <MessageBubble line={line} desk={desk} {...(past && { past })} />;
  if (line.kind === 'note') return <NoteView line={line} desk={desk} />;
  if (line.kind === 'event') return <Happening event={line.event} before={line.before} desk={desk} />;
  if (line.kind === 'whisper') return <WhisperLine event={line.event} me={desk.me.value.id} />;
  if (line.kind === 'new') return <p class="new-line">{t('thread.new')}</p>;
  return <p class="day">{dayName(line.at, desk.now.value)}</p>;
}
