/** What shows translations, which a page loads with the first one that it has to show. */
import { onDemand } from './on-demand.ts';

export type TranslationViews = typeof import('./translated.tsx');

export const translationViews = onDemand<TranslationViews>(() => import('./translated.tsx'));
