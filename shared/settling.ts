/** Which events follow from what operators settle among themselves: see internal.ts. Pure; part of decide.ts. */
import type { Conversation, OperatorRef, Priority } from './conversation.ts';
import { authorOf, type Decision, NOTHING, one } from './decision.ts';
import { TAGS_MAX, withTags } from './internal.ts';

export type Settling =
  | { type: 'note'; operator: OperatorRef; clientId: string; text: string }
  /** By somebody who supervises the site. */
  | { type: 'whisper'; operator: OperatorRef; clientId: string; text: string; to: string }
  /** Tags as `tagOf` keeps them. */
  | { type: 'tag'; operator: OperatorRef; add: readonly string[]; remove: readonly string[] }
  | { type: 'prioritise'; operator: OperatorRef; priority: Priority }
  | { type: 'snooze'; operator: OperatorRef; until: number | null }
  /** Without an operator: the time until which it was put aside has come. */
  | { type: 'wake'; operator: OperatorRef }
  | { type: 'wake'; operator: null; due: number };

/** Whoever sees a conversation may note, tag and prioritise; only the one who has it may put it aside. */
export function decideSettling(conversation: Conversation, command: Settling): Decision {
  if (conversation.status === 'new') return { refused: 'not-found' };
  switch (command.type) {
    case 'note':
      return one({
        type: 'note',
        author: authorOf(command.operator),
        clientId: command.clientId,
        text: command.text,
      });
    case 'whisper':
      return decideWhisper(conversation, command);
    case 'tag':
      return decideTag(conversation, command);
    case 'prioritise':
      if ((conversation.priority ?? 'normal') === command.priority) return NOTHING;
      return one({ type: 'prioritised', author: authorOf(command.operator), priority: command.priority });
    case 'snooze':
      if (!isOf(conversation, command.operator)) return { refused: 'conflict' };
      if (conversation.snoozed?.until === command.until) return NOTHING;
      return one({ type: 'snoozed', author: authorOf(command.operator), until: command.until });
    case 'wake':
      if (!conversation.snoozed) return NOTHING;
      if (!command.operator) {
        // Somebody may have put it aside for longer meanwhile.
        return conversation.snoozed.until === command.due
          ? one({ type: 'woken', author: { kind: 'system' } })
          : NOTHING;
      }
      if (!isOf(conversation, command.operator)) return { refused: 'conflict' };
      return one({ type: 'woken', author: authorOf(command.operator) });
  }
}

/** To whoever has it, and only where that is still the one who was meant. */
function decideWhisper({ status, assignee }: Conversation, whisper: Settling & { type: 'whisper' }): Decision {
  const { operator, clientId, text, to } = whisper;
  if (status !== 'open' || assignee?.id !== to || to === operator.id) return { refused: 'conflict' };
  return one({ type: 'whisper', author: authorOf(operator), clientId, text, to: assignee });
}

function decideTag({ tags = [] }: Conversation, { operator, add, remove }: Settling & { type: 'tag' }): Decision {
  const added = [...new Set(add)].filter((tag) => !tags.includes(tag) && !remove.includes(tag));
  const removed = [...new Set(remove)].filter((tag) => tags.includes(tag));
  if (added.length + removed.length === 0) return NOTHING;
  if (withTags(tags, { added, removed }).length > TAGS_MAX) return { refused: 'bad-request' };
  return one({ type: 'tagged', author: authorOf(operator), added, removed });
}

function isOf({ status, assignee }: Conversation, operator: OperatorRef): boolean {
  return status === 'open' && assignee?.id === operator.id;
}
