/** The right pane: who the player is and how far that can be trusted, their language, topic and page. */
import type { ComponentChildren } from 'preact';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { Brand } from '../queue/brand.tsx';
import { duration, fullTime, languageName } from '../when.ts';
import { t, tOr } from '../words.ts';
import { hostOf, playerName } from './names.ts';

export function Player({ desk }: { desk: Desk }) {
  const { conversation } = desk;
  const row = conversation.row.value;
  const started = conversation.startedAt.value;
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
          <Identity verified={row.contact.verified} />
          <dl>
            {row.contact.externalId && (
              <Fact term={t('player.id')}>
                <bdi dir="ltr" class="mono">
                  {row.contact.externalId}
                </bdi>
              </Fact>
            )}
            <Fact term={t('player.language')}>{languageName(row.state.language)}</Fact>
            {row.locale !== row.state.language && <Fact term={t('player.interface')}>{languageName(row.locale)}</Fact>}
            {row.state.topic && (
              <Fact term={t('player.topic')}>{tOr(`topic.${row.state.topic}`, row.state.topic)}</Fact>
            )}
            <Fact term={t('player.site')}>
              <Brand desk={desk} site={row.site} />
            </Fact>
            {row.page && (
              <Fact term={t('player.page')}>
                <Page page={row.page} />
              </Fact>
            )}
            {row.waitingSince !== null && row.state.status !== 'resolved' && (
              <Fact term={t('player.waiting')}>{duration(desk.now.value - row.waitingSince)}</Fact>
            )}
            {started !== null && <Fact term={t('player.started')}>{fullTime(started)}</Fact>}
          </dl>
        </>
      ) : (
        <p class="soft">{t('player.loading')}</p>
      )}
    </section>
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

function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
