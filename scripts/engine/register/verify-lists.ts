/** Checks of the register's lists for people (R27, R29): each line must be what the journal of its case gives. */
import { RegisterError } from '#domain/journal/chain.ts';
import { type MadeLists, parseIndex } from '#domain/journal/index-file.ts';
import { type Journal, openJournal } from '#domain/journal/journal.ts';
import {
  hundredOf,
  journalNumber,
  journalPath,
  type ListPlace,
  listPath,
  listPlace,
  LISTS_FOLDER,
  README_PATH,
  yearPath,
} from '#domain/journal/paths.ts';
import { caseOfLine, listHead, listLine, printList, printYear, siteOfLine, yearsIn } from '#domain/lists/list-pages.ts';
import { type ListedCase, listedCase, placeOfCase } from '#domain/lists/listed-case.ts';
import { shorten, type Text } from '#domain/problem.ts';
import { given } from '#domain/request/given.ts';
import { same } from '#domain/words/language.ts';
import { readTexts } from './clone-history.ts';
import { type RegisterFinding, registerFinding } from './finding.ts';
import { listFiles, readFiles } from './git.ts';
import { countLines, type Growth, type RegisterCommit } from './history.ts';
import type { MainHistory } from './main-history.ts';

/** A case that a list must show, and what it may show of the case. */
export interface Listable {
  readonly number: number;
  readonly id: string;
  readonly place: ListPlace;
  /** What the list shows, with the folder on main; undefined if the procedure or the schema cannot be read. */
  readonly shown: ListedCase | undefined;
  /** The names that main has had for the office that ended the case; undefined if no office did. */
  readonly offices: readonly Text[] | undefined;
}

/** Returns what a list may show of a case; undefined if the journal opens no case. */
export async function listable(
  journal: Pick<Journal, 'number' | 'parts' | 'state' | 'erasure'>,
  main: MainHistory | undefined,
): Promise<Listable | undefined> {
  const { number, parts } = journal;
  const [opens] = parts.flatMap((part) => part.opens ?? []);
  if (!opens) return undefined;
  const id = opens.case;
  const rules = await main?.rules(opens);
  const names = await main?.roleNames();
  let offices: readonly Text[] | undefined;
  const nameOf = (role: string): Text => {
    // A role that main did not have any more was called by its id.
    offices = [...(names?.get(role) ?? []), same(role)];
    return offices[0] ?? same(role);
  };
  const shown = rules && listedCase(journal, rules, nameOf);
  return { number, id, place: placeOfCase({ id, number }), shown, offices };
}

/**
 * Checks whether a line shows a case. The office may have each name that main has had for it. The folder of a completed
 * case may be absent, since it is added once main has it.
 * @param site the root of the public site to which the line must link
 */
const isLineOf = ({ shown, offices }: Listable, line: string | undefined, site: string | undefined): boolean => {
  if (!shown) return false;
  const { folder: _folder, ...without } = shown;
  return (offices ?? [shown.by]).some((by) =>
    [shown, without].some((each) => listLine({ ...each, ...given({ by }) }, site) === line),
  );
};

interface Lists {
  readonly folder: string;
  readonly head: string;
  /** The commit that is trusted, if any. */
  readonly since: string | undefined;
  readonly commits: readonly RegisterCommit[];
  /** The text of `index.json` at the head. */
  readonly index: string | undefined;
  /** The cases whose journals were read, by number. */
  readonly cases: ReadonlyMap<number, Listable>;
  readonly growths: ReadonlyMap<number, Growth>;
  readonly main: MainHistory | undefined;
}

/**
 * Checks the lists at the head. A register from before the lists has none. While lists may be missing, as the index
 * says, a list need only show its cases as they were when it was written.
 * @returns the findings, and the number of lines that cannot be compared, because an SOP is not in this clone
 */
export async function checkLists(lists: Lists): Promise<{ findings: RegisterFinding[]; unread: number }> {
  const { folder, head } = lists;
  const there = new Map((await listFiles(folder, head, [LISTS_FOLDER])).map((file) => [file.path, file]));
  const changed = changedPaths(lists.commits);
  const touched = [...(lists.since === undefined ? there.keys() : changed.keys())].flatMap(
    (path) => listPlace(path) ?? [],
  );
  const hundreds = new Set([...touched.map(({ hundred }) => hundred), ...[...lists.cases.keys()].map(hundredOf)]);
  const cases = lists.since === undefined ? lists.cases : await withUnchanged(lists, hundreds);
  const wanted = Map.groupBy(cases.values(), ({ place }) => listPath(place));
  const paths = new Set([
    ...wanted.keys(),
    ...[...there.keys()].filter((path) => hundreds.has(listPlace(path)?.hundred ?? -1)),
  ]);
  const made = madeIn(lists.index);
  const findings: RegisterFinding[] = [];
  let unread = 0;
  const check = async (path: string, text: string | undefined): Promise<void> => {
    const place = listPlace(path);
    const isCertain = place !== undefined && made.from !== undefined && place.hundred >= made.from;
    if (!place || (text === undefined && !isCertain)) return;
    const report = await checkList(path, place, text, wanted.get(path) ?? [], {
      site: isCertain ? { is: made.site } : undefined,
      asWritten: async (one) => (isCertain ? one : asOf(one, changed.get(path) ?? -1, lists)),
    });
    findings.push(...report.findings);
    unread += report.unread;
  };
  const files = [...paths].flatMap((path) => there.get(path) ?? []);
  for await (const [{ path }, content] of readFiles(folder, files)) await check(path, content.toString('utf8'));
  for (const path of paths) if (!there.has(path)) await check(path, undefined);
  const years = new Set([...paths].flatMap((path) => listPlace(path)?.year ?? []));
  findings.push(...(await checkPages(folder, head, years, [...there.keys()])));
  return { findings, unread };
}

/** Returns the last commit that changed each path, as its place in the history. */
function changedPaths(commits: readonly RegisterCommit[]): Map<string, number> {
  const changed = new Map<string, number>();
  for (const [commit, { changes }] of commits.entries()) for (const { path } of changes) changed.set(path, commit);
  return changed;
}

function madeIn(index: string | undefined): MadeLists {
  try {
    return parseIndex(index).lists ?? {};
  } catch {
    // An index that cannot be read is a finding of its own.
    return {};
  }
}

/** Adds the cases of these hundreds whose journals have not changed since the commit that is trusted. */
async function withUnchanged(
  { folder, head, cases, main }: Lists,
  hundreds: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Listable>> {
  const all = new Map(cases);
  if (hundreds.size === 0) return all;
  const listed = await listFiles(
    folder,
    head,
    Array.from(hundreds, (hundred) => `journals/${hundred}`),
  );
  const unread = listed.filter(({ path }) => !cases.has(journalNumber(path) ?? 0));
  for await (const [{ path }, content] of readFiles(folder, unread)) {
    const number = journalNumber(path);
    const one = number === undefined ? undefined : await listable(opened(number, content.toString('utf8')), main);
    if (one) all.set(one.number, one);
  }
  return all;
}

/** Opens a journal; a journal with a fault is a finding of its own. */
function opened(number: number, text: string): Pick<Journal, 'number' | 'parts' | 'state' | 'erasure'> {
  try {
    return openJournal(number, text);
  } catch (error) {
    if (error instanceof RegisterError) return openJournal(number, undefined);
    throw error;
  }
}

/** Returns a case as it was at a commit; undefined if there was no such case yet. */
async function asOf(
  one: Listable,
  commit: number,
  { folder, head, growths, main }: Lists,
): Promise<Listable | undefined> {
  const growth = growths.get(one.number);
  if (!growth) return one;
  const version = growth.file.versions.findLastIndex((each) => each.commit <= commit);
  const count = growth.lines[version] ?? 0;
  const [text = ''] = await readTexts(folder, head, [journalPath(one.number)]);
  const lines = text.split('\n').slice(0, Math.min(count, countLines(Buffer.from(text))));
  return listable(opened(one.number, lines.map((line) => `${line}\n`).join('')), main);
}

interface ListRules {
  /** The site to which every line must link; undefined if a line may link to any. */
  readonly site: { readonly is: string | undefined } | undefined;
  /** Returns a case as the list had to show it when the list was written; undefined if there was no such case yet. */
  readonly asWritten: (one: Listable) => Promise<Listable | undefined>;
}

async function checkList(
  path: string,
  place: ListPlace,
  text: string | undefined,
  cases: readonly Listable[],
  { site, asWritten }: ListRules,
): Promise<{ findings: RegisterFinding[]; unread: number }> {
  const received = linesOf(text, place);
  const findings: RegisterFinding[] = [];
  const differs = (line: number, expected: string, found: string, id?: string): void => {
    const facts = { expected: shorten(expected, 500), received: shorten(found, 500) };
    findings.push(
      registerFinding('list-differs', { file: path, line, ...facts, ...(id === undefined ? {} : { case: id }) }),
    );
  };
  let unread = 0;
  for (const one of cases) {
    const { at, line } = received.get(one.number) ?? { at: listHead(place).length, line: undefined };
    received.delete(one.number);
    const root = site ? site.is : siteOfLine(line ?? '');
    if (!one.shown) unread += line === undefined ? 0 : 1;
    else if (!isLineOf(one, line, root)) {
      const before = await asWritten(one);
      if (before ? !isLineOf(before, line, root) : line !== undefined)
        differs(at + 1, listLine(one.shown, root), line ?? '–', one.id);
    }
  }
  for (const { at, line } of received.values()) differs(at + 1, '–', line);
  if (findings.length === 0 && text !== undefined) {
    const lines = new Map([...linesOf(text, place)].map(([number, { line }]) => [number, line]));
    const [wanted, there] = [printList(place, lines), text].map((each) => each.split('\n'));
    const at = wanted?.findIndex((line, i) => line !== there?.[i]) ?? -1;
    if (at >= 0 || wanted?.length !== there?.length) differs(at + 1, wanted?.[at] ?? '–', there?.[at] ?? '–');
  }
  return { findings, unread };
}

/** Returns the lines of a list by the number of their case. A line of no case has a negative number. */
function linesOf(text = '', place: ListPlace): Map<number, { readonly at: number; readonly line: string }> {
  const head = listHead(place).length;
  const lines = text.split('\n').slice(head, -1);
  return new Map(lines.map((line, i) => [caseOfLine(line, place) ?? -1 - i, { at: head + i, line }]));
}

/** Checks that the page of each of these years links to its lists, and that the README links to these pages. */
async function checkPages(
  folder: string,
  head: string,
  years: ReadonlySet<string>,
  there: readonly string[],
): Promise<RegisterFinding[]> {
  const present = Map.groupBy(
    there.flatMap((path) => listPlace(path) ?? []),
    ({ year }) => year,
  );
  const named = [...years].filter((year) => present.has(year));
  if (named.length === 0) return [];
  const [readme, ...pages] = await readTexts(folder, head, [README_PATH, ...named.map(yearPath)]);
  const linked = new Set(yearsIn(readme));
  return named.flatMap((year, i) => {
    const expected = printYear(
      year,
      (present.get(year) ?? []).map(({ hundred }) => hundred),
    );
    const facts = { expected: shorten(expected, 500), received: shorten(pages[i] ?? '–', 500) };
    return [
      ...(pages[i] === expected ? [] : [registerFinding('list-differs', { file: yearPath(year), ...facts })]),
      ...(linked.has(year) ? [] : [registerFinding('list-differs', { file: README_PATH, expected: yearPath(year) })]),
    ];
  });
}
