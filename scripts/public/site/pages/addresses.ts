/** Returns the address of the feed of one procedure, without the language. */
export const feedAddress = (procedure: string): string => `/sop/${procedure}/perubahan.atom`;

/** Returns the address of the open cases of a procedure, without the language. */
export const runningAddress = (procedure: string): string => `/sop/${procedure}/berjalan/`;

/** Characters of a revision in an address, enough that no two revisions are the same. */
const SHOWN = 12;

/** Returns the address of the page of all versions of a procedure. */
export const versionsAddress = (procedure: string): string => `/sop/${procedure}/versi/`;

/** Returns the address of an earlier version: its own if it has a table, or else that of all versions. */
export const versionAddress = (procedure: string, revision: string, tables: readonly string[] = []): string =>
  tables.includes(revision) ? `${versionsAddress(procedure)}${revision.slice(0, SHOWN)}/` : versionsAddress(procedure);
