/** The live board: how many wait and for how long, who they are, who is there with how much. */
import { systemClock } from '@touchline/shared/clock.ts';
import { useEffect, useMemo } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import { languageName } from '../when.ts';
import { tOr } from '../words.ts';
import { AlertStrip } from './alert-strip.tsx';
import { FloorModel } from './model.ts';
import { Numbers } from './numbers.tsx';
import { People } from './people.tsx';
import { Queue } from './queue.tsx';
import { Shares } from './shares.tsx';
import { SiteChoice } from './site-choice.tsx';
import { sharesBy } from './sums.ts';

export function Board({ desk }: { desk: Desk }) {
  const floor = useMemo(() => new FloorModel({ desk, clock: systemClock }), [desk]);
  useEffect(() => () => floor[Symbol.dispose](), [floor]);
  const boards = floor.boards.value;
  if (floor.sites.value.length === 0) return <p>{t('floor.noSites')}</p>;
  return (
    <>
      <p class="soft">{t('floor.text')}</p>
      <SiteChoice
        sites={floor.sites.value}
        value={floor.site.value}
        all
        choose={(site) => {
          floor.site.value = site;
        }}
      />
      <AlertStrip desk={desk} />
      <div role="status">{floor.isStale.value && <p class="floor-stale">{t('floor.stale')}</p>}</div>
      {boards ? (
        <>
          <Numbers boards={boards} now={floor.now.value} />
          <div class="floor-shares">
            {boards.length > 1 && (
              <Shares by="site" shares={sharesBy(boards, 'site')} nameOf={floor.nameOf} now={floor.now.value} />
            )}
            <Shares by="language" shares={sharesBy(boards, 'language')} nameOf={languageName} now={floor.now.value} />
            <Shares
              by="topic"
              shares={sharesBy(boards, 'topic')}
              nameOf={(topic) => (topic ? tOr(`topic.${topic}`, topic) : t('floor.topic.none'))}
              now={floor.now.value}
            />
          </div>
          <Queue desk={desk} boards={boards} now={floor.now.value} />
          <People desk={desk} boards={boards} now={floor.now.value} />
        </>
      ) : (
        <p class="soft" aria-busy="true">
          {t('floor.loading')}
        </p>
      )}
    </>
  );
}
