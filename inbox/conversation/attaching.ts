/**
 * Files that go with the next reply, each with its conversation. They are sent as soon as they are chosen, and go on by
 * themselves after a broken line (shared/client/uploads.ts); what cannot be sent at all is said without asking.
 */
import { createUploads, type Transfer, type Upload } from '@touchline/shared/client/uploads.ts';
import type { Clock } from '@touchline/shared/clock.ts';
import type { FileRef } from '@touchline/shared/conversation.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import {
  FILE_MAX_BYTES,
  FILE_NAME_MAX_CHARACTERS,
  FILE_TYPES,
  FILES_PER_MESSAGE,
  newId,
} from '@touchline/shared/wire.ts';
import type { Sketch } from './sketching.ts';

/** The picture is small, as a `data:` address. */
export type Attachment = Upload<string>;

type Deps = {
  clock: Clock;
  send(frame: OperatorUp): boolean;
  /** Where the relay's addresses begin. */
  base: string;
  transfer: Transfer;
  sketch: Sketch;
  changed(): void;
};

const NAMED_TYPES: readonly string[] = FILE_TYPES;

export function createAttaching({ clock, send, base, transfer, sketch, changed }: Deps) {
  /** By id, in the order in which they were chosen. */
  const all = new Map<string, Attachment>();
  const uploads = createUploads<string>({
    clock,
    transfer: (url, ...rest) => transfer(new URL(url, base).href, ...rest),
    send,
    changed(attachment) {
      all.set(attachment.id, attachment);
      changed();
    },
  });
  const of = (conversation: string | null) => [...all.values()].filter((one) => one.conversation === conversation);
  const drop = (id: string) => {
    all.delete(id);
    uploads.remove(id);
  };

  async function add(conversation: string, file: File) {
    const id = newId(clock.now());
    const error = refusal(file, of(conversation).length);
    uploads.add({
      ...{ id, conversation, file, name: nameOf(file), type: file.type, bytes: file.size, part: 0, tries: 0 },
      ...(error ? { state: 'refused', error } : { state: 'waiting' }),
    });
    const drawn = error ? null : await sketch(file);
    if (drawn) uploads.draw(id, { picture: drawn.url, width: drawn.width, height: drawn.height });
  }

  return {
    of,
    receive: uploads.hear,
    ready: uploads.ready,
    lost: uploads.lost,
    add(conversation: string, files: Iterable<File>) {
      for (const file of files) void add(conversation, file);
    },
    remove(id: string) {
      drop(id);
      changed();
    },
    /** Those that are there go with a message, and are no longer here. */
    take(conversation: string): Attachment[] {
      const taken = of(conversation).filter(({ state }) => state === 'stored');
      for (const { id } of taken) drop(id);
      changed();
      return taken;
    },
    /** Back from a message that did not go. */
    putBack(conversation: string, files: readonly FileRef[], pictureOf: (id: string) => string | undefined) {
      for (const file of files) {
        if (!all.has(file.id)) uploads.add({ ...file, ...THERE, conversation, picture: pictureOf(file.id) });
      }
    },
    close() {
      for (const id of all.keys()) drop(id);
    },
  };
}

const THERE = { state: 'stored', file: undefined, part: 1, tries: 0 } as const;

/** As its message names it. */
export function refOf({ id, name, type, bytes, width, height }: Attachment): FileRef {
  return { id, name, type, bytes, ...(width && { width, height }) };
}

/** The relay looks at the content; this only spares the way there. */
function refusal(file: File, others: number): string | null {
  if (others >= FILES_PER_MESSAGE) return 'too-many-files';
  if (file.size > FILE_MAX_BYTES) return 'file-too-large';
  return file.size > 0 && NAMED_TYPES.includes(file.type) ? null : 'file-refused';
}

/** What is pasted has often no name worth keeping, and always an end that says what it is. */
function nameOf({ name, type }: File): string {
  const end = name.slice(-20);
  if (name.length <= FILE_NAME_MAX_CHARACTERS) return name || `file.${type.split('/')[1] ?? ''}`;
  return name.slice(0, FILE_NAME_MAX_CHARACTERS - end.length) + end;
}
