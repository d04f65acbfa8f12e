import type { Language } from '#domain/problem.ts';

interface Links {
  /** Address of a page in a language: Indonesian at the root, English below `/en`. @param path begins with `/` */
  readonly href: (path: string, language: Language) => string;
  /** Address of a file that is the same in every language. */
  readonly file: (path: string) => string;
}

/** Addresses on a site that is served below a path. */
export const linksOf = ({ prefix }: Pick<App.Locals, 'prefix'>): Links => ({
  href: (path, language) => `${prefix}${language === 'en' ? '/en' : ''}${path}`,
  file: (path) => `${prefix}${path}`,
});

/** The language that an address says. @param lang what stands in the place of `[...lang]` */
export const languageOf = (lang: string | undefined): Language => (lang === 'en' ? 'en' : 'id');
