/** Sentences of interfaces, by language, from Debian's packages. */
import { readFile } from 'node:fs/promises';
import { fetchPackages, filesBelow, type Package } from './debian.ts';
import { readCatalogue } from './gettext.ts';
import { languagePack, plain } from './language-pack.ts';

export type Sentences = Record<string, string[]>;

const FIREFOX: Record<string, string[]> = {
  en: ['en-gb'],
  ...Object.fromEntries(['be', 'ru', 'az', 'vi', 'pl', 'tr', 'uk', 'de', 'ar'].map((locale) => [locale, [locale]])),
  es: ['es-es', 'es-mx'],
  pt: ['pt-pt', 'pt-br'],
};
/** Firefox's Azerbaijani is half of the others', and nobody chats in it. Pidgin and NeoChat are about chatting. */
const LEARNT_FROM = [
  ...['kio', 'dolphin', 'neochat', 'kdeconnect', 'plasma-discover-common', 'plasma-nm', 'plasma-desktop-data'],
  ...['libkf5kdelibs4support-data', 'kdeplasma-addons-data', 'pidgin-data', 'kmail'],
];
/** Never learnt from: what the bench asks about. Other programs, mostly other translators. */
const ASKED_ABOUT = ['evolution-common', 'libgtk-3-common', 'plasma-workspace-data', 'gnome-control-center-data'];

export async function learntSentences(cache: string): Promise<{ sentences: Sentences; packages: Package[] }> {
  const packs = Object.values(FIREFOX)
    .flat()
    .map((locale) => `firefox-esr-l10n-${locale}`);
  const packages = await fetchPackages([...packs, ...LEARNT_FROM], cache);
  const folderOf = (name: string) => packages.find((one) => one.name === name)?.folder ?? '';
  const firefox: Sentences = {};
  for (const [language, locales] of Object.entries(FIREFOX)) {
    firefox[language] = [];
    for (const locale of locales)
      firefox[language].push(...(await languagePack(folderOf(`firefox-esr-l10n-${locale}`))));
  }
  const english = new Set(firefox.en);
  const others = await catalogues(LEARNT_FROM.map(folderOf));
  const sentences = Object.keys(FIREFOX).map((language) => {
    // What nobody has translated yet stands there in English.
    const own = (firefox[language] ?? []).filter((text) => language === 'en' || !english.has(text));
    return [language, [...new Set([...own, ...(others[language] ?? [])])].sort()] as const;
  });
  return { sentences: Object.fromEntries(sentences), packages };
}

/** Without any that was learnt, whatever its case. */
export async function askedSentences(cache: string): Promise<Sentences> {
  const { sentences: learnt } = await learntSentences(cache);
  const packages = await fetchPackages(ASKED_ABOUT, cache);
  const asked = await catalogues(packages.map(({ folder }) => folder));
  return Object.fromEntries(
    Object.keys(FIREFOX).map((language) => {
      const known = new Set(learnt[language]?.map((text) => text.toLowerCase()));
      const fresh = (asked[language] ?? []).filter((text) => !known.has(text.toLowerCase()));
      return [language, [...new Set(fresh)].sort()];
    }),
  );
}

async function catalogues(folders: string[]): Promise<Sentences> {
  const found: Sentences = Object.fromEntries(Object.keys(FIREFOX).map((language) => [language, []]));
  for (const folder of folders) {
    for (const path of await filesBelow(folder, '.mo')) {
      const [, locale = ''] = /\/locale\/(\w+)\/LC_MESSAGES\//.exec(path) ?? [];
      const language = locale === 'pt_BR' ? 'pt' : locale;
      if (!found[language]) continue;
      for (const { english, translated } of readCatalogue(await readFile(path))) {
        if (english === translated) continue;
        found.en?.push(...plain(english));
        found[language].push(...plain(translated));
      }
    }
  }
  return found;
}
