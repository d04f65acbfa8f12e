/** The address of the feed of one SOP, without the language. @param procedure its id */
export const feedAddress = (procedure: string): string => `/sop/${procedure}/perubahan.atom`;

/** Begins of revisions in addresses: as many figures as nobody mistakes. */
const SHOWN = 12;

/** The address of all versions of an SOP. */
export const versionsAddress = (procedure: string): string => `/sop/${procedure}/versi/`;

/** The address at which a version other than the present one can be read; where it has no table, that of all versions. */
export const versionAddress = (procedure: string, revision: string, tables: readonly string[] = []): string =>
  tables.includes(revision) ? `${versionsAddress(procedure)}${revision.slice(0, SHOWN)}/` : versionsAddress(procedure);
