/** What a happening is called, for the one who reads it. Null for what this version does not know. Pure. */
import type { Adjustments, Event } from '@touchline/shared/conversation.ts';
import { languageName } from '../when.ts';
import { t, tOr, type Word } from '../words.ts';
import { isBy } from './blind.ts';

type Adjuster = 'mine' | 'player' | 'operator' | 'system';

export function sentenceOf(event: Event, me: string): string | null {
  const name = event.author.kind === 'operator' ? event.author.name : t('event.system');
  const mine = isBy(event, me);
  const by = (word: Word, mineWord: Word, values: Record<string, string> = {}) =>
    t(mine ? mineWord : word, { name, ...values });

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
      return by('event.transferred', 'event.transferred.mine');
    }
    case 'parked':
      return t('event.parked');
    case 'resolved':
      return event.as === 'spam' ? by('event.spam', 'event.spam.mine') : by('event.resolved', 'event.resolved.mine');
    case 'reopened':
      return t('event.reopened');
    case 'adjusted':
      return adjusted(event, event.changes, mine ? 'mine' : event.author.kind);
    default:
      return null;
  }
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
