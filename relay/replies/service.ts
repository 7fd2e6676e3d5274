/** Replies kept ready, per site: everybody who answers there reads them, supervisors and administrators write them. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import { type CannedReply, REPLIES_MAX, REPLY_MAX_CHARACTERS, type ReplyChange } from '@touchline/shared/replies.ts';
import { judgeText } from '@touchline/shared/text.ts';
import { isTaken, notFound, Refusal } from '../platform/errors.ts';
import type { ReplyStore } from './store.ts';

export type ReplyService = ReturnType<typeof createReplyService>;

type Deps = {
  store: ReplyStore;
  /** Sites that an operator belongs to, and as what. */
  sitesOf(operatorId: string): Promise<{ id: string; role: OperatorRole }[]>;
  /** Who has just saved a reply and sends it must not wait for anything to be forgotten. */
  changed(siteId: string): void;
};

export function createReplyService({ store, sitesOf, changed }: Deps) {
  /** A site that is not theirs and one that does not exist are the same to everybody, and so is what may not be written. */
  async function roleOn(siteId: string, operatorId: string): Promise<OperatorRole> {
    const site = (await sitesOf(operatorId)).find(({ id }) => id === siteId);
    if (!site) throw notFound();
    return site.role;
  }

  async function writerOn(siteId: string, operatorId: string): Promise<void> {
    if ((await roleOn(siteId, operatorId)) === 'operator') throw notFound();
  }

  return {
    async list(siteId: string, operatorId: string): Promise<CannedReply[]> {
      await roleOn(siteId, operatorId);
      return store.list(siteId);
    },

    /** Throws `conflict` where somebody else has changed it meanwhile, or another one has the shortcut. */
    async save(siteId: string, id: string, change: ReplyChange, operatorId: string): Promise<CannedReply> {
      await writerOn(siteId, operatorId);
      if (change.version === 0 && (await store.count(siteId)) >= REPLIES_MAX) {
        throw new Refusal('bad-request', `A site keeps at most ${REPLIES_MAX} replies.`);
      }
      const texts = Object.fromEntries(
        Object.entries(change.texts).map(([language, text]) => [language, sendable(language, text)]),
      );
      const saved = await store.save(siteId, id, { ...change, texts }, operatorId).catch((error) => {
        throw isTaken(error) ? shortcutTaken(change.shortcut) : error;
      });
      changed(siteId);
      return saved ?? (await refuse(siteId, id));
    },

    async remove(siteId: string, id: string, version: number, operatorId: string): Promise<void> {
      await writerOn(siteId, operatorId);
      const removed = await store.remove(siteId, id, version, operatorId);
      changed(siteId);
      if (!removed) await refuse(siteId, id);
    },
  };

  async function refuse(siteId: string, id: string): Promise<never> {
    if (await store.exists(siteId, id)) throw new Refusal('conflict', 'Somebody else has changed it: look again.');
    throw notFound();
  }
}

/** As the text of a message is judged, because that is what it becomes; measured afterwards, because NFC may be longer. */
function sendable(language: string, text: string): string {
  const judged = judgeText(text);
  if ('text' in judged && judged.text.length <= REPLY_MAX_CHARACTERS) return judged.text;
  const error = 'error' in judged ? judged.error : 'text-too-long';
  throw new Refusal(error, 'Such a text could not be sent.', { fields: { [`texts.${language}`]: error } });
}

function shortcutTaken(shortcut: string): Refusal {
  const sentence = `The shortcut “${shortcut}” is taken.`;
  return new Refusal('conflict', sentence, { fields: { shortcut: sentence } });
}
