/** The frame around what runs a site: where one is, the ways to the others, and the way back to the desk. */
import type { ComponentChildren } from 'preact';
import { Icon, Strokes } from '../icons.tsx';
import { hrefOf, type OfficePage } from '../router.ts';
import type { Session } from '../session.ts';
import { PATHS } from './icons.ts';
import { officeOf } from './pages.ts';
import { t } from './words.ts';
import './office.css';

type Props = { page: OfficePage; session: Session; children: ComponentChildren };

export function Office({ page, session, children }: Props) {
  const who = session.who.value;
  return (
    <div class="office">
      <nav class="office-nav" aria-label={t('office')}>
        <a class="office-way" href={hrefOf({ page: 'desk', view: null, conversation: null })} title={t('office.desk')}>
          <Icon name="back" flips />
          <span>{t('office.desk')}</span>
        </a>
        {(who ? officeOf(who) : []).map((one) => (
          <a
            key={one}
            class="office-way"
            href={hrefOf({ page: one })}
            title={t(one)}
            aria-current={one === page ? 'page' : undefined}
          >
            <Strokes path={PATHS[one]} />
            <span>{t(one)}</span>
          </a>
        ))}
      </nav>
      {children}
    </div>
  );
}
