// Everything this site does for its chat, in one file. It stands before the script tag of the chat, so that commands can be
// given at once: they wait in a queue until the chat has loaded. The site works the same when the chat never loads.
window.Touchline ??= (...command) => {
  Touchline.q ??= [];
  Touchline.q.push(command);
};

{
  const GIVE_UP_AFTER_MS = 5000;
  const page = document.documentElement;

  // Who is writing. The chat calls this whenever it needs a fresh token; the server says who is logged in.
  if (page.dataset.identity === 'on') {
    Touchline('identify', () =>
      fetch('/identity')
        .then((response) => response.json())
        .then(({ token }) => token),
    );
  }
  // What they may ask about: a list to choose from in the chat. It is fetched when it is wanted, so it is never old.
  const subjects = () =>
    fetch(`/subjects?lang=${page.lang}`)
      .then((response) => response.json())
      .then((answer) => answer.subjects);
  // The server signs them where it can; who reads a token sees what it is about.
  const isOf = (id) => (subject) =>
    (subject.id ?? JSON.parse(atob(subject.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))).id) === id;
  if (page.dataset.player) Touchline('subjects', subjects);

  if (page.dataset.identity === 'off') {
    console.info('Fairplay: CHAT_SECRET is not set on the server, so the chat does not know who is logged in.');
  }

  // Did the chat's script arrive? Without it, a Help link is an ordinary link to the help page.
  let script = 'loading';
  const settled = new Promise((resolve) => {
    const watch = (event) => {
      if (!event.target.matches?.('script[data-site]')) return;
      script = event.type === 'load' ? 'loaded' : 'failed';
      resolve();
    };
    document.addEventListener('load', watch, true);
    document.addEventListener('error', watch, true);
  });

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-chat]');
    if (!link || script === 'failed' || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.topic) Touchline('setTopic', link.dataset.topic);
    // "Ask about this bet": the next message will be about it, unless the player takes it off.
    const { subject } = link.dataset;
    if (subject) Touchline('attach', () => subjects().then((all) => all.find(isOf(subject))));
    Touchline('open');
    const late = new Promise((resolve) => setTimeout(resolve, GIVE_UP_AFTER_MS));
    Promise.race([settled, late]).then(() => {
      if (script !== 'loaded') location.assign(link.href);
    });
  });

  // How many messages wait, beside every Help link.
  Touchline('on', 'unread', ({ count }) => {
    for (const badge of document.querySelectorAll('[data-unread]')) {
      badge.hidden = count === 0;
      badge.querySelector('[data-count]').textContent = count > 9 ? '9+' : String(count);
    }
  });

  // The bet slip of a phone: the launcher stands above its bar and leaves when the slip is open.
  let launcherHidden = false;
  document.addEventListener('slip', ({ detail: { barHeight, open } }) => {
    Touchline('offset', barHeight);
    if (open !== launcherHidden) Touchline(open ? 'hide' : 'show');
    launcherHidden = open;
  });

  // Log-out: the chat first, so that the next visitor of this browser sees nothing, then the site, then the page.
  document.addEventListener('submit', (event) => {
    const home = event.target.dataset.logout;
    if (!home) return;
    event.preventDefault();
    Touchline('logout');
    fetch('/logout', { method: 'POST' }).then(
      () => location.assign(home),
      () => event.target.submit(),
    );
  });
}
