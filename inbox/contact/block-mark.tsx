/** That a player may not write, wherever their name stands. */
import { Icon } from '../icons.tsx';
import { fullTime } from '../when.ts';
import { t } from '../words.ts';

type Props = { block: { until: number | null }; words?: boolean };

/** `words`: there is room for them; else they are a title, and read out. */
export function BlockMark({ block, words = false }: Props) {
  const said = block.until === null ? t('player.blocked') : t('player.blockedUntil', { time: fullTime(block.until) });
  return (
    <span class="blocked-mark" data-part="blocked" title={said}>
      <Icon name="ban" size={14} />
      <span class={words ? undefined : 'hidden'}>{said}</span>
    </span>
  );
}
