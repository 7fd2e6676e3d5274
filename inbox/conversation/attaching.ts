/**
 * Files on their way to a conversation, before the message that carries them:
 *
 *     asking ──upload──▶ sending ──taken──▶ ready ──sent with a reply──▶ gone from here
 *        │                  │
 *        └──── refused, or no line ────▶ failed ──retry──▶ asking
 *
 * Each stays with its conversation. Its client id is the file's id from the first to the last, so that a second try is
 * the same file. What cannot be sent at all is said without asking.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FileRef } from '@touchline/shared/conversation.ts';
import type { OperatorDown } from '@touchline/shared/down.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import {
  FILE_MAX_BYTES,
  FILE_NAME_MAX_CHARACTERS,
  FILE_TYPES,
  FILES_PER_MESSAGE,
  newId,
} from '@touchline/shared/wire.ts';
import type { Sketch } from './sketching.ts';
import type { Upload } from './upload.ts';

export type Attachment = {
  file: FileRef;
  conversation: string;
  state: 'asking' | 'sending' | 'ready' | 'failed';
  /** 0 to 1. */
  progress: number;
  /** A kind of error, when it failed. */
  error: string | null;
  /** Of an image: a small one, as a `data:` address. */
  preview: string | null;
  /** Null once it is there: then nothing of it is needed any more. */
  source: File | null;
};

type Deps = {
  clock: Clock;
  send(frame: OperatorUp): boolean;
  upload: Upload;
  sketch: Sketch;
  changed(): void;
};

const NAMED_TYPES: readonly string[] = FILE_TYPES;

export function createAttaching({ clock, send, upload, sketch, changed }: Deps) {
  let all: readonly Attachment[] = [];
  const aborts = new Map<string, () => void>();

  const find = (id: string) => all.find(({ file }) => file.id === id);
  const change = (id: string, to: Partial<Attachment>) => {
    all = all.map((one) => (one.file.id === id ? { ...one, ...to } : one));
    changed();
  };
  const ask = ({ file, conversation }: Attachment) => {
    const { id: clientId, name, type: contentType, bytes } = file;
    send({ type: 'attach', conversation, clientId, name, contentType, bytes });
  };
  const fail = (id: string, error: string) => change(id, { state: 'failed', error });
  const drop = (id: string) => {
    aborts.get(id)?.();
    aborts.delete(id);
    all = all.filter(({ file }) => file.id !== id);
  };

  async function transfer(attachment: Attachment, url: string) {
    const { file, source } = attachment;
    if (!source) return;
    change(file.id, { state: 'sending', progress: 0 });
    const { done, abort } = upload(url, source, (progress) => change(file.id, { progress }));
    aborts.set(file.id, abort);
    const problem = await done;
    if (aborts.get(file.id) !== abort) return;
    aborts.delete(file.id);
    if (problem) fail(file.id, problem);
    else change(file.id, { state: 'ready', progress: 1, source: null });
  }

  async function add(conversation: string, source: File) {
    const id = newId(clock.now());
    const type = source.type;
    const file: FileRef = { id, name: nameOf(source), type, bytes: source.size };
    const error = refusal(source, all.filter((one) => one.conversation === conversation).length);
    const state = error ? 'failed' : 'asking';
    const attachment: Attachment = { file, conversation, state, progress: 0, error, preview: null, source };
    all = [...all, attachment];
    changed();
    if (error) return;
    ask(attachment);
    const drawn = await sketch(source);
    if (drawn && find(id)) {
      change(id, { preview: drawn.url, file: { ...file, width: drawn.width, height: drawn.height } });
    }
  }

  return {
    of: (conversation: string | null) => all.filter((one) => one.conversation === conversation),
    add(conversation: string, sources: Iterable<File>) {
      for (const source of sources) void add(conversation, source);
    },
    remove(id: string) {
      drop(id);
      changed();
    },
    retry(id: string) {
      const failed = find(id);
      if (failed?.state !== 'failed' || !failed.source) return;
      const error = refusal(failed.source, 0);
      if (error) return;
      change(id, { state: 'asking', error: null });
      ask(failed);
    },
    /** Those that are there go with a message, and are no longer here. */
    take(conversation: string): Attachment[] {
      const taken = all.filter((one) => one.conversation === conversation && one.state === 'ready');
      for (const { file } of taken) drop(file.id);
      changed();
      return taken;
    },
    /** Back from a message that did not go. */
    putBack(conversation: string, files: readonly FileRef[], previewOf: (id: string) => string | null) {
      const back = files
        .filter(({ id }) => !find(id))
        .map((file): Attachment => ({ ...THERE, file, conversation, preview: previewOf(file.id) }));
      all = [...all, ...back];
      changed();
    },
    receive(frame: OperatorDown) {
      if (frame.type === 'ready') for (const one of all) if (one.state === 'asking') ask(one);
      if (frame.type !== 'upload' && frame.type !== 'error') return;
      const asked = frame.clientId ? find(frame.clientId) : undefined;
      if (asked?.state !== 'asking') return;
      if (frame.type === 'upload') void transfer(asked, frame.url);
      else fail(asked.file.id, frame.kind);
    },
    close() {
      for (const { file } of all) drop(file.id);
    },
  };
}

const THERE = { state: 'ready', progress: 1, error: null, source: null } as const;

/** The relay looks at the content; this only spares the way there. */
function refusal(source: File, others: number): string | null {
  if (others >= FILES_PER_MESSAGE) return 'too-many-files';
  if (source.size > FILE_MAX_BYTES) return 'file-too-large';
  return source.size > 0 && NAMED_TYPES.includes(source.type) ? null : 'file-refused';
}

/** What is pasted has often no name worth keeping, and always an end that says what it is. */
function nameOf({ name, type }: File): string {
  const end = name.slice(-20);
  if (name.length <= FILE_NAME_MAX_CHARACTERS) return name || `file.${type.split('/')[1] ?? ''}`;
  return name.slice(0, FILE_NAME_MAX_CHARACTERS - end.length) + end;
}
