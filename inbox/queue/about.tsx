/** The last line of a row: brand, language, topic as urgent as its site says, who has it, and its tags. */
import type { DeskRow } from '@touchline/shared/down.ts';
import { knows, type Reader } from '../conversation/reading.ts';
import type { Desk } from '../desk.ts';
import { languageName } from '../when.ts';
import { t, tOr } from '../words.ts';
import { Brand } from './brand.tsx';
import { Destined, Tags } from './tags.tsx';
import { isDanger } from './waiting-order.ts';

const URGENT = 2;

export function About({ desk, row, reader }: { desk: Desk; row: DeskRow; reader: Reader }) {
  const { topic, language, status, assignee } = row.state;
  const rules = desk.sites.value.find((site) => site.id === row.site)?.queue;
  const urgent = status === 'waiting' && (rules?.urgency[topic ?? ''] ?? 0) >= URGENT;
  return (
    <span class="row-about">
      <Tags row={row} />
      <span class="row-language" data-part="row-language" data-foreign={!knows(reader, language)}>
        {languageName(language)}
      </span>
      <span class="row-facts">
        <Brand desk={desk} site={row.site} />
        {topic && !isDanger(row.state) && (
          <span class={urgent ? 'urgent' : undefined}>
            {tOr(`topic.${topic}`, topic)}
            {urgent && <span class="hidden">{` ${t('row.urgent')}`}</span>}
          </span>
        )}
        {status === 'open' && assignee && assignee.id !== desk.me.value.id && <bdi>{assignee.name}</bdi>}
      </span>
      <Destined desk={desk} row={row} />
      <Labels tags={row.state.tags ?? []} />
    </span>
  );
}

/** One of them; that there are more is a number. */
function Labels({ tags }: { tags: readonly string[] }) {
  const [first] = tags;
  if (!first) return null;
  return (
    <span class="labels" data-part="labels" title={tags.join(', ')}>
      <span class="label-chip">
        <bdi>{first}</bdi>
      </span>
      {tags.length > 1 && (
        <span>
          <span aria-hidden="true">{`+${tags.length - 1}`}</span>
          <span class="hidden">{t('row.tags', { count: tags.length - 1 })}</span>
        </span>
      )}
    </span>
  );
}
