/** What a happening is called, for the one who reads it. Null for what this version does not know, empty for nothing. Pure. */
import type { Adjustments, Event } from '@touchline/shared/conversation.ts';
import { listed } from '../locale/lists.ts';
import { clockTime, fullTime, languageName, sameDay } from '../when.ts';
import { t, tOr, type Word } from '../words.ts';
import { isBy } from './blind.ts';

type Said = (word: Word, mineWord: Word, values?: Record<string, string>) => string;
type Adjuster = 'mine' | 'player' | 'operator' | 'system';

/** `before`: the event right before it. */
export function sentenceOf(event: Event, me: string, before?: Event): string | null {
  const name = event.author.kind === 'operator' ? event.author.name : t('event.system');
  const mine = isBy(event, me);
  const by: Said = (word, mineWord, values = {}) => t(mine ? mineWord : word, { name, ...values });

  switch (event.type) {
    case 'assigned':
      if (event.author.kind === 'system') {
        return event.operator.id === me ? t('event.given.mine') : t('event.given', { name: event.operator.name });
      }
      return by('event.assigned', 'event.assigned.mine');
    case 'released':
      return event.reason === 'gone' ? t('event.gone') : by('event.released', 'event.released.mine');
    case 'transferred': {
      const { to, topic } = event;
      if (to) {
        return to.id === me
          ? t('event.transferred.toMe', { name })
          : by('event.transferred.to', 'event.transferred.to.mine', { to: to.name });
      }
      if (topic) {
        const about = { topic: tOr(`topic.${topic}`, topic) };
        return by('event.transferred.topic', 'event.transferred.topic.mine', about);
      }
      if (event.team) {
        return by('event.transferred.team', 'event.transferred.team.mine', { team: event.team.name });
      }
      return by('event.transferred', 'event.transferred.mine');
    }
    case 'parked':
      return t('event.parked');
    case 'resolved':
      return event.as === 'spam' ? by('event.spam', 'event.spam.mine') : by('event.resolved', 'event.resolved.mine');
    case 'reopened':
      return t(before?.type === 'rated' && !before.rating.solved ? 'event.reopened.unsolved' : 'event.reopened');
    case 'rated':
      return t('rated');
    case 'tagged':
      return tagged(event, by);
    case 'prioritised':
      return by('event.prioritised', 'event.prioritised.mine', { priority: t(`priority.${event.priority}`) });
    case 'snoozed':
      return event.until === null
        ? by('event.snoozed', 'event.snoozed.mine')
        : by('event.snoozed.until', 'event.snoozed.until.mine', { until: moment(event.until, event.at) });
    case 'woken':
      return event.author.kind === 'system' ? t('event.woken.time') : by('event.woken', 'event.woken.mine');
    case 'adjusted':
      if (Object.keys(event.changes).length === 0) return '';
      return adjusted(event, event.changes, mine ? 'mine' : event.author.kind);
    default:
      return null;
  }
}

function tagged({ added, removed }: { added: string[]; removed: string[] }, by: Said): string {
  if (removed.length === 0) return by('event.tagged', 'event.tagged.mine', { tags: listed(added) });
  if (added.length === 0) return by('event.untagged', 'event.untagged.mine', { tags: listed(removed) });
  const values = { tags: listed(added), removed: listed(removed) };
  return by('event.retagged', 'event.retagged.mine', values);
}

/** The day only where it is another one. */
function moment(until: number, at: number): string {
  return sameDay(until, at) ? clockTime(until) : fullTime(until);
}

/** Each is of one thing: a guess, a choice, or one side's wish to read originals. */
function adjusted({ author }: Event, changes: Adjustments, by: Adjuster): string | null {
  const name = author.kind === 'operator' ? author.name : '';
  const said = (word: Word, values: Record<string, string> = {}) => {
    const own = by === 'operator' || by === 'system' ? word : (`${word}.${by}` as Word);
    return t(own, { name, ...values });
  };
  const { language, languageChosen, playerReadsOriginal, operatorReadsOriginal } = changes;
  if (language !== undefined) {
    const values = { language: languageName(language) };
    return languageChosen ? said('language.changed', values) : t('language.guessed', values);
  }
  if (languageChosen) return said('language.kept');
  if (playerReadsOriginal !== undefined)
    return said(playerReadsOriginal ? 'translation.playerOff' : 'translation.playerOn');
  if (operatorReadsOriginal !== undefined)
    return said(operatorReadsOriginal ? 'translation.operatorOff' : 'translation.operatorOn');
  return null;
}
