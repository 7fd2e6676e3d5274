/** What somebody writes on a page is not left behind unasked: by a link, by going back, by a reload or a closed tab. */
import { useEffect } from 'preact/hooks';
import { t } from './page-words.ts';
import { askBeforeLeaving } from './router.ts';

export const mayForget = (): boolean => confirm(t('unsaved.leave'));

export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const stay = (event: Event) => event.preventDefault();
    addEventListener('beforeunload', stay);
    const stopAsking = askBeforeLeaving(mayForget);
    return () => {
      removeEventListener('beforeunload', stay);
      stopAsking();
    };
  }, [isUnsaved]);
}
