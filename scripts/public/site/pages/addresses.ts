/** Returns the address of the feed of one procedure, without the language. */
export const feedAddress = (procedure: string): string => `/sop/${procedure}/perubahan.atom`;

/** Returns the address of the open cases of a procedure, without the language. */
export const runningAddress = (procedure: string): string => `/sop/${procedure}/berjalan/`;

/**
 * Returns the address of a month of a room, without the language.
 * @param month `YYYY-MM`
 */
export const roomMonthAddress = (room: string, month: string): string => `/ruang/${room}/${month}/`;

/**
 * Returns the address of a day of a room, which is below that of its month.
 * @param day `YYYY-MM-DD`
 */
export const dayAddress = (room: string, day: string): string =>
  `${roomMonthAddress(room, day.slice(0, 7))}${day.slice(8)}/`;

/** Returns the address of the list of cases of a procedure that moved in a month, without the language. */
export const movedAddress = (month: string, procedure: string): string => `/angka/${month}/${procedure}/berkas/`;

/** Characters of a revision in an address, enough that no two revisions are the same. */
const SHOWN = 12;

/** Returns the address of the page of all versions of a procedure. */
export const versionsAddress = (procedure: string): string => `/sop/${procedure}/versi/`;

/** Returns the address of an earlier version: its own if it has a table, or else that of all versions. */
export const versionAddress = (procedure: string, revision: string, tables: readonly string[] = []): string =>
  tables.includes(revision) ? `${versionsAddress(procedure)}${revision.slice(0, SHOWN)}/` : versionsAddress(procedure);
