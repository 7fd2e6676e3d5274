/** The teams of the conversation's site: only their members are given it. */
import { t } from '../page-words.ts';
import type { Transfer } from './model.ts';

export function Teams({ transfer }: { transfer: Transfer }) {
  return (
    <>
      <fieldset class="topics" data-part="teams">
        <legend class="hidden">{t('transfer.team')}</legend>
        {transfer.teams.value.map(({ id, name }) => (
          <label key={id}>
            <input
              type="radio"
              name="team"
              value={id}
              checked={transfer.team.value === id}
              onChange={() => (transfer.team.value = id)}
            />
            <bdi>{name}</bdi>
          </label>
        ))}
      </fieldset>
      <p class="soft">{t('transfer.team.text')}</p>
    </>
  );
}
