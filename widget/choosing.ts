/**
 * The player picks the language of the panel: all of it is drawn in other words, this browser remembers it, and the
 * relay learns which language they speak.
 *
 *     picked ──before the first message──▶ said by a new hello
 *        └──in a conversation──▶ said as soon as the line is ready ──the log says so──▶ known
 *
 * Said once on each line until the log has it: the line may end just then.
 */
import type { Locale } from '@touchline/shared/people.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { Client } from './client.ts';
import type { Host } from './host.ts';

/** As plain text, because the launcher reads it too. */
const KEY = 'locale';

export type Choosing = ReturnType<typeof createChoosing>;

export function createChoosing(host: Host, { player, clock }: Client) {
  let picked: Locale | undefined;
  let isSaid = false;

  return {
    pick(locale: Locale) {
      picked = host.locale = locale;
      isSaid = false;
      try {
        localStorage.setItem(host.prefix + KEY, locale);
      } catch {
        // Blocked or full: it holds for this page.
      }
      host.run('setLocale', locale);
      if (player.state.seq === 0) player.line.reopen();
    },

    /** Call it whenever something has changed. */
    tell() {
      const { line, state, current: conversation } = player;
      if (line.status !== 'ready') isSaid = false;
      if (!picked || !conversation || state.seq === 0) return;
      if (state.languageChosen && state.language === picked) picked = undefined;
      else if (!isSaid)
        isSaid = line.send({ type: 'speak', conversation, clientId: newId(clock.now()), language: picked });
    },
  };
}
