/**
 * How a waiting conversation stands: on the screen always, aloud only when it is worth it. Stands in the line that is
 * kept free for who is writing, so that it comes, changes and goes without moving a message.
 */
import type { QueueFrame } from '@touchline/shared/down.ts';
import { Component } from 'preact';
import { mayNotWrite } from './may-not-write.ts';
import type { PartProps } from './part-props.ts';
import { isWorthSaying, standing } from './waiting.ts';

export { default as css } from './styles/waiting.css?inline';

/** Of one conversation: another one needs another `key`. */
export class Waiting extends Component<PartProps> {
  /** What of it was said aloud, and in which words. */
  said: QueueFrame | undefined;
  words = '';
  status = '';
  /** From before it was answered; it waits anew, and the relay is about to say where. */
  old: QueueFrame | undefined;

  render({ session, t }: PartProps) {
    const { state, locale, now, trouble, client } = session;
    const place = client.player.sender?.place;
    const { status, assignee } = state;
    if (status !== this.status) {
      this.status = status;
      if (status !== 'waiting') {
        const isNews = this.said && assignee && status === 'open';
        this.say(undefined, isNews ? session.t('status.open', { name: assignee.name }) : '');
        this.old = place;
      }
    }
    // Whoever may not write is not told of an answer to come.
    const isBarred = mayNotWrite(session);
    const isKnown = status === 'waiting' && place && place !== this.old && !isBarred;
    // A place in the queue goes on changing while we do not hear of it.
    const lines = isKnown && !(trouble && place.staffed) ? standing(place, t, locale, now) : [];
    if (lines.length && place && isWorthSaying(place, this.said)) this.say(place, lines.join(' '));
    const look = place?.staffed ? 'place' : 'nobody';
    return [
      lines.length > 0 && (
        <div key={look} class={look} data-part="waiting">
          {lines.map((line) => (
            // Another line, not another text: what is put in anew moves nothing by being longer or shorter.
            <p key={line}>{line}</p>
          ))}
        </div>
      ),
      <p class="sr" data-part="waiting-said" role="status">
        {!isBarred && this.words}
      </p>,
    ];
  }

  say(place: QueueFrame | undefined, words: string) {
    this.said = place;
    this.words = words;
  }
}
