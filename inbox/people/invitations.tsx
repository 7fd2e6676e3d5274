/** Whom one has invited and who has not come yet. */
import type { Invitation } from '@touchline/shared/staff.ts';
import { listed } from '../locale/lists.ts';
import { t } from '../office/words.ts';
import { dayTime } from '../when.ts';
import type { People } from './model.ts';

export function Invitations({ people, invitations }: { people: People; invitations: readonly Invitation[] }) {
  if (invitations.length === 0) return null;
  return (
    <section class="people-part">
      <h2>{t('people.invitations')}</h2>
      <ul class="people-cards" data-part="invitations">
        {invitations.map((invitation) => (
          <li key={invitation.id} data-part="invitation">
            <p>
              <strong>
                <bdi>{invitation.name}</bdi>
              </strong>{' '}
              <span class="soft">{invitation.email}</span>
            </p>
            <p class="soft">{said(people, invitation)}</p>
            <p class="soft">
              {t('people.invitation', { name: invitation.invitedBy, time: dayTime(invitation.expiresAt) })}
            </p>
            <div class="people-actions">
              {invitation.isWhole && (
                <button
                  class="button"
                  type="button"
                  data-part="renew"
                  disabled={people.busy.value}
                  onClick={() => void people.renew(invitation.id)}
                >
                  {t('people.renew')}
                </button>
              )}
              <button
                class="button"
                type="button"
                data-part="withdraw"
                disabled={people.busy.value}
                onClick={() => void people.withdraw(invitation.id)}
              >
                {t('people.withdraw')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function said(people: People, { roles }: Invitation): string {
  const sites = people.staff.value?.sites ?? [];
  return listed(
    roles.map(({ site, role }) => `${t(`people.role.${role}`)} · ${sites.find(({ id }) => id === site)?.name ?? ''}`),
  );
}
