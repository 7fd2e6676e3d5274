/** Before the beginning of a thread: what the same player has come with before, each a quiet line that opens in place. */

import type { EarlierConversation } from '@touchline/shared/contact.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { contactRequests } from '../contact/requests.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { shortTime } from '../when.ts';
import { t, tOr } from '../words.ts';
import { type EarlierConversations, EarlierModel } from './earlier-model.ts';
import { grouped } from './lines.ts';
import { Group } from './lines-view.tsx';
import './earlier.css';

type Props = { desk: Desk; row: DeskRow };

export function Earlier({ desk, row }: Props) {
  const model = useMemo(
    () => new EarlierModel({ desk, current: row, page: contactRequests(row.contact.id).earlier }),
    [desk, row.contact.id, row.id],
  );
  useEffect(() => {
    void model.load();
    return () => model[Symbol.dispose]();
  }, [model]);

  return (
    <div class="earlier" data-part="earlier">
      {(model.more.value || model.failed.value) && (
        <button class="button bare" type="button" onClick={() => void model.load()}>
          {t(model.failed.value ? 'tryAgain' : 'earlier.more')}
        </button>
      )}
      {model.failed.value && <p class="thread-note">{t('earlier.failed')}</p>}
      {model.conversations.value.map((each) => (
        <One key={each.id} each={each} model={model} desk={desk} />
      ))}
    </div>
  );
}

function One({ each, model, desk }: { each: EarlierConversation; model: EarlierConversations; desk: Desk }) {
  const isOpen = model.opened.value === each.id;
  const older = isOpen ? model.older.value : null;
  const parts = [
    shortTime(each.startedAt, desk.now.value),
    t(`status.${each.status}`),
    each.topic && tOr(`topic.${each.topic}`, each.topic),
  ];
  return (
    <section data-conversation={each.id}>
      <button
        class="earlier-line"
        type="button"
        data-part="earlier-line"
        aria-expanded={isOpen}
        onClick={() => model.toggle(each.id)}
      >
        <Icon name="down" size={12} />
        <strong>{t('earlier')}</strong>
        {parts.filter(Boolean).join(' · ')}
        {!isOpen && each.said && <bdi class="earlier-said">{each.said.translated?.text ?? each.said.text}</bdi>}
      </button>
      {isOpen && (
        <div class="earlier-thread" data-part="earlier-thread">
          {older && (
            <button class="button bare" type="button" onClick={older}>
              {t('thread.older')}
            </button>
          )}
          {grouped(model.lines.value).map(({ key, lines }) => (
            <Group key={key} lines={lines} desk={desk} past={each.id} />
          ))}
          <p class="thread-note">{t('earlier.end')}</p>
        </div>
      )}
    </section>
  );
}
