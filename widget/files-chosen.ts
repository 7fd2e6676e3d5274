/**
 * Files that the player has chosen, until their message is in the log. They are sent as soon as they are chosen; a
 * message that is sent before them waits. Over a reload those that had arrived stay chosen, the others have to be
 * chosen again: their bytes are the page's, and stay out of the browser's storage, which may not be theirs alone.
 */
import type { Pending } from '@touchline/shared/client/outbox.ts';
import { transfer } from '@touchline/shared/client/transfer.ts';
import { createUploads, type Upload } from '@touchline/shared/client/uploads.ts';
import type { FileRef } from '@touchline/shared/conversation.ts';
import { FILES_PER_MESSAGE, newId } from '@touchline/shared/wire.ts';
import type { Client } from './client.ts';
import type { Chosen } from './enclosing-type.ts';
import { FILE_KEY } from './files-kept.ts';
import { pictureOf } from './files-picture.ts';
import { nameOf, verdict } from './files-verdict.ts';
import type { Host } from './host.ts';
import { createStore } from './storage.ts';

type Remembered = FileRef & { conversation: string; scope: string; isStored: boolean };

export interface Held {
  items(): readonly Pending[];
  /** All of its files are in place. */
  release(clientId: string): void;
  refused(clientId: string, kind: string): void;
}

export function createChosen({ player, clock, changed }: Client, host: Host, held: Held): Chosen {
  const store = createStore(host.prefix, () => sessionStorage);
  /** In the composer, in order, by id. */
  let inHand: readonly string[] = [];
  /** More were chosen than go into one message. */
  let isOver = false;
  const taken = new Map<string, readonly string[]>();
  const uploads = createUploads({
    clock,
    transfer: (url, ...rest) => transfer(host.url(url), ...rest),
    send: player.line.send,
    changed(upload) {
      if (inHand.includes(upload.id)) remember(upload);
      settle(upload);
      changed();
    },
  });
  // In the order in which they were chosen, which is that of their ids.
  for (const key of store.keys(FILE_KEY).sort()) restore(store.get<Remembered>(key));

  const chosen: Chosen = {
    ready: uploads.ready,
    lost: uploads.lost,
    find: uploads.find,

    list: () => inHand.flatMap((id) => uploads.find(id) ?? []).filter(isHere),
    good: () => chosen.list().filter(({ state }) => state !== 'refused' && state !== 'gone'),
    get isOver() {
      return isOver;
    },

    choose(conversation, files, topic) {
      const room = Math.max(0, FILES_PER_MESSAGE - chosen.list().length);
      isOver = files.length > room;
      for (const file of files.slice(0, room)) put(conversation, file, topic);
      changed();
    },

    remove(id) {
      inHand = inHand.filter((one) => one !== id);
      isOver = false;
      uploads.remove(id);
      store.remove(FILE_KEY + id);
      changed();
    },

    take(clientId) {
      const going = chosen.good();
      if (!going.length) return {};
      const ids = going.map(({ id }) => id);
      inHand = inHand.filter((id) => !ids.includes(id));
      isOver = false;
      for (const id of ids) store.remove(FILE_KEY + id);
      taken.set(clientId, ids);
      return { files: going.map(refOf), held: going.some(({ state }) => state !== 'stored') };
    },

    giveBack(clientId) {
      inHand = [...inHand, ...(taken.get(clientId) ?? [])];
      taken.delete(clientId);
      changed();
    },

    forget() {
      for (const key of store.keys(FILE_KEY)) store.remove(key);
      for (const id of [...inHand, ...[...taken.values()].flat()]) uploads.remove(id);
      inHand = [];
      taken.clear();
      isOver = false;
    },
  };
  player.sender?.ears.add(uploads.hear);
  return chosen;

  function put(conversation: string, file: File, topic: string | undefined) {
    const id = newId(clock.now());
    const error = verdict(file);
    inHand = [...inHand, id];
    uploads.add({
      ...{
        id,
        conversation,
        topic,
        file,
        name: nameOf(file.name),
        type: file.type,
        bytes: file.size,
        part: 0,
        tries: 0,
      },
      ...(error ? { state: 'refused', error } : { state: 'waiting' }),
    });
    if (!error) pictureOf(file).then((drawn) => drawn && uploads.draw(id, drawn));
  }

  function isHere({ conversation }: Upload) {
    return conversation === player.current;
  }

  /** What waited for this one goes, or never will. */
  function settle({ id, state, error }: Upload) {
    if (state !== 'stored' && state !== 'refused') return;
    for (const { clientId, files = [], held: isHeld } of held.items()) {
      if (!isHeld || !files.some((file) => file.id === id)) continue;
      if (state === 'refused') held.refused(clientId, error ?? 'file-refused');
      else if (files.every((file) => uploads.find(file.id)?.state === 'stored')) held.release(clientId);
    }
  }

  function remember(upload: Upload) {
    if (upload.state === 'refused') return store.remove(FILE_KEY + upload.id);
    const { conversation, state } = upload;
    const kept: Remembered = {
      ...refOf(upload),
      conversation,
      scope: player.person.scope(),
      isStored: state === 'stored',
    };
    store.set(FILE_KEY + upload.id, kept);
  }

  function restore(kept: Remembered | undefined) {
    if (!kept) return;
    const { isStored, scope, ...file } = kept;
    if (!player.person.owns(scope)) return store.remove(FILE_KEY + file.id);
    inHand = [...inHand, file.id];
    uploads.add({ ...file, file: undefined, part: 0, tries: 0, state: isStored ? 'stored' : 'gone' });
  }
}

function refOf({ id, name, type, bytes, width, height }: Upload): FileRef {
  return { id, name, type, bytes, ...(width && { width, height }) };
}
