/**
 * Languages offered when a site is made. Not imported from the contract, whose schemas stay out of this bundle;
 * a test holds the widget's own languages in here.
 */
export const LANGUAGES = ['en', 'be', 'ru', 'uk', 'pl', 'az', 'tr', 'vi', 'es', 'pt', 'de', 'ar'] as const;
