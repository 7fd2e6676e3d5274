/**
 * The chat of an app that changes pages without loading them. Steps wait for one another, because a script that is still
 * loading cannot be taken back: leave a page quickly, come back, and there is still exactly one chat. Nothing here is awaited
 * by the app, so a relay that does not answer delays only the chat.
 */
export function createChat({ src, site }) {
  let script;
  let steps = Promise.resolve();
  const step = (work) => {
    steps = steps.then(work);
  };
  const command = (...words) => step(() => script && window.Touchline(...words));

  return {
    /** Call it on every page that has a chat; when there is one already, nothing happens. */
    show({ locale, player }) {
      step(async () => {
        if (script) return;
        window.Touchline ??= (...command) => {
          Touchline.q ??= [];
          Touchline.q.push(command);
        };
        if (player) Touchline('identify', freshToken);
        script = Object.assign(document.createElement('script'), { src, async: true });
        script.dataset.site = site;
        script.dataset.locale = locale;
        const settled = new Promise((resolve) => {
          script.onload = script.onerror = resolve;
        });
        document.head.append(script);
        await settled;
      });
    },
    /** Takes the chat away with its connection. The conversation stays at the relay and is there again after `show`. */
    remove() {
      command('destroy');
      step(() => {
        script?.remove();
        script = undefined;
        window.Touchline = undefined;
      });
    },
    open: () => command('open'),
    identify: () => command('identify', freshToken),
    logout: () => command('logout'),
    setLocale: (locale) => command('setLocale', locale),
  };
}

async function freshToken() {
  const response = await fetch('/identity');
  return (await response.json()).token;
}
