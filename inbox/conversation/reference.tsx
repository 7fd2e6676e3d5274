/** The conversation's reference, as a player has it before them and reads it aloud. */
import { referenceOf } from '@touchline/shared/reference.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';

export function Reference({ desk, id }: { desk: Desk; id: string }) {
  const reference = referenceOf(id);
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(reference).then(
      () => true,
      () => false,
    );
    // No clipboard outside a secure page: the text can be selected by hand.
    desk.notice.tell(done ? t('reference.copied', { reference }) : t('reference.byHand'));
  };
  return (
    <span class="reference">
      <span class="mono" data-part="reference" title={t('reference')}>
        {reference}
      </span>
      <button class="button bare icon" type="button" aria-label={t('reference.copy')} onClick={() => void copy()}>
        <Icon name="copy" size={12} />
      </button>
    </span>
  );
}
