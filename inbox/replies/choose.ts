/** Which of a site's replies fit what was typed, and which of a reply's texts the player gets. Pure. */

import { fold } from '@touchline/shared/fold.ts';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import type { CannedReply } from '@touchline/shared/replies.ts';

/** `fits`: it is in the player's own language, and goes as it is. */
export type Choice = { language: string; text: string; fits: boolean };

/** The player's language with its region, without, or of another region; else the first of `others` that there is. */
export function textFor(texts: CannedReply['texts'], player: string, others: readonly string[]): Choice {
  const languages = Object.keys(texts);
  const own =
    [player, baseLanguage(player)].find((tag) => tag in texts) ??
    languages.find((tag) => baseLanguage(tag) === baseLanguage(player));
  const language = own ?? others.find((tag) => tag in texts) ?? languages[0] ?? '';
  return { language, text: texts[language] ?? '', fits: own !== undefined };
}

/** Those whose shortcut begins so, then those that hold every word; within each those of the topic first. */
export function fitting(replies: readonly CannedReply[], typed: string, topic: string | null): CannedReply[] {
  const wanted = fold(typed);
  const words = wanted.split(' ').filter(Boolean);
  const ranked = replies.flatMap((reply) => {
    const shortcut = fold(reply.shortcut);
    const all = [shortcut, ...Object.values(reply.texts).map(fold)].join(' ');
    if (!words.every((word) => all.includes(word))) return [];
    const rank = (shortcut.startsWith(wanted) ? 0 : 2) + (topic && reply.topic === topic ? 0 : 1);
    return { reply, rank };
  });
  // Sorting is stable: within a rank they stay in the order of their shortcuts.
  return ranked.sort((a, b) => a.rank - b.rank).map(({ reply }) => reply);
}
