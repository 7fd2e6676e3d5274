/**
 * What goes with the player's next text, of each conversation: files, and the message that it answers. A script that
 * comes with the first of either; files are dealt with by one that comes with the first of them (files-chosen.ts).
 */
import type { Client } from './client.ts';
import type { Chosen, Enclosing } from './enclosing-type.ts';
import type { Held } from './files-chosen.ts';
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

    seek(seq) {
      sought = seq;
      changed();
    },

    arrive(box) {
      if (!sought) return false;
      const { replica } = player;
      const found = box.querySelector<HTMLElement>(`[data-seq="${sought}"]`);
      if (!found && replica?.more) {
        replica.older();
        return false;
      }
      sought = undefined;
      if (!found) return false;
      // Not scrollIntoView, which would also scroll the page around us.
      const { top, height } = found.getBoundingClientRect();
      box.scrollTop += top - box.getBoundingClientRect().top - (box.clientHeight - height) / 2;
      found.focus({ preventScroll: true });
      return true;
    },

    prepare() {
      load().catch(String);
    },

    choose(conversation, files, topic) {
      isComing = !chosen;
      load().then((one) => {
        isComing = false;
        one.choose(conversation, files, topic);
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
  return enclosing;

  function load(): Promise<Chosen> {
    coming ??= persistently(clock, () => import('./files-chosen.ts')).then(({ createChosen }) => {
      chosen = createChosen(client, host, held);
      return chosen;
    });
    return coming;
  }
}
