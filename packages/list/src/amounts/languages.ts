/** The languages that Tote has words in. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'ar'] as const;

/** A language that Tote has words in. */
export type Language = (typeof LANGUAGES)[number];

/** The language to use for a BCP 47 locale such as `de-AT` or `ar-EG-u-nu-latn`; English where there are no words. */
export const languageOf = (locale: string): Language => {
  const primary = locale.split(/[-_]/u, 1)[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary) ?? 'en';
};
