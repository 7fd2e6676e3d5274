/** What was found in all conversations, newest first: who, when, and the words where they stand. */
import { systemClock } from '@touchline/shared/clock.ts';
import { directionOf } from '@touchline/shared/direction.ts';
import type { SearchHit, SearchPage, SearchQuestion, Snippet } from '@touchline/shared/search.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { call } from '../api.ts';
import { playerName } from '../contact/names.ts';
import type { Desk } from '../desk.ts';
import { Brand } from '../queue/brand.tsx';
import { hrefOf } from '../router.ts';
import { shortTime } from '../when.ts';
import { t } from '../words.ts';
import { SearchModel } from './model.ts';
import './found.css';

const ask = (question: SearchQuestion) => call<SearchPage>('POST', 'search', question);

export function Found({ desk, text }: { desk: Desk; text: string }) {
  const search = useMemo(() => new SearchModel({ ask, clock: systemClock }), []);
  useEffect(() => () => search[Symbol.dispose](), [search]);
  useEffect(() => search.find(text), [text]);
  const state = search.state.value;
  const hits = search.hits.value;

  return (
    <section class="found" data-part="found" aria-labelledby="found-title" aria-busy={state === 'asking'}>
      <h2 id="found-title">{t('search.everywhere')}</h2>
      <ul aria-labelledby="found-title">
        {hits.map((hit) => (
          <Hit key={hit.conversation.id} desk={desk} hit={hit} />
        ))}
      </ul>
      <p class="soft" role="status">
        {state === 'asking' && t('search.asking')}
        {state === 'done' &&
          hits.length === 0 &&
          t(desk.queue.shown.value.length > 0 ? 'search.noMore' : 'search.none')}
        {state === 'failed' && t('search.failed')}
      </p>
      {state === 'failed' && (
        <button class="button" type="button" onClick={search.again}>
          {t('tryAgain')}
        </button>
      )}
      {state === 'done' && search.next.value && (
        <button class="button" type="button" data-part="found-more" onClick={search.more}>
          {t('search.more')}
        </button>
      )}
    </section>
  );
}

function Hit({ desk, hit }: { desk: Desk; hit: SearchHit }) {
  const { conversation, match, seq, author, at, language, snippet } = hit;
  return (
    <li>
      <a
        href={hrefOf({ page: 'desk', view: null, conversation: conversation.id, ...(seq && { message: seq }) })}
        data-part="hit"
        data-conversation={conversation.id}
        data-match={match}
        aria-current={desk.conversation.id.value === conversation.id ? 'true' : undefined}
        onClick={() => desk.queue.know(conversation)}
      >
        <span class="hit-who">
          <bdi>{playerName(conversation.contact)}</bdi>
          <span class="soft">{shortTime(at, desk.now.value)}</span>
        </span>
        <Marked snippet={snippet} language={language} />
        <span class="hit-about soft">
          <Brand desk={desk} site={conversation.site} />
          <span>{standing(conversation.state, desk.me.value.id)}</span>
          {match !== 'original' && <span>{t(`search.match.${match}`)}</span>}
          {author === 'operator' && <span>{t('composer.label')}</span>}
        </span>
      </a>
    </li>
  );
}

function standing({ status, assignee }: SearchHit['conversation']['state'], me: string): string {
  if (status === 'open' && assignee && assignee.id !== me) return t('status.colleague', { name: assignee.name });
  return t(`status.${status}`);
}

function Marked({ snippet: { text, marks }, language }: { snippet: Snippet; language: string | null }) {
  const edges = marks.flat();
  const pieces = [0, ...edges].map((from, i) => text.slice(from, edges[i] ?? text.length));
  return (
    <span class="hit-text" data-part="hit-text" lang={language ?? undefined} dir={directionOf(text)}>
      {pieces.map((piece, i) => (i % 2 ? <mark key={edges[i]}>{piece}</mark> : piece))}
    </span>
  );
}
