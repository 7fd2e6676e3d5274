/** How long this site keeps things, and what retention takes next. */
import type { KeepingReport, RetentionAhead } from '@touchline/shared/privacy.ts';
import { t } from '../office/words.ts';
import { hrefOf } from '../router.ts';
import { dayTime } from '../when.ts';

export function Ahead({ report, site }: { report: KeepingReport; site: string }) {
  const { rules, conversations, visitors } = report;
  return (
    <section class="keeping-part" aria-labelledby="keeping-ahead">
      <h2 id="keeping-ahead">{t('keeping.ahead')}</h2>
      <dl class="keeping-rules">
        <Rule name={t('keeping.ahead.conversations')} days={rules.conversationDays} ahead={conversations} />
        <Rule name={t('keeping.ahead.visitors')} days={rules.visitorDays} ahead={visitors} />
      </dl>
      <p class="soft">{t('keeping.ahead.how')}</p>
      <a href={hrefOf({ page: 'settings', rest: `${site}/retention` })}>{t('keeping.ahead.change')}</a>
    </section>
  );
}

function Rule({ name, days, ahead }: { name: string; days: number | null; ahead: RetentionAhead }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{days === null ? t('keeping.forever') : t('keeping.days', { count: days })}</strong>
        {days !== null && (
          <span class="soft">
            {ahead.due > 0 && ` ${t('keeping.ahead.due', { count: ahead.due })}`}{' '}
            {ahead.next !== null && t('keeping.ahead.next', { time: dayTime(ahead.next), count: ahead.within30Days })}
            {ahead.next === null && ahead.due === 0 && t('keeping.ahead.nothing')}
          </span>
        )}
      </dd>
    </div>
  );
}
