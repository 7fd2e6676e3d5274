import bowser from 'bowser';

const NAME_MAX_CHARACTERS = 40;

/** What a browser says of itself, for its owner to know it by. It proves nothing. */
export function deviceOf(userAgent: string | null): { browser: string | null; system: string | null } {
  if (!userAgent) return { browser: null, system: null };
  const { browser, os } = bowser.parse(userAgent);
  return { browser: named(browser.name), system: named(os.name) };
}

function named(name: string | undefined): string | null {
  return name?.slice(0, NAME_MAX_CHARACTERS) ?? null;
}
