import { gzipSync } from 'node:zlib';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { PublicNames } from '#public/export/names.ts';
import { isOpen, monthOf, type Summary } from '#public/export/summary.ts';
import type { PublicFile } from '../folder.ts';
import { MOST_AT_ONCE } from '../memory/whole-lists.ts';
import type { Lists } from '../pages/list-pages.ts';
import { untitled, usesNow } from '../pages/room-pages.ts';

export const casePath = (id: string): string => `data/cases/${id}.json`;
export const chainPath = (id: string): string => `data/chains/${id}.jsonl.gz`;
/** Returns the path of a version of a procedure. Data and chains of cases name the version by its blob id. */
export const revisionPath = ({ id, revision }: PublicCase['procedure']): string =>
  `data/procedures/${id}/${revision}.json`;
/** The file with the lines that replace those of the files below: cases that changed since these were written. */
const RECENT_PATH = 'data/arsip-terbaru.json';
/** The file with the open cases. The ended cases are in the files of years. */
const RUNNING_PATH = 'data/arsip-berjalan.json';

/** Makes a file with JSON that people can read. */
export const json = (path: string, value: unknown): PublicFile => ({
  path,
  text: `${JSON.stringify(value, null, 2)}\n`,
});

/** Makes the file of one case. Its data are on one line, as in the file of the year. */
export const caseFile = (one: PublicCase): PublicFile => ({ path: casePath(one.id), text: `${JSON.stringify(one)}\n` });

/**
 * Makes the file of a case's chain, compressed, since only programs read it and three quarters of it repeat in every
 * line.
 * @param chain published lines
 */
export const chainFile = (id: string, chain: string): PublicFile => ({ path: chainPath(id), text: gzipSync(chain) });

/**
 * Makes the current open data that are not about a single case (R33).
 * @param isDue whether the long lists are written now
 */
export function dataFiles(lists: Lists, isDue: boolean): PublicFile[] {
  const { register, names, catalogue } = lists;
  const { cases, open } = catalogue.sums;
  return [
    json('data/register.json', { version: DATA_VERSION, ...register, cases, open }),
    json('data/roles.json', names.roles),
    ...names.procedures.map((each) => json(`data/procedures/${each.id}.json`, each)),
    recentLines(lists),
    ...(isDue ? [runningLines(lists)] : []),
  ];
}

/** The files of rooms: all uses, and the uses of the cases that changed since all uses were written. */
const ROOMS_PATH = 'data/rooms.json';
const FRESH_ROOMS_PATH = 'data/rooms-terbaru.json';

/**
 * Makes the current data about rooms. The file of all uses is made only if it may differ, and if it is short or the
 * long lists are written now. Readers who need the newest uses read the second file too. It names the cases whose uses
 * in the first file no longer count.
 * @param isDue whether the long lists are written now
 */
export function roomFiles(lists: Lists, mayDiffer: boolean, isDue: boolean): PublicFile[] {
  const { names, catalogue } = lists;
  const uses = mayDiffer || isDue ? usesNow(lists, isDue ? undefined : MOST_AT_ONCE) : undefined;
  const fresh = catalogue.fresh().filter(({ isRestricted }) => !isRestricted);
  const freshUses = fresh.flatMap(({ number }) => catalogue.rooms.of(number).map(untitled));
  return [
    ...(uses ? [json(ROOMS_PATH, { rooms: names.rooms, uses })] : []),
    json(FRESH_ROOMS_PATH, { cases: fresh.map(({ id }) => id), uses: freshUses }),
  ];
}

/** Version of the format of all published data. A change that breaks readers raises it. */
const DATA_VERSION = 2;

/**
 * Makes the file that the search reads first: the open cases that changed since the file of all open cases was written,
 * the newest first, and the ended cases that are not up to date in the files of their years, by year, the latest first.
 * Neither part grows with the archive or with the number of open cases (R38).
 */
function recentLines({ catalogue, names }: Lists): PublicFile {
  const byYear = Map.groupBy(catalogue.recent(), (each) => monthOf(each)?.slice(0, 4) ?? '');
  const lines = [...byYear].map(([year, each]) => [year, each.map((one) => searchLine(one, names))] as const);
  const running = catalogue
    .fresh()
    .filter(isOpen)
    .map((one) => searchLine(one, names));
  return { path: RECENT_PATH, text: JSON.stringify({ running, ended: Object.fromEntries(lines) }) };
}

/** Makes the file with all open cases for the search, the newest first. */
function runningLines({ catalogue, names }: Lists): PublicFile {
  return { path: RUNNING_PATH, text: JSON.stringify(catalogue.open().map((one) => searchLine(one, names))) };
}

/** Returns what the search knows about one case. For an open case it includes the current row. */
export function searchLine(one: Summary, names: PublicNames) {
  const { id, title, procedure, status, submitted, ended, zone, filters, words, row, rows } = one;
  const schema = names.procedures.find((each) => each.id === procedure)?.request.schema;
  const form = names.forms[schema ?? ''];
  const named = Object.entries(filters).flatMap(([pointer, value]) => {
    const text = form?.[pointer]?.values?.[value];
    return text ? [text.id, text.en] : [];
  });
  return {
    ...{ id, title, procedure, status, submitted, ended, zone, filters },
    ...(isOpen(one) ? { row, rows } : {}),
    words: [words, ...named].join(' ').trim(),
  };
}
