/** What shows what messages carry besides text, which a page loads with the first that has to be shown. */
import { onDemand } from './on-demand.ts';

export type EnclosedViews = typeof import('./enclosed.ts');

export const enclosedViews = onDemand<EnclosedViews>(() => import('./enclosed.ts'));
