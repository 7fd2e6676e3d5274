/** Before something is taken back: what it would do to what holds now. */

import type { SiteChange } from '@touchline/shared/site-sections.ts';
import { Dialog } from '../../dialog.tsx';
import { t } from '../../office/words.ts';
import { tOr } from '../../words.ts';
import { ChangeList } from '../change-list.tsx';
import { editOf } from '../drafts.ts';
import { changesBetween } from '../merging.ts';
import type { Settings } from '../model.ts';

type Props = { settings: Settings; change: SiteChange | null; close(): void };

export function Reverting({ settings, change, close }: Props) {
  const problem = settings.problem.value;
  const now = change && settings.held.value?.[change.section].value;
  const changes = change ? changesBetween(now, change.before) : [];
  const shut = () => {
    settings.hush();
    close();
  };
  const revert = async (section: SiteChange['section'], to: number) => {
    await settings.revert(section, to);
    if (!settings.problem.value) close();
  };
  return (
    <Dialog shown={change !== null} title={t('settings.revert')} class="reverting" close={shut}>
      {change && (
        <>
          <p>{t('settings.revert.text', { section: t(`settings.${change.section}`) })}</p>
          {changes.length > 0 ? (
            <ChangeList section={change.section} changes={changes} />
          ) : (
            <p class="soft">{t('settings.revert.nothing')}</p>
          )}
          {editOf(settings, change.section) && <p class="problem">{t('settings.revert.unsaved')}</p>}
          {problem?.section === change.section && (
            <p class="problem" role="alert">
              {problem.kind === 'conflict'
                ? t('settings.revert.moved')
                : tOr(`problem.${problem.kind}`, t('problem.internal'))}
            </p>
          )}
          <div class="dialog-actions">
            <button class="button" type="button" data-focus onClick={shut}>
              {t('cancel')}
            </button>
            <button
              class="button primary"
              type="button"
              disabled={changes.length === 0}
              onClick={() => void revert(change.section, change.version - 1)}
            >
              {t('settings.revert.go')}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
