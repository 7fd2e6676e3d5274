/**
 * The right pane: who the player is and how far that can be trusted, where they are on the site, what this conversation
 * is about. What takes a question to the relay, the card, comes behind it as a file of its own.
 */
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { useLazy } from '../lazy.ts';
import { Brand } from '../queue/brand.tsx';
import { dayTime, duration, languageName } from '../when.ts';
import { speakOf, t, tOr } from '../words.ts';
import { BlockMark } from './block-mark.tsx';
import { Fact } from './fact.tsx';
import { hostOf, playerName } from './names.ts';

export function Player({ desk }: { desk: Desk }) {
  const { conversation, contact } = desk;
  const row = conversation.row.value;
  const part = useLazy(async () => (await Promise.all([import('./card.tsx'), speakOf('pages')]))[0], row !== null);
  return (
    <section class="player-pane" id="player-pane" data-part="player" aria-label={t('player.label')}>
      <button
        class="button bare icon player-close"
        type="button"
        aria-label={t('player.hide')}
        onClick={() => desk.showPlayer(false)}
      >
        <Icon name="close" />
      </button>
      {row ? (
        <>
          <h2 class="player-name">
            <bdi>{playerName(row.contact)}</bdi>
          </h2>
          <Visit desk={desk} />
          {contact.block.value && (
            <p>
              <BlockMark block={contact.block.value} room="sentence" />
            </p>
          )}
          <Identity verified={row.contact.verified} />
          <Conversation desk={desk} />
          {part && part !== 'missing' && <part.Card key={row.contact.id} desk={desk} row={row} />}
          {part === null && <div class="card-ghost" aria-hidden="true" />}
        </>
      ) : (
        <p class="soft">{t('player.loading')}</p>
      )}
    </section>
  );
}

/** The place is kept until the relay has said. */
function Visit({ desk }: { desk: Desk }) {
  const visiting = desk.contact.visiting.value;
  const page = visiting?.page ?? desk.conversation.row.value?.page ?? null;
  return (
    <div class="visit" data-part="visit" data-online={visiting?.online}>
      <p>
        <span class="visit-dot" />
        {visiting ? t(visiting.online ? 'player.online' : 'player.away') : '\u00a0'}
      </p>
      {page && <Page page={page} />}
    </div>
  );
}

function Conversation({ desk }: { desk: Desk }) {
  const row = desk.conversation.row.value;
  const started = desk.conversation.startedAt.value;
  if (!row) return null;
  const { topic, language, status } = row.state;
  return (
    <dl>
      <Fact term={t('player.site')}>
        <Brand desk={desk} site={row.site} />
      </Fact>
      {topic && <Fact term={t('player.topic')}>{tOr(`topic.${topic}`, topic)}</Fact>}
      <Fact term={t('player.language')}>{languageName(language)}</Fact>
      {status !== 'resolved' && (
        <Fact term={t('player.waiting')}>
          {row.waitingSince === null ? '–' : duration(desk.now.value - row.waitingSince)}
        </Fact>
      )}
      {started !== null && <Fact term={t('player.started')}>{dayTime(started)}</Fact>}
    </dl>
  );
}

function Identity({ verified }: { verified: boolean }) {
  return (
    <p class={verified ? 'identity is-verified' : 'identity'}>
      <Icon name={verified ? 'shield' : 'info'} />
      <span>
        <strong>{t(verified ? 'player.verified' : 'player.unverified')}</strong>
        <span>{t(verified ? 'player.verified.why' : 'player.unverified.why')}</span>
      </span>
    </p>
  );
}

/** The title is what the page says; the host is where the link leads. */
function Page({ page }: { page: { url: string; title: string } }) {
  const host = hostOf(page.url);
  if (!host) return <bdi>{page.title || page.url}</bdi>;
  return (
    <a href={page.url} target="_blank" rel="noopener noreferrer nofollow" class="page-link">
      <bdi>{page.title || page.url}</bdi>
      <span class="soft">
        {host}
        <Icon name="link" size={12} />
      </span>
    </a>
  );
}
