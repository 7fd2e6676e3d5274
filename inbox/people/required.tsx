/** Who may not sign in to a site without a second factor. */
import type { OperatorRole } from '@touchline/shared/people.ts';
import { t } from '../office/words.ts';
import type { People } from './model.ts';

const CHOICES: Record<string, OperatorRole[]> = {
  nobody: [],
  admin: ['admin'],
  supervisor: ['admin', 'supervisor'],
  everybody: ['admin', 'operator', 'supervisor'],
};

export function Required({ people }: { people: People }) {
  return (
    <section class="people-part" data-part="required">
      <h2>{t('people.required')}</h2>
      <p class="soft">{t('people.required.text')}</p>
      {people.administered.value.map(({ id, name, secondFactorFor }) => (
        <label key={id} class="people-choice">
          <bdi>{name}</bdi>
          <select
            class="input"
            data-site={id}
            disabled={people.busy.value}
            value={choiceOf(secondFactorFor)}
            onChange={(event) => void people.requireSecondFactor(id, CHOICES[event.currentTarget.value] ?? [])}
          >
            {(['nobody', 'admin', 'supervisor', 'everybody'] as const).map((choice) => (
              <option key={choice} value={choice}>
                {t(`people.required.${choice}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </section>
  );
}

function choiceOf(roles: readonly OperatorRole[]): string {
  const asked = [...roles].sort().join();
  return Object.entries(CHOICES).find(([, one]) => one.join() === asked)?.[0] ?? 'nobody';
}
