import type { IncomingMessage, RequestListener } from 'node:http';
import { fixturesAround } from './fixtures.ts';
import { signIdentity } from './identity.ts';
import { accountPage } from './pages/account.ts';
import type { Visit } from './pages/layout.ts';
import { helpPage, loginPage, missingPage } from './pages/others.ts';
import { sportsPage } from './pages/sports.ts';
import type { Player } from './players.ts';
import { commonHeaders, contentSecurityPolicy, type Reply, replies } from './reply.ts';
import type { Sessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import type { StaticFiles } from './static-files.ts';
import { signSubject, subjectsOf } from './subjects.ts';
import { isLanguage, type Language, preferredLanguage, wordsIn } from './words.ts';

export type SiteParts = {
  readonly settings: Settings;
  readonly players: readonly Player[];
  readonly sessions: Sessions;
  readonly files: StaticFiles;
  readonly now: () => Date;
};

const MOST_FORM_BYTES = 4096;

/** The whole site as one listener for node:http. */
export function createSite(parts: SiteParts): RequestListener {
  return async (request, response) => {
    const reply = await answer(parts, request).catch((error: unknown) => {
      console.error(error);
      return replies.empty(500);
    });
    response.writeHead(reply.status, { ...commonHeaders, ...reply.headers });
    response.end(reply.body);
  };
}

async function answer(parts: SiteParts, request: IncomingMessage): Promise<Reply> {
  const url = URL.parse(`http://site${request.url}`);
  if (!url) return replies.empty(400);
  if (request.method === 'POST') return change(parts, request, url.pathname);
  if (request.method !== 'GET' && request.method !== 'HEAD') return replies.empty(405, { allow: 'GET, HEAD, POST' });
  if (url.pathname === '/player') return replies.json(200, { player: playerOf(parts, request)?.id ?? null });
  if (url.pathname === '/identity') return identity(parts, request);
  if (url.pathname === '/subjects') return subjects(parts, request, url);
  return parts.files.reply(url.pathname) ?? page(parts, request, url);
}

/** `/be/account`, or `/account` with `?lang=be` or the browser's language, which leads to the former. */
function page(parts: SiteParts, request: IncomingMessage, url: URL): Reply {
  const [first = '', ...rest] = url.pathname.slice(1).split('/');
  const wanted = url.searchParams.get('lang');
  const language = isLanguage(wanted) ? wanted : preferredLanguage(request.headers['accept-language']);
  if (!isLanguage(first)) {
    if (pageNames.includes(first) && rest.length === 0) return replies.redirect(`/${language}/${first}`);
    return show(parts, request, language, '', missingPage, 404);
  }
  const path = rest.join('/');
  if (!pageNames.includes(path)) return show(parts, request, first, '', missingPage, 404);
  if (rest.length === 0) return replies.redirect(`/${first}/`);
  return show(parts, request, first, path, (visit) => {
    if (path === '') return sportsPage(visit, fixturesAround(visit.now));
    if (path === 'help') return helpPage(visit);
    return path === 'account' && visit.player ? accountPage(visit, visit.player) : loginPage(visit, parts.players);
  });
}

const pageNames = ['', 'account', 'login', 'help'];

function show(
  parts: SiteParts,
  request: IncomingMessage,
  language: Language,
  path: string,
  draw: (visit: Visit) => Parameters<typeof replies.page>[0],
  status = 200,
): Reply {
  const { settings, now } = parts;
  const visit = { words: wordsIn(language), path, player: playerOf(parts, request), settings, now: now() };
  return replies.page(draw(visit), contentSecurityPolicy(settings), status);
}

/** Where the chat's `identify` callback gets its token. The answer depends on the login cookie and on nothing else. */
async function identity(parts: SiteParts, request: IncomingMessage): Promise<Reply> {
  const player = playerOf(parts, request);
  const { chatSite: site, chatKeyId: keyId, chatSecret: secret } = parts.settings;
  if (!player) return replies.json(401, { error: 'not logged in' });
  if (!secret) return replies.json(503, { error: 'CHAT_SECRET is not set, so no identity is signed' });
  return replies.json(200, { token: await signIdentity(player, { site, keyId, secret }, parts.now()) });
}

/** What a player may ask about: signed, or, without a secret, as any page could say it. */
async function subjects(parts: SiteParts, request: IncomingMessage, url: URL): Promise<Reply> {
  const player = playerOf(parts, request);
  const { chatSite: site, chatKeyId: keyId, chatSecret: secret } = parts.settings;
  if (!player) return replies.json(401, { error: 'not logged in' });
  const wanted = url.searchParams.get('lang');
  const all = subjectsOf(player, wordsIn(isLanguage(wanted) ? wanted : player.locale));
  if (!secret) return replies.json(200, { subjects: all });
  const origin = `http://${request.headers.host}`;
  const signed = all.map((one) => signSubject(one, player, { site, keyId, secret }, origin, parts.now()));
  return replies.json(200, { subjects: await Promise.all(signed) });
}

/** Log-in and log-out: a form is led to a page, a script's fetch gets an empty answer. */
async function change(parts: SiteParts, request: IncomingMessage, path: string): Promise<Reply> {
  if (path !== '/login' && path !== '/logout') return replies.empty(404);
  // Another site must not log a visitor in or out.
  if (!['same-origin', 'none', undefined].includes(request.headers['sec-fetch-site'] as string))
    return replies.empty(403);
  const form = await readForm(request);
  if (!form) return replies.empty(413);
  const player = parts.players.find(({ id }) => id === form.get('player'));
  if (path === '/login' && !player) return replies.json(400, { error: 'no such player' });
  const ended = parts.sessions.end(request.headers.cookie);
  const headers = { 'set-cookie': path === '/login' && player ? parts.sessions.start(player.id) : ended };
  if (!request.headers.accept?.includes('text/html')) return replies.empty(204, headers);
  const wanted = form.get('language');
  const language = isLanguage(wanted) ? wanted : preferredLanguage(request.headers['accept-language']);
  return replies.redirect(path === '/login' ? `/${language}/account` : `/${language}/`, headers);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_FORM_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function playerOf({ sessions, players }: SiteParts, request: IncomingMessage): Player | undefined {
  const id = sessions.playerId(request.headers.cookie);
  return players.find((player) => player.id === id);
}
