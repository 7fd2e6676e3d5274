import { Drawing } from './drawing.tsx';
import type { PartProps } from './part-props.ts';

export { default as css } from './styles/latest.css?inline';

/** The way back to the end, for whoever reads further up; and how much has come there meanwhile. */
export function Latest({ missed, toEnd, t }: PartProps & { missed: number; toEnd(): void }) {
  return (
    <button type="button" class="latest" data-part="latest" onClick={toEnd}>
      <Drawing path="M12 5v14m6-6-6 6-6-6" />
      {missed ? t('thread.new', { count: missed }) : <span class="sr">{t('thread.latest')}</span>}
    </button>
  );
}
