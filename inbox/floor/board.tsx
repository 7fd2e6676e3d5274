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
  const at = { site: floor.site.value, now: floor.now.value };
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
          <Numbers boards={boards} {...at} />
          <div class="floor-shares">
            {boards.length > 1 && <Shares by="site" shares={sharesBy(boards, 'site')} nameOf={floor.nameOf} {...at} />}
            <Shares by="language" shares={sharesBy(boards, 'language')} nameOf={languageName} {...at} />
            <Shares
              by="topic"
              shares={sharesBy(boards, 'topic')}
              nameOf={(topic) => (topic ? tOr(`topic.${topic}`, topic) : t('floor.topic.none'))}
              {...at}
            />
          </div>
          <div class="floor-sides">
            <Queue desk={desk} boards={boards} now={floor.now.value} />
            <People desk={desk} boards={boards} now={floor.now.value} />
          </div>
        </>
      ) : (
        <p class="soft" aria-busy="true">
          {t('floor.loading')}
        </p>
      )}
    </>
  );
}
