import type { Clock } from '@touchline/shared/clock.ts';
import type { Host } from './host.ts';
import { persistently } from './persistently.ts';
import { addStyle } from './style.ts';

/**
 * Views that a page loads with the first thing that it has to show by them. What is returned gives them, or undefined
 * until they have come; `came` is called then.
 */
export function onDemand<Views extends { css: string }>(load: () => Promise<Views>) {
  const asked = new WeakMap<Host, { views?: Views }>();
  return (host: Host, clock: Clock, came: () => void): Views | undefined => {
    const known = asked.get(host);
    if (known) return known.views;
    const here: { views?: Views } = {};
    asked.set(host, here);
    persistently(clock, load).then((views) => {
      addStyle(host, views.css);
      here.views = views;
      came();
    });
    return undefined;
  };
}
