/** Every change of the settings, newest first: who made it, what it did, and the way back. */
import { useSignal } from '@preact/signals';
import type { SiteChange } from '@touchline/shared/site-sections.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { t } from '../../office/words.ts';
import { problemInWords } from '../asking.ts';
import { GROUPS, isSection } from '../place.ts';
import type { PlaceProps } from '../site.ts';
import { HistoryModel } from './model.ts';
import { OneChange } from './one-change.tsx';
import { Reverting } from './reverting.tsx';

const SECTIONS = Object.values(GROUPS).flat().filter(isSection);

export function History({ settings, requests }: PlaceProps) {
  const history = useMemo(() => new HistoryModel(requests), [requests]);
  const reverting = useSignal<SiteChange | null>(null);
  useEffect(() => () => history[Symbol.dispose](), [history]);
  useEffect(() => void history.load(), [history, history.section.value, settings.edition.value]);
  const changes = history.changes.value;
  const problem = history.problem.value;

  return (
    <div class="section" data-part="history">
      <header>
        <h1>{t('settings.history')}</h1>
        <p class="soft">{t('settings.history.text')}</p>
      </header>
      <select
        class="input narrow"
        aria-label={t('settings.history.section')}
        value={history.section.value ?? ''}
        onChange={({ currentTarget: { value } }) => {
          history.section.value = SECTIONS.find((one) => one === value) ?? null;
        }}
      >
        <option value="">{t('settings.history.all')}</option>
        {SECTIONS.map((name) => (
          <option key={name} value={name}>
            {t(`settings.${name}`)}
          </option>
        ))}
      </select>
      {changes?.length === 0 && <p class="soft">{t('settings.history.none')}</p>}
      <ol class="history">
        {changes?.map((change) => (
          <OneChange
            key={`${change.section} ${change.version}`}
            change={change}
            isNow={settings.held.value?.[change.section].version === change.version}
            revertedBy={history.revertedBy(change)}
            revert={() => (reverting.value = change)}
          />
        ))}
      </ol>
      {problem && (
        <p class="problem" role="alert">
          {problemInWords(problem)}
        </p>
      )}
      {history.next.value && (
        <div>
          <button class="button" type="button" onClick={() => void history.more()}>
            {t('settings.history.more')}
          </button>
        </div>
      )}
      <Reverting settings={settings} change={reverting.value} close={() => (reverting.value = null)} />
    </div>
  );
}
