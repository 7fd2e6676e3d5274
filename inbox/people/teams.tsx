/** The teams of a site: whom a conversation can be sent to together. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { listed } from '../locale/lists.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';
import { Complaint } from './complaint.tsx';
import { SiteChoice } from './site-choice.tsx';
import { TeamDialog } from './team-dialog.tsx';
import { type TeamsKept, TeamsModel } from './teams-model.ts';

export function Teams({ session }: { session: Session }) {
  const kept = useMemo(() => new TeamsModel({ session, newId: () => newId(systemClock.now()) }), [session]);
  useEffect(() => {
    void kept.load();
    return () => kept[Symbol.dispose]();
  }, [kept]);
  return (
    <>
      <p class="soft">{t('teams.text')}</p>
      <div class="people-head">
        <SiteChoice sites={kept.sites.value} chosen={kept.site.value?.id} choose={(id) => void kept.chooseSite(id)} />
        <button class="button primary" type="button" data-part="team-add" onClick={kept.begin}>
          <Icon name="plus" />
          {t('teams.add')}
        </button>
      </div>
      {!kept.draft.value && <Complaint problem={kept.problem.value} />}
      <List kept={kept} />
      <TeamDialog kept={kept} />
    </>
  );
}

function List({ kept }: { kept: TeamsKept }) {
  const teams = kept.teams.value;
  if (!teams) return null;
  if (teams.length === 0) return <p class="soft">{t('teams.none')}</p>;
  const nameOf = (id: string) => kept.people.value.find((one) => one.id === id)?.name ?? '';
  return (
    <ul class="people-cards" data-part="teams">
      {teams.map((team) => (
        <li key={team.id} data-part="team">
          <button class="person-open" type="button" onClick={() => kept.open(team)}>
            <bdi>{team.name}</bdi>
          </button>
          <p class="soft">
            {team.members.length > 0 ? listed(team.members.map(nameOf).filter(Boolean)) : t('teams.nobody')}
          </p>
        </li>
      ))}
    </ul>
  );
}
