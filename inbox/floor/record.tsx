/** The limits of a site that were passed: when, which, how far, for how long. */
import type { SiteRef } from '@touchline/shared/people.ts';
import type { Alert } from '@touchline/shared/supervision.ts';
import { useEffect, useMemo } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import { hrefOf } from '../router.ts';
import { dayTime } from '../when.ts';
import { tOr } from '../words.ts';
import { amount } from './alert-words.ts';
import { alertsOf } from './heard.ts';
import { RecordModel } from './record-model.ts';
import { floorRequests } from './requests.ts';
import { SiteChoice } from './site-choice.tsx';
import { lasted } from './sums.ts';

export function Record({ desk }: { desk: Desk }) {
  const sites = desk.sites.value.filter(({ role }) => role !== 'operator');
  // What begins or ends while somebody looks stands here at once.
  const standing = alertsOf(desk).value;
  const first = sites.find(({ id }) => standing?.some((alert) => alert.site === id)) ?? sites[0];
  const record = useMemo(() => new RecordModel({ requests: floorRequests, site: first?.id ?? null }), [desk]);
  useEffect(() => void record.begin(), [record, standing]);
  useEffect(() => () => record[Symbol.dispose](), [record]);
  const { alerts, next, problem, site } = record;
  if (sites.length === 0) return <p>{t('floor.noSites')}</p>;
  return (
    <>
      <SiteChoice sites={sites} value={site.value} choose={(id) => id && void record.choose(id)} />
      <p class="soft">
        {t('floor.alert.settings')} <Change site={sites.find(({ id }) => id === site.value)} />
      </p>
      <div role="status">
        {problem.value && <p class="problem">{tOr(`problem.${problem.value}`, problem.value)}</p>}
      </div>
      {alerts.value?.length === 0 && <p class="soft">{t('floor.alert.record.empty')}</p>}
      {alerts.value && alerts.value.length > 0 && <Table alerts={alerts.value} />}
      {next.value && (
        <button class="button" type="button" onClick={() => void record.more()}>
          {t('floor.alert.more')}
        </button>
      )}
    </>
  );
}

/** Administrators settle them. */
function Change({ site }: { site: SiteRef | undefined }) {
  if (site?.role !== 'admin') return null;
  return <a href={hrefOf({ page: 'settings', rest: `${site.key}/alerts` })}>{t('floor.alert.change')}</a>;
}

function Table({ alerts }: { alerts: readonly Alert[] }) {
  return (
    <table class="floor-table floor-record" data-part="floor-alerts" aria-label={t('floor.alert.record')}>
      <thead>
        <tr>
          <th scope="col">{t('floor.alert.what')}</th>
          <th scope="col">{t('floor.alert.when')}</th>
          <th scope="col">{t('floor.alert.lasted')}</th>
          <th scope="col">{t('floor.alert.worst')}</th>
          <th scope="col">{t('floor.alert.limit')}</th>
        </tr>
      </thead>
      <tbody>
        {alerts.map(({ id, kind, limit, worst, beganAt, endedAt }) => (
          <tr key={id} data-standing={endedAt === null || undefined}>
            <th scope="row">{t(`floor.alert.kind.${kind}`)}</th>
            <td data-label={t('floor.alert.when')}>{dayTime(beganAt)}</td>
            <td data-label={t('floor.alert.lasted')}>
              {endedAt === null ? <strong>{t('floor.alert.stands')}</strong> : lasted(endedAt - beganAt)}
            </td>
            <td data-label={t('floor.alert.worst')}>{amount(kind, worst)}</td>
            <td data-label={t('floor.alert.limit')}>{amount(kind, limit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
