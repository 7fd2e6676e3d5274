/** What shows translations, which a page loads with the first one that it has to show. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { Host } from './host.ts';
import { persistently } from './persistently.ts';
import { addStyle } from './style.ts';

export type TranslationViews = typeof import('./translated.tsx');

const asked = new WeakMap<Host, { views?: TranslationViews }>();

/** Undefined until they have come; `came` is called then. */
export function translationViews(host: Host, clock: Clock, came: () => void): TranslationViews | undefined {
  const known = asked.get(host);
  if (known) return known.views;
  const here: { views?: TranslationViews } = {};
  asked.set(host, here);
  persistently(clock, () => import('./translated.tsx')).then((views) => {
    addStyle(host, views.css);
    here.views = views;
    came();
  });
  return undefined;
}
