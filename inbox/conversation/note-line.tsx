/** A note in its thread: wide, on its own ground, and saying in words that the player never gets it. */
import type { ComponentChildren, JSX } from 'preact';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { clockTime, fullTime } from '../when.ts';
import { t } from '../words.ts';
import type { NoteLine } from './line-types.ts';
import { LinkedSide } from './linked-side.tsx';
import { Failed } from './message.tsx';

export function NoteView({ line, desk }: { line: NoteLine; desk: Desk }) {
  const { key, at, state, own, name } = line;
  const when = <time title={fullTime(at)}>{state === 'sending' ? t('message.sending') : clockTime(at)}</time>;
  return (
    <NoteBox own={own} name={name} when={when} clientId={key} state={state}>
      <LinkedSide part="note-text" text={line.text} />
      {state === 'failed' && <Failed clientId={key} error={line.error} desk={desk} />}
    </NoteBox>
  );
}

type BoxProps = {
  own: boolean;
  name: string | null;
  when?: JSX.Element;
  clientId?: string;
  state?: NoteLine['state'];
  children: ComponentChildren;
};

/** Also around the word that came with a transfer, whose time stands in the line above it. */
export function NoteBox({ own, name, when, clientId, state, children }: BoxProps) {
  return (
    <aside class="note" data-part="note" data-client-id={clientId} data-state={state} aria-label={t('note.label')}>
      <p>
        <Icon name="lock" size={12} />
        <bdi>{own ? t('quote.own') : name}</bdi>
        <span>{t('note.private')}</span>
        {when}
      </p>
      {children}
    </aside>
  );
}
