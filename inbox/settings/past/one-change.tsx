import type { SiteChange } from '@touchline/shared/site-sections.ts';
import { t } from '../../office/words.ts';
import { dayTime } from '../../when.ts';
import { ChangeList } from '../change-list.tsx';
import { changesBetween } from '../merging.ts';

type Props = { change: SiteChange; isNow: boolean; revertedBy: SiteChange | null; revert(): void };

export function OneChange({ change, isNow, revertedBy, revert }: Props) {
  const { section, version, at, by, before, after, reverts } = change;
  const name = by ?? t('row.somebody');
  return (
    <li class="history-change" data-part="history-change" data-change={`${section}.${version}`}>
      <p class="history-head">
        <strong>{t(`settings.${section}`)}</strong>
        <span>
          <bdi>{name}</bdi>
        </span>
        <time class="soft" dateTime={new Date(at).toISOString()}>
          {dayTime(at)}
        </time>
        {isNow && <span class="good-mark">{t('settings.history.now')}</span>}
      </p>
      {reverts !== null && (
        <p class="soft">
          {reverts === 0 ? t('settings.history.wasFirst') : t('settings.history.was', { version: reverts })}
        </p>
      )}
      {revertedBy && (
        <p class="soft" data-part="history-reverted">
          {t('settings.history.reverted', {
            name: revertedBy.by ?? t('row.somebody'),
            time: dayTime(revertedBy.at),
          })}
        </p>
      )}
      <ChangeList section={section} changes={changesBetween(before, after)} />
      <div>
        <button class="button" type="button" onClick={revert}>
          {t('settings.history.revert')}
          <span class="hidden">
            {t(`settings.${section}`)}, {dayTime(at)}
          </span>
        </button>
      </div>
    </li>
  );
}
