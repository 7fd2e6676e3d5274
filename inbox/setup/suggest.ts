/** What the first-run forms can guess, so that the administrator types less. Pure. */

/** `Grand Slam Bet!` → `grand-slam-bet`: what a site's key may contain, 2 to 40 long; empty where nothing is left. */
export function keyFromName(name: string): string {
  const key = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return key.length < 2 ? '' : key;
}

/** `brand.example/en?x` → `https://brand.example`; what cannot be understood stays, for the relay to refuse. */
function originFrom(typed: string): string {
  const text = typed.trim().replace(/\/+$/, '');
  const local = /^(localhost|127\.0\.0\.1)(:|\/|$)/.test(text);
  const whole = /^https?:\/\//i.test(text) ? text : `${local ? 'http' : 'https'}://${text}`;
  const found = /^(https?):\/\/([^/?#\s]+)/i.exec(whole);
  return found ? `${found[1]}://${found[2]}`.toLowerCase() : typed.trim();
}

/** One per line, or with commas or spaces between; each once. */
export function originsFrom(typed: string): string[] {
  return [
    ...new Set(
      typed
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(originFrom),
    ),
  ];
}

const PASSWORD_MIN_LENGTH = 12;
export type Strength = 'empty' | 'short' | 'plain' | 'good';

/** Length is what counts. `plain`: long enough, and made of few different characters or of their own name. */
export function strengthOf(password: string, known: readonly string[] = []): Strength {
  if (!password) return 'empty';
  if ([...password].length < PASSWORD_MIN_LENGTH) return 'short';
  const lower = password.toLowerCase();
  const own = known.some((word) => word.length > 3 && lower.includes(word.toLowerCase()));
  return own || new Set(lower).size < 6 ? 'plain' : 'good';
}
