/**
 * The conversation, newest at the bottom. Holds the place of a reader: new messages move it only when the end was in
 * view; older ones are put in above, and translations take the place of originals, without a jump. The browser's own
 * scroll anchoring is off, because Safari has none and two who correct the same thing correct it twice.
 */
import { thread } from '@touchline/shared/client/thread.ts';
import { Component, createRef } from 'preact';
import { createAnchor } from './anchor.ts';
import { Greeting } from './greeting.tsx';
import { mayNotWrite } from './may-not-write.ts';
import { Part } from './parts.tsx';
import { createReading } from './reading.ts';
import { Rows } from './rows.tsx';
import type { Session } from './session.ts';
import { lastKey, type Row, timeline } from './timeline.ts';

type Props = { session: Session };
type Drawn = { rows: Row[]; of: readonly unknown[]; current: string | undefined };
type State = { isAtEnd: boolean; missed: number };

/** So near counts as there. */
const END_WITHIN_PX = 48;
const OLDER_WITHIN_PX = 800;

export class Thread extends Component<Props, State> {
  override state: State = { isAtEnd: true, missed: 0 };
  place = createRef<HTMLElement>();
  end = createRef<HTMLDivElement>();
  reading = createReading(this.props.session.client);
  watcher = new ResizeObserver(() => this.hold());
  anchor = createAnchor(() => this.box);
  before: Drawn = { rows: [], of: [], current: undefined };
  drawn: Drawn = this.before;

  /** On the page whenever anything below is called. */
  get box() {
    return this.place.current as HTMLElement;
  }

  override componentDidMount() {
    this.watcher.observe(this.box);
    this.watcher.observe(this.end.current as HTMLElement);
    this.watcher.observe(this.box.querySelector('ol') as HTMLElement);
    document.addEventListener('visibilitychange', this.look);
    this.hold();
  }

  override componentWillUnmount() {
    this.watcher.disconnect();
    document.removeEventListener('visibilitychange', this.look);
  }

  override componentDidUpdate() {
    // Whoever has just been led somewhere else is not to be held at the end.
    if (this.props.session.client.player.sender?.enclosing?.arrive(this.box)) return this.look();
    const { before, drawn } = this;
    if (before === drawn) return;
    this.before = drawn;
    const isOther = before.current !== drawn.current;
    const last = drawn.rows[drawn.rows.length - 1];
    const isLonger = lastKey(before.rows) !== last?.key;
    if (isOther || (isLonger && last?.kind === 'message' && last.state === 'sending')) this.toEnd();
    else if (!this.state.isAtEnd && isLonger) this.setState({ missed: this.state.missed + 1 });
    this.hold();
    this.announceMore();
  }

  /** Whoever listens heard the original at once; now they hear what it means, and of a message without words its files. */
  announceMore() {
    const { announcement, announce } = this.props.session;
    for (const row of this.drawn.rows) {
      if (row.kind !== 'message' || row.key !== announcement.id) continue;
      const files = row.text ? '' : row.carried?.files?.map(({ name }) => name).join(', ');
      const text = row.translation?.text || files;
      if (text) announce({ ...announcement, id: `${announcement.id} more`, text });
    }
  }

  /** Rows are made anew only when what they are made of is another. */
  rows(): Row[] {
    const { events, pending, state, locale, client } = this.props.session;
    const { current, skewMs } = client.player;
    const of = [events, state.readByOperator, current, locale, ...pending];
    if (of.length !== this.drawn.of.length || of.some((one, i) => one !== this.drawn.of[i])) {
      this.drawn = { rows: timeline(thread(events, pending), state, skewMs), of, current };
    }
    return this.drawn.rows;
  }

  /** Keeps the end in view, or what is being read, when something grew or shrank. */
  hold() {
    const { box } = this;
    if (this.state.isAtEnd) box.scrollTop = box.scrollHeight;
    else this.anchor.hold();
    this.look();
  }

  toEnd = () => {
    this.box.scrollTop = this.box.scrollHeight;
    this.look();
  };

  look = () => {
    const { replica } = this.props.session.client.player;
    const { clientHeight, scrollHeight, scrollTop } = this.box;
    if (!clientHeight) return;
    this.anchor.note();
    const isAtEnd = scrollHeight - scrollTop - clientHeight < END_WITHIN_PX;
    if (isAtEnd !== this.state.isAtEnd) this.setState({ isAtEnd, missed: 0 });
    if (isAtEnd) this.reading.seen();
    if (scrollTop < OLDER_WITHIN_PX) replica?.older();
  };

  render({ session }: Props, { isAtEnd, missed }: State) {
    const { t, locale, state, client } = session;
    const { replica, sender, current } = client.player;
    const rows = this.rows();
    const isRated = state.rating || sender?.pending().some((item) => item.rating && item.conversation === current);
    return (
      <div class={mayNotWrite(session) ? 'thread barred' : 'thread'}>
        <section
          class="scroll"
          ref={this.place}
          onScroll={this.look}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          data-part="thread"
          aria-label={t('thread.label')}
        >
          {replica?.more ? <p class="note">{t('thread.older')}</p> : <Greeting session={session} />}
          <Rows rows={rows} locale={locale} session={session} />
          <div class="end" ref={this.end}>
            {(isRated || state.status === 'resolved') && (
              <Part name="Rating" key={`rating ${current}`} session={session} />
            )}
            {sender?.place && <Part name="Waiting" key={`waiting ${current}`} session={session} />}
            <p data-part="typing" role="status">
              {sender?.typist && t('typing.someone', { name: sender.typist })}
            </p>
          </div>
        </section>
        {!isAtEnd && <Part name="Latest" session={session} missed={missed} toEnd={this.toEnd} />}
      </div>
    );
  }
}
