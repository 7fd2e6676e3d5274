/**
 * What goes with the player's next text, of each conversation: files, and the message that it answers. Files are dealt
 * with by scripts that come with the first of them (files-chosen.ts, files-chips.tsx); the rest of the panel knows them by what is here.
 */
import { newId } from '@touchline/shared/wire.ts';
import type { Client } from './client.ts';
import type { Chosen, Enclosing } from './enclosing-type.ts';
import type { Held } from './files-chosen.ts';
import { FILE_KEY, keptFiles } from './files-kept.ts';
import type { Host } from './host.ts';
import { persistently } from './persistently.ts';

export function createEnclosing(client: Client, host: Host, held: Held): Enclosing {
  const { player, clock, changed } = client;
  const answered = new Map<string, number>();
  let sought: number | undefined;
  let chosen: Chosen | undefined;
  let coming: Promise<Chosen> | undefined;
  let isComing = false;

  const enclosing: Enclosing = {
    get chosen() {
      return chosen;
    },
    get replyTo() {
      return answered.get(player.current ?? '');
    },
    get sought() {
      return sought;
    },
    seek(seq) {
      sought = seq;
      changed();
    },
    get isComing() {
      return isComing;
    },
    get isEnough() {
      return !!chosen?.good().length;
    },

    answer(seq) {
      if (!player.current) return;
      if (seq) answered.set(player.current, seq);
      else answered.delete(player.current);
      changed();
    },

    focus() {
      host.box.querySelector<HTMLElement>('.composer textarea')?.focus();
    },

    prepare() {
      load().catch(String);
    },

    choose(files) {
      if (!files.length) return;
      const conversation = player.begin(newId(clock.now()));
      player.line.open();
      isComing = !chosen;
      load().then((one) => {
        isComing = false;
        one.choose(conversation, files);
      }, String);
    },

    take(clientId) {
      const replyTo = enclosing.replyTo;
      enclosing.answer(undefined);
      return { ...chosen?.take(clientId), ...(replyTo && { replyTo }) };
    },

    giveBack(clientId) {
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
    coming ??= persistently(clock, () => import('./files-chosen.ts')).then(({ createChosen }) => {
      chosen = createChosen(client, host, held);
      return chosen;
    });
    return coming;
  }
}
