/** Keys with which programs do what an administrator may do here: which there are, a new one, and the end of one. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { apiUrl, BASE } from '../../address.ts';
import { t } from '../../office/words.ts';
import { Copy } from '../../setup/copy.tsx';
import { dayTime } from '../../when.ts';
import { problemInWords } from '../asking.ts';
import { Part } from '../controls.tsx';
import type { PlaceProps } from '../site.ts';
import { AddProgram } from './add-program.tsx';
import { type Programs as Model, ProgramsModel } from './model.ts';

export function Programs({ requests }: PlaceProps) {
  const programs = useMemo(() => new ProgramsModel({ requests }), [requests]);
  useEffect(() => {
    void programs.load();
    return () => programs[Symbol.dispose]();
  }, [programs]);
  const problem = programs.problem.value;
  return (
    <div class="section" data-part="programs">
      <header>
        <h1>{t('settings.programs')}</h1>
        <p class="soft">
          {t('settings.programs.text')}{' '}
          <a href={`${BASE}docs/`} target="_blank" rel="noopener">
            {t('settings.programs.docs')}
          </a>
        </p>
      </header>
      <List programs={programs} />
      {problem && (
        <p class="problem" role="alert">
          {problemInWords(problem)}
        </p>
      )}
      <Fresh programs={programs} />
      <Part title={t('settings.programs.add')}>
        <AddProgram programs={programs} />
      </Part>
    </div>
  );
}

function List({ programs }: { programs: Model }) {
  const keys = programs.keys.value;
  if (keys?.length === 0) return <p class="soft">{t('settings.programs.none')}</p>;
  return (
    <ul class="rows" data-part="program-rows">
      {keys?.map(({ id, name, scopes, by, expiresAt, usedAt }) => (
        <li key={id} class="settings-row" data-program={name}>
          <span class="row-name">
            <bdi>{name}</bdi>
            <span class="soft mono">{scopes.join(' ')}</span>
          </span>
          <span class="soft">
            {t('settings.programs.by', { name: by })}
            {' · '}
            {usedAt ? t('settings.programs.used', { time: dayTime(usedAt) }) : t('settings.programs.unused')}
            {' · '}
            {t('settings.programs.until', { time: dayTime(expiresAt) })}
          </span>
          <button
            class="button"
            type="button"
            disabled={programs.busy.value}
            onClick={() => confirm(t('settings.programs.end.sure', { name })) && void programs.end(id)}
          >
            {t('settings.programs.end')}
            <span class="hidden">{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Shown once: the relay keeps nothing that it could be told from. */
function Fresh({ programs }: { programs: Model }) {
  const key = programs.fresh.value;
  return key && <FreshKey key={key.token} name={key.name} token={key.token} forget={programs.forget} />;
}

function FreshKey({ name, token, forget }: { name: string; token: string; forget(): void }) {
  const section = useRef<HTMLElement>(null);
  // It stands above the form that made it, which is longer than a screen.
  useEffect(() => section.current?.focus(), []);
  const said = t('settings.programs.fresh', { name });
  const first = t('settings.programs.first');
  return (
    <section ref={section} tabIndex={-1} class="settings-fresh" aria-label={said} data-part="program-fresh">
      <p role="status">{said}</p>
      <Copy text={token} label={t('settings.programs.token')} />
      <p class="soft">{first}</p>
      <Copy text={`curl -H "Authorization: Bearer ${token}" ${apiUrl('program')}`} label={first} />
      <div>
        <button class="button" type="button" onClick={forget}>
          {t('settings.keys.kept')}
        </button>
      </div>
    </section>
  );
}
