/** The conversation's reference, as a player has it before them and reads it aloud. */
import { referenceOf } from '@touchline/shared/reference.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import { copyReference } from './copy-reference.ts';

export function Reference({ desk, id }: { desk: Desk; id: string }) {
  return (
    <span class="reference">
      <span class="mono" data-part="reference" title={t('reference')}>
        {referenceOf(id)}
      </span>
      <button
        class="button bare icon"
        type="button"
        aria-label={t('reference.copy')}
        onClick={() => void copyReference(id, desk.notice)}
      >
        <Icon name="copy" size={12} />
      </button>
    </span>
  );
}
