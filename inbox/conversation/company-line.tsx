/** Colleagues who have this conversation before them: one line that keeps its place whoever comes and goes. */
import type { Desk } from '../desk.ts';
import { listed } from '../locale/lists.ts';
import { t } from '../words.ts';

export function CompanyLine({ desk }: { desk: Desk }) {
  const { typing, viewing } = desk.conversation.company;
  const names = viewing.value.map(({ name }) => name);
  return (
    <p class="company" data-part="company" aria-live="polite">
      {typing.value ? (
        <span class="typing">{t('company.typing', { name: typing.value })}</span>
      ) : (
        names.length > 0 && <span>{t('company.viewing', { count: names.length, names: listed(names) })}</span>
      )}
    </p>
  );
}
