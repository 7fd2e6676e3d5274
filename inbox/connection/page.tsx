/** The connection page: a list of checks, and what to change where one is not good. */
import { useEffect, useMemo } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { hrefOf } from '../router.ts';
import { Copy } from '../setup/copy.tsx';
import { tOr } from '../words.ts';
import { type ConnectionDeps, ConnectionModel } from './model.ts';
import { CHECKS, type Check, type Verdict } from './verdict.ts';
import './connection.css';

export function ConnectionPage({ deps }: { deps: ConnectionDeps }) {
  const checks = useMemo(() => new ConnectionModel(deps), [deps]);
  useEffect(() => {
    checks.check();
    return () => checks[Symbol.dispose]();
  }, [checks]);
  const count = checks.toLookAt.value;
  const summary =
    count === null ? t('connection.checking') : count ? t('connection.toLookAt', { count }) : t('connection.allGood');

  return (
    <main class="door" data-part="connection-page">
      <div class="card wide">
        <a class="back" href={hrefOf({ page: 'desk', view: null, conversation: null })}>
          <Icon name="back" flips />
          {t('connection.back')}
        </a>
        <div class="checks-head">
          <h1>{t('connection')}</h1>
          <p class="soft" role="status">
            {summary}
          </p>
          <button class="button" type="button" onClick={checks.check}>
            {t('connection.again')}
          </button>
        </div>
        <ul class="checks">
          {CHECKS.map((name) => (
            <Line key={name} name={name} verdict={checks.verdicts.value[name]} />
          ))}
        </ul>
        {checks.version.value && <p class="hint">{t('connection.version', { version: checks.version.value })}</p>}
      </div>
    </main>
  );
}

const ICONS = { waiting: 'clock', good: 'check', look: 'alert' } as const;

function Line({ name, verdict: { state, word, values, advice = [] } }: { name: Check; verdict: Verdict }) {
  return (
    <li data-check={name} data-state={state}>
      <Icon name={ICONS[state]} />
      <div>
        <h2>
          {t(`connection.${name}`)}
          <span class="hidden">{t(`connection.state.${state}`)}</span>
        </h2>
        <p class="soft">{t(word, values)}</p>
        {advice.map(({ name: where, text }, i) => (
          <details key={where} open={i === 0}>
            <summary>{whereName(where)}</summary>
            <Copy text={text} label={whereName(where)} />
          </details>
        ))}
      </div>
    </li>
  );
}

/** Products keep their names. */
const whereName = (where: string): string => tOr(`connection.where.${where}`, where);
