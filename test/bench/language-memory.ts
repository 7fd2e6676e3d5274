/** A process that learns to tell languages apart, and says what that weighs. */
import { announce, childTask, endWithParent } from './child.ts';
import { type Entrant, entrant } from './language-entrants.ts';
import { LANGUAGES, playerCases } from './language-sets.ts';
import { memory } from './memory.ts';

export type LanguageMemoryTask = { name: Entrant };

const { name } = childTask<LanguageMemoryTask>();
const cases = playerCases();
const before = await memory();
const guess = await entrant(name);
for (const { text } of cases) await guess(text, LANGUAGES);
const after = await memory();
endWithParent(() => {});
announce({ addedKB: (after.rssBytes - before.rssBytes) / 1_024 });
