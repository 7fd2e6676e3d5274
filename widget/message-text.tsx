/**
 * The text of a message, as text. Links and numbers are found by a script of its own, which comes with the first text
 * that may hold one; until then it stands there plain.
 */
import { Component } from 'preact';
import { onDemand } from './on-demand.ts';
import type { Session } from './session.ts';

type Props = { text: string; direction: 'ltr' | 'rtl'; session: Session };

const pieces = onDemand(() => import('./message-pieces.tsx'), true);

export class MessageText extends Component<Props> {
  came = () => this.setState({});

  render({ text, direction, session }: Props) {
    const views = mayHoldPieces(text, direction) && pieces(session, this.came);
    return views ? <views.Pieces text={text} direction={direction} /> : text;
  }
}

/** From right to left any number has to keep its order; from left to right only one with spaces in it has to stay together. */
function mayHoldPieces(text: string, direction: 'ltr' | 'rtl'): boolean {
  return /https?:/i.test(text) || (direction === 'rtl' ? /\d/ : /\d\)?[ \u00a0\u202f]\P{Ll}/u).test(text);
}
