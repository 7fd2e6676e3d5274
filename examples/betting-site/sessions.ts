import { randomBytes } from 'node:crypto';

const COOKIE = 'fairplay';
const COOKIE_AGE_S = 86_400;
const MOST_SESSIONS = 10_000;

export type Sessions = ReturnType<typeof createSessions>;

/** Who is logged in, in memory: a restart logs everybody out, and beyond the limit the oldest make room. */
export function createSessions() {
  const players = new Map<string, string>();
  return {
    /** Returns the cookie to set. */
    start(playerId: string): string {
      const token = randomBytes(24).toString('base64url');
      players.set(token, playerId);
      const oldest = players.keys().next().value;
      if (players.size > MOST_SESSIONS && oldest) players.delete(oldest);
      return cookie(token, COOKIE_AGE_S);
    },
    playerId(cookies: string | undefined): string | undefined {
      return players.get(tokenIn(cookies));
    },
    /** Returns the cookie that takes the old one away. */
    end(cookies: string | undefined): string {
      players.delete(tokenIn(cookies));
      return cookie('', 0);
    },
  };
}

function cookie(value: string, age: number): string {
  return `${COOKIE}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`;
}

function tokenIn(cookies = ''): string {
  const ours = cookies.split(/; */).find((each) => each.startsWith(`${COOKIE}=`));
  return ours?.slice(COOKIE.length + 1) ?? '';
}
