/** Who is there: as what and for how long, with how much, and what they have, each of it to be looked at or taken over. */
import type { BoardMember, FloorFrame } from '@touchline/shared/supervision.ts';
import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import { inTeamOrder } from '../presence/colleagues.ts';
import { PresenceDot } from '../presence/dot.tsx';
import { hrefOf } from '../router.ts';
import { Held } from './held.tsx';
import { heldBy, lasting, longestIdle, peopleOf } from './sums.ts';

type Props = { desk: Desk; boards: readonly FloorFrame[]; now: number };

export function People({ desk, boards, now }: Props) {
  const people = peopleOf(boards);
  const online = people.filter(({ presence }) => presence === 'online');
  const sum = (of: (member: BoardMember) => number) => online.reduce((all, member) => all + of(member), 0);
  const idlest = longestIdle(people);
  const values = { of: people.length, load: sum(({ load }) => load), capacity: sum(({ capacity }) => capacity) };
  return (
    <section class="floor-card" aria-labelledby="floor-people">
      <h2 id="floor-people">{t('floor.people')}</h2>
      {people.length === 0 ? (
        <p class="soft">{t('floor.people.nobody')}</p>
      ) : (
        <>
          <p class="soft">{t('floor.people.sum', { count: online.length, ...values })}</p>
          <table class="floor-people">
            <thead>
              <tr>
                <th scope="col">{t('floor.name')}</th>
                <th scope="col">{t('floor.state')}</th>
                <th scope="col">{t('floor.load')}</th>
                <th scope="col">{t('floor.held')}</th>
              </tr>
            </thead>
            <tbody>
              {(inTeamOrder(people, 'presence') as BoardMember[]).map((member) => (
                <tr key={member.id} data-member={member.id} data-presence={member.presence}>
                  <th scope="row">
                    <bdi>{member.name}</bdi>
                    <a
                      class="floor-way"
                      href={hrefOf({ page: 'reports', rest: `?period=today&operator=${member.id}` })}
                      aria-label={t('reports.of', { name: member.name })}
                    >
                      {t('reports.of.short')}
                    </a>
                  </th>
                  <td>
                    <span class="floor-state">
                      <PresenceDot presence={member.presence} />
                      {t(`presence.${member.presence}`)}
                    </span>
                    <span class="soft">{t('floor.for', { time: lasting(now - member.since) })}</span>
                  </td>
                  <td>
                    <span>{t('presence.load', { load: member.load, capacity: member.capacity })}</span>
                    <meter min={0} max={Math.max(1, member.capacity)} value={member.load} aria-hidden="true" />
                    <Idle member={member} now={now} isLongest={member.id === idlest} />
                  </td>
                  <td>
                    <Held desk={desk} member={member} held={heldBy(boards, member.id)} now={now} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function Idle({ member, now, isLongest }: { member: BoardMember; now: number; isLongest: boolean }) {
  if (member.idleSince === null) return null;
  return (
    <span class="soft">
      {t('floor.idle', { time: lasting(now - member.idleSince) })}
      {isLongest && <strong>{` · ${t('floor.longestIdle')}`}</strong>}
    </span>
  );
}
