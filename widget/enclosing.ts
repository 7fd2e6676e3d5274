/**
 * What goes with the player's next text, of each conversation: files, and the message that it answers. Files are dealt
 * with by a script that comes with the first of them (files.tsx); the rest of the panel knows them by what is here.
 */
import type { Enclosed } from '@touchline/shared/conversation.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { Client } from './client.ts';
import type { Chosen, Held } from './files-chosen.ts';
import { FILE_KEY, keptFiles } from './files-kept.ts';
import type { Host } from './host.ts';
import { persistently } from './persistently.ts';

export type Enclosing = ReturnType<typeof createEnclosing>;

export function createEnclosing(client: Client, host: Host, held: Held) {
  const { player, clock, changed } = client;
  const answered = new Map<string, number>();
  let sought: number | undefined;
  let chosen: Chosen | undefined;
  let coming: Promise<Chosen> | undefined;
  let isComing = false;

  const enclosing = {
    /** Undefined until there has been a file. */
    get chosen() {
      return chosen;
    },
    get replyTo() {
      return answered.get(player.current ?? '');
    },
    /** The message that the player wants to see, until it is in view. */
    get sought() {
      return sought;
    },
    seek(seq: number | undefined) {
      sought = seq;
      changed();
    },
    /** Something was chosen, and what knows how to send it has still to come. */
    get isComing() {
      return isComing;
    },
    /** Whether there is something to send without a text. */
    get isEnough(): boolean {
      return !!chosen?.good().length;
    },

    answer(seq: number | undefined) {
      if (!player.current) return;
      if (seq) answered.set(player.current, seq);
      else answered.delete(player.current);
      changed();
    },

    /** Back to where one writes. */
    focus() {
      host.box.querySelector<HTMLElement>('.composer textarea')?.focus();
    },

    /** Somebody is about to choose. */
    prepare() {
      load().catch(String);
    },

    choose(files: readonly File[]) {
      if (!files.length) return;
      const conversation = player.begin(newId(clock.now()));
      player.line.open();
      isComing = !chosen;
      load().then((one) => {
        isComing = false;
        one.choose(conversation, files);
      }, String);
    },

    /** For a message that is made now; what was taken is no longer there to be sent. */
    take(clientId: string): Enclosed & { held?: boolean } {
      const replyTo = enclosing.replyTo;
      enclosing.answer(undefined);
      return { ...chosen?.take(clientId), ...(replyTo && { replyTo }) };
    },

    /** As they were, of one that could not be sent. */
    giveBack(clientId: string) {
      chosen?.giveBack(clientId);
    },

    forget() {
      answered.clear();
      chosen?.forget();
    },
  };
  if (keptFiles(host).keys(FILE_KEY).length) load().then(changed, String);
  return enclosing;

  function load(): Promise<Chosen> {
    coming ??= persistently(clock, () => import('./files.ts')).then(({ createChosen }) => {
      chosen = createChosen(client, host, held);
      return chosen;
    });
    return coming;
  }
}
