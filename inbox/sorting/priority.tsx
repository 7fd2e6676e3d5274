/** How urgent somebody finds it. Arrows go through the choices; the one that holds has the focus. */
import { PRIORITIES } from '@touchline/shared/internal.ts';
import type { Desk } from '../desk.ts';
import { t } from '../page-words.ts';
import { Choices } from './choices.tsx';

export function PriorityChoice({ desk }: { desk: Desk }) {
  const { sorting } = desk;
  const held = new Set(sorting.rows.value.map(({ state }) => state.priority ?? 'normal'));
  return (
    <Choices
      choices={PRIORITIES.toReversed().map((priority) => ({
        id: priority,
        name: t(`priority.${priority}`),
        held: held.size === 1 && held.has(priority),
        act: () => sorting.prioritise(priority),
      }))}
    />
  );
}
