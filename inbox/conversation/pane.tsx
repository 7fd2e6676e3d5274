/**
 * The middle pane with a conversation in it, and the player beside it. A file of its own, which comes as soon as the lists are there: nobody can
 * open a conversation before they have seen one, and the lists need not wait for it.
 */
import type { RefObject } from 'preact';
import { Player } from '../contact/player.tsx';
import type { Desk } from '../desk.ts';
import { FloorDoor } from '../floor/door.tsx';
import { useWhispers } from '../floor/heard.ts';
import { OfferLine } from '../offers/cards.tsx';
import { Composer } from './composer.tsx';
import { Header } from './header.tsx';
import { LanguageLine } from './language-line.tsx';
import { Thread } from './thread.tsx';
import './thread.css';
import './message.css';
import './files.css';
import './note.css';
import './translation.css';
import './composer.css';

type Props = { desk: Desk; composer: RefObject<HTMLTextAreaElement | null> };

/** Without a conversation, what those who supervise are told of the floor. */
export function Pane({ desk, composer }: Props) {
  useWhispers(desk);
  return (
    <>
      {desk.conversation.id.value !== null && <Conversation desk={desk} composer={composer} />}
      <FloorDoor desk={desk} />
    </>
  );
}

function Conversation({ desk, composer }: Props) {
  return (
    <>
      <section class="middle" aria-labelledby="player-name">
        <OfferLine desk={desk} />
        <Header desk={desk} />
        <LanguageLine desk={desk} />
        <Thread key={desk.conversation.id.value} desk={desk} />
        <Composer desk={desk} fieldRef={composer} />
      </section>
      <Player desk={desk} />
    </>
  );
}
