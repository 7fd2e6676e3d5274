/** Puts a conversation's reference on the clipboard, and says so. */
import { referenceOf } from '@touchline/shared/reference.ts';
import type { Notice } from '../notice.ts';
import { t } from '../words.ts';

export async function copyReference(conversation: string, notice: Notice): Promise<void> {
  const reference = referenceOf(conversation);
  const done = await navigator.clipboard?.writeText(reference).then(
    () => true,
    () => false,
  );
  // No clipboard outside a secure page: the text can be selected by hand.
  notice.tell(done ? t('reference.copied', { reference }) : t('reference.byHand'));
}
