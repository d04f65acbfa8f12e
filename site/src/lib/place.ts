import type { Language } from '#domain/problem.ts';

const BASE = typeof import.meta.env.ASSETS_PREFIX === 'string' ? import.meta.env.ASSETS_PREFIX : '';

/** Address of a page in a language: Indonesian at the root, English below `/en`. @param path begins with `/` */
export const href = (path: string, language: Language): string => `${BASE}${language === 'en' ? '/en' : ''}${path}`;

/** Address of a file that is the same in every language. */
export const file = (path: string): string => `${BASE}${path}`;

/** The language that an address says. @param lang what stands in the place of `[...lang]` */
export const languageOf = (lang: string | undefined): Language => (lang === 'en' ? 'en' : 'id');
