/** Where supervisors and administrators write the replies of a site: the list, and the one that is being written. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { hrefOf } from '../router.ts';
import type { Session } from '../session.ts';
import { tOr } from '../words.ts';
import { type Draft, type Editing, EditingModel, written } from './editing.ts';
import { ReplyForm } from './form.tsx';
import { replyRequests } from './requests.ts';
import './page.css';

export function RepliesPage({ session }: { session: Session }) {
  const editing = useMemo(
    () => new EditingModel({ session, requests: replyRequests, newId: () => newId(systemClock.now()) }),
    [session],
  );
  useEffect(() => {
    void editing.load();
    return () => editing[Symbol.dispose]();
  }, [editing]);

  return (
    <main class="door" data-part="replies-page">
      <div class="card wide">
        <a class="back" href={hrefOf({ page: 'desk', view: null, conversation: null })}>
          <Icon name="back" flips />
          {t('connection.back')}
        </a>
        <h1>{t('replies.page')}</h1>
        <p class="soft">{t('replies.text')}</p>
        {editing.sites.value.length === 0 ? <p>{t('problem.forbidden')}</p> : <Site editing={editing} />}
      </div>
    </main>
  );
}

function Site({ editing }: { editing: Editing }) {
  const sites = editing.sites.value;
  const replies = editing.replies.value;
  const problem = editing.problem.value;
  const draft = editing.draft.value;
  return (
    <>
      {sites.length > 1 && (
        <select
          class="input"
          aria-label={t('player.site')}
          value={editing.site.value?.id}
          onChange={(event) => void editing.chooseSite(event.currentTarget.value)}
        >
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {replies && <List editing={editing} replies={[...editing.unsaved.value, ...replies]} />}
      {draft && <ReplyForm key={draft.id} editing={editing} draft={draft} />}
      <div role="status">
        {problem && (
          <p class="problem" data-part="reply-problem">
            {tOr(
              problem === 'moved' ? 'translation.page.moved' : `replies.problem.${problem}`,
              tOr(`problem.${problem}`, problem),
            )}
          </p>
        )}
        {editing.saved.value && <p data-part="reply-saved">{t('replies.saved')}</p>}
      </div>
      {problem && problem !== 'shortcut' && (
        <button class="button" type="button" onClick={() => void editing.reload()}>
          {t(problem === 'moved' ? 'translation.page.reload' : 'tryAgain')}
        </button>
      )}
    </>
  );
}

function List({ editing, replies }: { editing: Editing; replies: readonly Draft[] }) {
  const languages = editing.site.value?.languages ?? [];
  return (
    <>
      <ul class="replies">
        {replies.map((reply) => {
          const there = languages.filter((language) => language in written(reply.texts)).length;
          return (
            <li key={reply.id}>
              <button
                type="button"
                data-part="reply-row"
                aria-current={editing.draft.value?.id === reply.id ? 'true' : undefined}
                onClick={() => editing.choose(reply.id)}
              >
                <strong>
                  <bdi>{reply.shortcut ? `/${reply.shortcut}` : t('replies.new')}</bdi>
                </strong>
                {editing.isTouched(reply.id) && <span class="mark">{t('row.draft')}</span>}
                {reply.topic && <span class="soft">{tOr(`topic.${reply.topic}`, reply.topic)}</span>}
                <span class={there < languages.length ? 'lacking' : 'soft'}>
                  {t('replies.languages', { there, of: languages.length })}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {replies.length === 0 && <p class="soft">{t('replies.empty')}</p>}
      <div>
        <button class="button" type="button" data-part="reply-add" onClick={editing.begin}>
          <Icon name="plus" />
          {t('replies.add')}
        </button>
      </div>
    </>
  );
}
