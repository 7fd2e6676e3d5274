/** What shows files that are to be sent, which a page loads with the first of them. */
import { onDemand } from './on-demand.ts';

export const filesViews = onDemand(() => import('./files-chips.tsx'));
