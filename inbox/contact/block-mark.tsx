/** That a player may not write, wherever their name stands. */
import { Icon } from '../icons.tsx';
import { dayTime } from '../when.ts';
import { t } from '../words.ts';

/** How much room there is: what is not shown is a title, and read out. */
type Props = { block: { until: number | null }; room: 'sentence' | 'word' | 'sign' };

export function BlockMark({ block, room }: Props) {
  const said = block.until === null ? t('player.blocked') : t('player.blockedUntil', { time: dayTime(block.until) });
  return (
    <span class="blocked-mark" data-part="blocked" title={said}>
      <Icon name="ban" size={14} />
      {room === 'word' && <span aria-hidden="true">{t('player.blocked')}</span>}
      <span class={room === 'sentence' ? undefined : 'hidden'}>{said}</span>
    </span>
  );
}
