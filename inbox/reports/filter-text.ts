/** A filter that is on, in words. */
import { listed } from '../locale/lists.ts';
import { t } from '../office/words.ts';
import { languageName } from '../when.ts';
import { tOr } from '../words.ts';
import type { Filter } from './asked.ts';
import type { Reports } from './model.ts';

export function filterText(filter: Filter, reports: Reports): string {
  const { topic, language, operator, handledBy, clock } = reports.asked.value;
  switch (filter) {
    case 'sites':
      return listed(reports.sites.value.map(({ name }) => name));
    case 'topic':
      return topicText(topic ?? '');
    case 'language':
      return languageName(language ?? '');
    case 'operator':
      return reports.operators.value.find(({ id }) => id === operator)?.name || t('reports.operator');
    case 'handledBy':
      return `${t('reports.handledBy')}: ${tOr(`reports.handled.${handledBy}`, '').toLowerCase()}`;
    case 'clock':
      return t(`reports.clock.${clock}`);
  }
}

export const topicText = (topic: string): string =>
  topic === 'none' ? t('reports.noTopic') : tOr(`topic.${topic}`, topic);
