/** What went wrong with a request, in the reader's words. */
import type { Problem } from '../office/attempts.ts';
import { t } from '../office/words.ts';
import { tOr } from '../words.ts';

export const problemInWords = ({ kind }: Problem): string => tOr(`problem.${kind}`, t('problem.internal'));
