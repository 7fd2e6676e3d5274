import type { Host } from './host.ts';
import { moreWords } from './more-words.ts';
import { persistently } from './persistently.ts';
import type { Session } from './session.ts';
import { addStyle } from './style.ts';

/**
 * A part of the panel that a page loads with the first thing that needs it, with its styles, and, unless it has none,
 * with the words that are not there when the panel opens. What is returned gives it, or undefined until all of it has
 * come; `came` is called then. Where the network fails, it is tried again for as long as the page lives.
 */
export function onDemand<Views extends object>(load: () => Promise<Views>, isWordless = false) {
  const asked = new WeakMap<Host, { views?: Views; coming: Promise<unknown> }>();
  return (session: Session, came: () => void = session.client.changed): Views | undefined => {
    const { host, client } = session;
    const words = isWordless || moreWords(session, came);
    let here = asked.get(host);
    if (!here) {
      const coming = persistently(client.clock, load).then((views) => {
        if ('css' in views) addStyle(host, views.css as string);
        Object.assign(here as object, { views });
      });
      here = { coming };
      asked.set(host, here);
    }
    if (!here.views) here.coming.then(came);
    return words ? here.views : undefined;
  };
}
