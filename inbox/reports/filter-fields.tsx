/** What narrows the numbers. Each field acts at once; the address keeps it. */
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { CLOCKS, HANDLERS } from '@touchline/shared/reports-metrics.ts';
import { inAlphabet } from '../locale/lists.ts';
import { t } from '../office/words.ts';
import { languageName } from '../when.ts';
import { tOr } from '../words.ts';
import { Choice } from './choice.tsx';
import { topicText } from './filter-text.ts';
import type { Reports } from './model.ts';

export function FilterFields({ reports }: { reports: Reports }) {
  const { topic, language, operator, handledBy, clock } = reports.asked.value;
  const sites = reports.sites.value;
  const any = { value: '', text: t('reports.any') };
  const topics = [...new Set(sites.flatMap((site) => site.topics)), 'none'];
  const languages = [...new Set(sites.flatMap((site) => site.languages.map(baseLanguage)))];
  const operators = reports.operators.value.map(({ id, name }) => ({ value: id, text: name || t('reports.gone') }));
  const isThere = !operator || operators.some(({ value }) => value === operator);
  return (
    <div class="filter-fields">
      {reports.known.value.length > 1 && <Brands reports={reports} />}
      <Choice
        label={t('reports.topic')}
        value={topic ?? ''}
        options={[any, ...topics.map((value) => ({ value, text: topicText(value) }))]}
        choose={(value) => reports.ask({ topic: value || null })}
      />
      <Choice
        label={t('reports.language')}
        value={language ?? ''}
        options={[
          any,
          ...languages
            .map((value) => ({ value, text: languageName(value) }))
            .sort((a, b) => inAlphabet(a.text, b.text)),
        ]}
        choose={(value) => reports.ask({ language: value || null })}
      />
      {!reports.isOwn.value && (
        <Choice
          label={t('reports.operator')}
          value={operator ?? ''}
          options={[
            any,
            ...operators.sort((a, b) => inAlphabet(a.text, b.text)),
            ...(isThere ? [] : [{ value: operator, text: t('reports.gone') }]),
          ]}
          choose={(value) => reports.ask({ operator: value || null })}
        />
      )}
      <Choice
        label={t('reports.handledBy')}
        value={handledBy ?? ''}
        options={[any, ...HANDLERS.map((value) => ({ value, text: tOr(`reports.handled.${value}`, value) }))]}
        choose={(value) => reports.ask({ handledBy: HANDLERS.find((one) => one === value) ?? null })}
      />
      <Choice
        label={t('reports.clock')}
        value={clock}
        options={CLOCKS.map((value) => ({ value, text: t(`reports.clock.${value}`) }))}
        choose={(value) => reports.ask({ clock: CLOCKS.find((one) => one === value) ?? 'elapsed' })}
      />
      {reports.filters.value.length > 0 && (
        <button class="button" type="button" data-part="filters-none" onClick={reports.unfilter}>
          {t('reports.filters.none')}
        </button>
      )}
    </div>
  );
}

function Brands({ reports }: { reports: Reports }) {
  const shown = reports.sites.value.map(({ id }) => id);
  const all = reports.known.value;
  const choose = (id: string, on: boolean) => {
    const next = all.map((site) => site.id).filter((one) => (one === id ? on : shown.includes(one)));
    // None would be nothing, and all is as usual.
    reports.ask({ sites: next.length === 0 || next.length === all.length ? [] : next });
  };
  return (
    <fieldset class="filter-brands">
      <legend class="label">{t('reports.brands')}</legend>
      {all.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={shown.includes(id)}
            onChange={({ currentTarget }) => choose(id, currentTarget.checked)}
          />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
