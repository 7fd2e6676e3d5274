/** What operators ask of a conversation, checked and made into what the log decides upon. */
import type { OperatorRef, Priority, TeamRef } from '@touchline/shared/conversation.ts';
import type { Command } from '@touchline/shared/decide.ts';
import { TAG_MAX_CHARACTERS, tagOf } from '@touchline/shared/internal.ts';
import type { Topic } from '@touchline/shared/people.ts';
import { redact } from '@touchline/shared/redact.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import { acceptable } from './acceptable.ts';

export type OperatorCommand = { conversation: string; clientId: string } & (
  | { type: 'take'; over?: string | undefined }
  | { type: 'release' }
  | { type: 'resolve'; as?: 'spam' | undefined }
  | Transfer
  | { type: 'note'; text: string }
  | { type: 'whisper'; to: string; text: string }
  | { type: 'tag'; add?: string[] | undefined; remove?: string[] | undefined }
  | { type: 'prioritise'; priority: Priority }
  | { type: 'snooze'; until: number | null }
  | { type: 'wake' }
);
type Transfer = {
  type: 'transfer';
  to?: string | undefined;
  team?: string | undefined;
  topic?: Topic | undefined;
  note?: string | undefined;
};

export type CommandDeps = {
  /** As players read the name; null for somebody who does not answer on this site. */
  colleague(siteId: string, operatorId: string): Promise<OperatorRef | null>;
  /** Null where the site has no such team. */
  teamOf(siteId: string, teamId: string): Promise<TeamRef | null>;
};

/** Throws a `Refusal` for what cannot be asked. */
export async function commandOf(
  deps: CommandDeps,
  operator: OperatorRef,
  asked: OperatorCommand,
  siteId: string,
): Promise<Command> {
  switch (asked.type) {
    case 'take':
      return { type: 'take', operator, over: asked.over };
    case 'release':
      return { type: 'release', operator };
    case 'resolve':
      return { type: 'resolve', operator, as: asked.as };
    case 'transfer':
      return transferOf(deps, operator, asked, siteId);
    case 'note':
      return { type: 'note', operator, clientId: asked.clientId, text: acceptable(asked.text) };
    case 'whisper':
      return { type: 'whisper', operator, clientId: asked.clientId, to: asked.to, text: acceptable(asked.text) };
    case 'tag': {
      const { add = [], remove = [] } = asked;
      return { type: 'tag', operator, add: add.map(acceptableTag), remove: remove.map(acceptableTag) };
    }
    case 'prioritise':
      return { type: 'prioritise', operator, priority: asked.priority };
    case 'snooze':
      return { type: 'snooze', operator, until: asked.until };
    case 'wake':
      return { type: 'wake', operator };
  }
}

async function transferOf(deps: CommandDeps, operator: OperatorRef, asked: Transfer, siteId: string): Promise<Command> {
  const to = asked.to ? await deps.colleague(siteId, asked.to) : null;
  const team = asked.team ? await deps.teamOf(siteId, asked.team) : null;
  if ((asked.to && !to) || (asked.team && !team)) throw notFound();
  if (to?.id === operator.id) throw new Refusal('bad-request', 'A conversation is transferred to somebody else.');
  if (to && team) throw new Refusal('bad-request', 'A conversation is sent to one person or to one team.');
  const note = asked.note ? acceptable(asked.note) : null;
  return { type: 'transfer', operator, to, ...(team && { team }), topic: asked.topic ?? null, note };
}

function acceptableTag(typed: string): string {
  const tag = tagOf(typed);
  if (!tag) throw new Refusal('bad-request', `A tag has 1 to ${TAG_MAX_CHARACTERS} characters.`);
  // Redacted last, like a text: what `tagOf` takes out may have stood between the digits of a card.
  return redact(tag);
}
