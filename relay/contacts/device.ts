import type { Device } from '@touchline/shared/contact.ts';
import bowser from 'bowser';

/** Longer ones are not written by browsers. */
const USER_AGENT_MAX_CHARACTERS = 400;
const KINDS: Record<string, Device['kind']> = { desktop: 'desktop', mobile: 'phone', tablet: 'tablet' };
const NAME_MAX_CHARACTERS = 40;

/** What a browser says of itself, for people to read. It proves nothing: anybody may claim to be anything. */
export function deviceOf(userAgent: string | undefined, language: string): Device {
  const said = userAgent?.slice(0, USER_AGENT_MAX_CHARACTERS);
  if (!said) return { browser: null, system: null, kind: null, language };
  const { browser, os, platform } = bowser.parse(said);
  return {
    // Whole versions only: the rest is noise to whoever asks "which browser?".
    browser: named(browser.name, browser.version?.split('.')[0]),
    system: named(os.name, os.versionName ?? os.version?.split('.')[0]),
    kind: KINDS[platform.type ?? ''] ?? null,
    language,
  };
}

function named(name: string | undefined, version: string | undefined): string | null {
  return name ? [name, version].filter(Boolean).join(' ').slice(0, NAME_MAX_CHARACTERS) : null;
}
