import { Catalogue } from '#public/site/memory/catalogue.ts';
import type { Summary } from '#public/export/summary.ts';

/** Makes a catalogue of these cases, in memory. */
export function catalogueOf(cases: readonly Summary[], zone = 'Asia/Pontianak'): Catalogue {
  const catalogue = new Catalogue(Catalogue.database(), () => zone);
  for (const summary of cases) catalogue.put({ summary });
  return catalogue;
}
