/**
 * The lists for people that versions before 0.8 kept in the register: a list for each hundred cases of a year, in
 * Markdown. They are verified (R29), and an erasure changes their lines (R50). Nothing is added to them.
 */
import { hundredOf, type ListPlace } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import { tableCell } from '#domain/words/markdown.ts';
import type { ListedCase } from './listed-case.ts';

/** The lines of a list by case number. */
export type ListLines = ReadonlyMap<number, string>;

/** The most characters of a title. A longer title is cut; the page of the case has it whole. */
export const TITLE_LIMIT = 160;

/** The headings of the facts that a list and the message of a merge show. */
export const LIST_WORDS = {
  case: { id: 'Nomor berkas', en: 'Case' },
  agenda: { id: 'Nomor agenda', en: 'Agenda number' },
  title: { id: 'Judul', en: 'Title' },
  decision: { id: 'Keputusan', en: 'Decision' },
  by: { id: 'Oleh', en: 'By' },
  ended: { id: 'Ditutup', en: 'Ended' },
  folder: { id: 'Folder di main', en: 'Folder on main' },
} as const satisfies Record<string, Text>;

/** Writes both languages, or the text once if it is the same in both. */
export const sideBySide = ({ id, en }: Text): string => (id === en ? id : `${id} / ${en}`);

/** Returns the address of a case's page, without characters that would end the address. */
export const pageOfCase = ({ id }: Pick<ListedCase, 'id'>, site: string): string =>
  `${site.replace(/[<>|\s]/g, '')}/berkas/${id}/`;

/**
 * Writes the line of a case. Every text of people is escaped (security 24).
 * @param site the root of the public site, if the office has one
 */
export function listLine(one: ListedCase, site: string | undefined): string {
  const { agenda = '–', title, decision, by, ended, folder } = one;
  const cells = [
    site === undefined ? one.id : `[${one.id}](<${pageOfCase(one, site)}>)`,
    agenda,
    title === undefined ? '–' : tableCell(title, TITLE_LIMIT),
    tableCell(sideBySide(decision)),
    by ? tableCell(sideBySide(by)) : '–',
    ended ? tableCell(sideBySide(ended)) : '–',
    folder === undefined ? '–' : `[\`${folder}\`](../../../../tree/main/${folder})`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const LINE = /^\| \[?[A-Z][A-Z0-9]{1,9}-(\d{4})-(\d+)(?: \||\]\()/;

/** Returns the number of the case of a line; undefined if the line is not one of a list at this place. */
export function caseOfLine(line: string, { year, hundred }: ListPlace): number | undefined {
  const [, of, number] = LINE.exec(line) ?? [];
  return of === year && hundredOf(Number(number)) === hundred ? Number(number) : undefined;
}

/** Returns the root of the public site in a line; undefined if the line has no link to a page. */
export const siteOfLine = (line: string): string | undefined =>
  /^\| \[[^\]]*\]\(<(https?:\/\/[^<>|\s]*)\/berkas\//.exec(line)?.[1];

/** Returns the lines above the cases of a list. They are the same as long as the list exists. */
export function listHead(place: ListPlace): string[] {
  const { year } = place;
  const columns = Object.values(LIST_WORDS).map(sideBySide);
  return [
    `# Daftar berkas ${year}: ${range(place)} / Cases of ${year}: ${range(place)}`,
    '',
    'Hanya bagian publik setiap berkas. Daftar ini ditulis oleh sistem dari jurnal; `disposisi verify` membandingkannya dengan jurnal. / The public part of each case only. The process writes this list from the journals; `disposisi verify` compares it with them.',
    '',
    `[Semua daftar ${year} / All lists of ${year}](README.md)`,
    '',
    `| ${columns.join(' | ')} |`,
    `|${' --- |'.repeat(columns.length)}`,
  ];
}

const range = ({ hundred }: Pick<ListPlace, 'hundred'>): string =>
  `${Math.max(1, hundred * 100)}–${hundred * 100 + 99}`;

/** Writes a list, in the order of case numbers. */
export const printList = (place: ListPlace, lines: ListLines): string =>
  [...listHead(place), ...[...lines].sort(([a], [b]) => a - b).map(([, line]) => line)]
    .map((line) => `${line}\n`)
    .join('');

/** Writes the page of a year, which links to its lists, the newest first. */
export const printYear = (year: string, hundreds: Iterable<number>): string =>
  [
    `# Daftar berkas ${year} / Cases of ${year}`,
    '',
    'Berkas yang pertama kali diajukan pada tahun ini, menurut nomor berkas. / The cases that were first submitted in this year, by case number.',
    '',
    ...[...new Set(hundreds)].sort((a, b) => b - a).map((hundred) => `- [${range({ hundred })}](${hundred}.md)`),
  ]
    .map((line) => `${line}\n`)
    .join('');

/** Returns the years to which the README of the register links. */
export const yearsIn = (text: string | undefined): string[] =>
  [...(text ?? '').matchAll(/^- \[\d{4}\]\(daftar\/(\d{4})\/README\.md\)$/gm)].map(([, year = '']) => year);
