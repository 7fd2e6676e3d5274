/** What players wrote when they were asked, the newest first, each with the way to its conversation. */
import { useSignal } from '@preact/signals';
import type { Digest, DigestComment } from '@touchline/shared/reports.ts';
import { t } from '../office/words.ts';
import { hrefOf } from '../router.ts';
import { dayTime } from '../when.ts';
import { NOTHING, numberOf, rowName } from './values.ts';

const FIRST = 20;

export function Comments({ digest: { comments, commented } }: { digest: Digest }) {
  const isWhole = useSignal(false);
  const shown = isWhole.value ? comments : comments.slice(0, FIRST);
  return (
    <section class="report-part" data-part="comments">
      <h2>{t('reports.comments')}</h2>
      <p class="soft">
        {commented === 0 ? t('reports.comments.none') : t('reports.comments.count', { count: commented })}
        {commented > comments.length && ` ${t('reports.comments.newest', { count: numberOf(comments.length) })}`}
      </p>
      <ul class="comments">
        {shown.map((comment) => (
          <li key={comment.conversation}>
            <Comment comment={comment} />
          </li>
        ))}
      </ul>
      {shown.length < comments.length && (
        <button class="button" type="button" onClick={() => (isWhole.value = true)}>
          {t('reports.comments.more')}
        </button>
      )}
    </section>
  );
}

function Comment({ comment }: { comment: DigestComment }) {
  const { at, topic, operator, solved, speed, courtesy, competence, conversation } = comment;
  const about = [
    dayTime(at),
    rowName('topic', { key: topic, name: null }),
    operator && (operator.name ?? t('reports.gone')),
    t(solved ? 'reports.solved' : 'reports.unsolved'),
  ];
  const marks = { speed: speed ?? NOTHING, courtesy: courtesy ?? NOTHING, competence: competence ?? NOTHING };
  return (
    <article class="comment" data-part="comment">
      <blockquote dir="auto">{comment.comment}</blockquote>
      <p class="soft">
        <bdi>{about.filter(Boolean).join(' · ')}</bdi>
      </p>
      <p class="soft">
        {(speed ?? courtesy ?? competence) !== null && `${t('reports.marks', marks)} · `}
        <a href={hrefOf({ page: 'desk', view: null, conversation })}>{t('reports.conversation')}</a>
      </p>
    </article>
  );
}
