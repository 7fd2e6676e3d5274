/** What is sent besides text: put in place before its message, found good by its content, fetched by links that expire. */
import type { FileRef } from '@touchline/shared/conversation.ts';
import type { Actor } from '../conversations/service.ts';
import type { KnownConversation } from '../conversations/store.ts';
import { Refusal } from '../platform/errors.ts';

export type Files = ReturnType<typeof createFiles>;

export type Attach = { conversation: string; clientId: string; name: string; contentType: string; bytes: number };

export function createFiles() {
  return {
    /** Answers `attach`. */
    async attach(_known: KnownConversation, _actor: Actor, _asked: Attach): Promise<object> {
      throw new Refusal('unavailable', 'Files cannot be sent yet.');
    },
    /** Answers `link`. */
    async link(_known: KnownConversation, _actor: Actor, _of: string): Promise<object> {
      throw new Refusal('unavailable', 'Files cannot be fetched yet.');
    },
    async filesOf(_known: KnownConversation, _actor: Actor, _clientId: string, _ids: string[]): Promise<FileRef[]> {
      throw new Refusal('file-refused', 'There is no such file.');
    },
  };
}
