import { NAMED } from '#domain/procedure/office-files.ts';
import { Undecidable } from '#domain/case/state/world.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import type { MadeLists } from '#domain/journal/index-file.ts';
import { type Journal, openJournal } from '#domain/journal/journal.ts';
import { journalNumber, type ListPlace, listPath, README_PATH, yearPath } from '#domain/journal/paths.ts';
import {
  hundredsIn,
  listLine,
  parseList,
  printList,
  printReadme,
  printYear,
  yearsIn,
} from '#domain/lists/list-pages.ts';
import { type ListedCase, listedCase, placeOfCase } from '#domain/lists/listed-case.ts';
import type { Text } from '#domain/problem.ts';
import { given } from '#domain/request/given.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { readRoles } from '#engine/config/read.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { Forge, ListedBlob, TextFile } from '#engine/forge/forge.ts';
import { pinnedRules } from './configuration.ts';

type ListForge = Pick<Forge, 'listFolders' | 'readBlobs' | 'readFolder' | 'readRegister'>;

/** The register and main as they were read, and the lists that are certain to be made. */
interface ListWork {
  readonly head: string | undefined;
  readonly main: string;
  readonly made: MadeLists;
}

/**
 * Returns which lists are certain to be made. Lists that link to another address of the site are made anew.
 * @param site the root of the public site, if it is known
 * @param isNew whether the register has no case yet
 */
export function certainLists(known: MadeLists | undefined, site: string | undefined, isNew: boolean): MadeLists {
  if (isNew) return { ...given({ site }), from: 0 };
  return site === undefined || known?.site === site ? (known ?? {}) : { site };
}

/**
 * Makes the files by which the lists for people show these cases as they are (R27). Only the list of each case is
 * written, and the page of a year and the README if a list or a year is new. A list that is missing or damaged is made
 * anew from the journals of its hundred.
 * @param makesNext whether to make the lists of the next hundred too, if not all lists are certain to be made
 * @returns the files to write, and the lists that are certain to be made then
 * @throws ForgeError if the register or main cannot be read
 */
export async function listAdditions(
  forge: ListForge,
  { head, main, made }: ListWork,
  cases: readonly ListedCase[],
  makesNext = false,
): Promise<{ additions: TextFile[]; made: MadeLists }> {
  const next = makesNext && head !== undefined ? await nextHundred(forge, head, made) : { made };
  const read = (places: readonly ListPlace[]) => readLists(forge, head, places);
  const places = cases.map(placeOfCase);
  let files = await read(places);
  const anew = new Set(next.hundred === undefined ? [] : [next.hundred]);
  for (const place of places) {
    const text = files.get(listPath(place));
    const isNew = text === undefined && made.from !== undefined && place.hundred >= made.from;
    if (!isNew && !parseList(text, place)) anew.add(place.hundred);
  }
  const shown = new Map<number, ListedCase>();
  if (head !== undefined)
    for (const hundred of anew) for (const one of await casesIn(forge, head, main, hundred)) shown.set(one.number, one);
  for (const one of cases) shown.set(one.number, one);
  if (anew.size > 0) files = await read([...shown.values()].map(placeOfCase));
  const written = new Map<string, string>();
  const put = (path: string, text: (before: string | undefined) => string): void => {
    const after = text(written.get(path) ?? files.get(path));
    if (after !== files.get(path)) written.set(path, after);
  };
  for (const [path, lines] of Map.groupBy(shown.values(), (one) => listPath(placeOfCase(one)))) {
    const [first] = lines;
    if (!first) continue;
    const place = placeOfCase(first);
    const mine = lines.map((one) => [one.number, listLine(one, made.site)] as const);
    put(path, (text) =>
      printList(place, new Map([...((!anew.has(place.hundred) && parseList(text, place)) || []), ...mine])),
    );
    put(yearPath(place.year), (text) => printYear(place.year, [...hundredsIn(text), place.hundred]));
    put(README_PATH, (text) => printReadme([...yearsIn(text), place.year]));
  }
  return { additions: Array.from(written, ([path, text]) => ({ path, text })), made: next.made };
}

/** Reads lists, the pages of their years, and the README. */
async function readLists(
  forge: ListForge,
  head: string | undefined,
  places: readonly ListPlace[],
): Promise<ReadonlyMap<string, string>> {
  if (head === undefined || places.length === 0) return new Map();
  return forge.readRegister([...places.flatMap((place) => [listPath(place), yearPath(place.year)]), README_PATH]);
}

/** Finds the next hundred whose lists may be missing, the newest first, and which lists are certain after it. */
async function nextHundred(
  forge: ListForge,
  head: string,
  made: MadeLists,
): Promise<{ readonly hundred?: number; readonly made: MadeLists }> {
  if (made.from === 0) return { made };
  const [folders = []] = await forge.readFolder([head], 'journals');
  const left = folders
    .map(({ path }) => Number(path.slice(path.lastIndexOf('/') + 1)))
    .filter((hundred) => hundred < (made.from ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => b - a);
  const [hundred] = left;
  return { ...given({ hundred }), made: { ...made, from: left.length > 1 ? (hundred ?? 0) : 0 } };
}

/**
 * Reads what the lists show of the cases of a hundred. A case whose journal or pinned files cannot be read is left out:
 * it must not keep other cases from being decided, and `verify` reports it.
 */
async function casesIn(forge: ListForge, head: string, main: string, hundred: number): Promise<ListedCase[]> {
  const listed = await forge.listFolders(head, [`journals/${hundred}`]);
  const texts = await textsOf(
    forge,
    listed.map(({ oid }) => oid),
  );
  const journals = listed.flatMap(({ path, oid }) => readable(journalNumber(path), texts.get(oid)));
  const completed = journals.filter(({ state }) => state?.end?.kind === 'completed');
  const folders = completed.map((journal) => pathOf(journal).replace(/\/[^/]*$/, ''));
  const onMain = await forge.listFolders(main, [...new Set(['sops', ...folders])]);
  const nameOf = await namesOn(forge, onMain);
  const files = new Set(onMain.map(({ path }) => path));
  const cases: ListedCase[] = [];
  for (const journal of journals) {
    const [opens] = journal.parts.flatMap((part) => part.opens ?? []);
    const rules = opens && (await pinnedRules(forge, NO_CONFIG, opens).catch(unlessUnreachable));
    const one = rules && listedCase(journal, rules, nameOf, files.has(pathOf(journal)));
    if (one) cases.push(one);
  }
  return cases;
}

/** Reads the texts of blobs by their ids. A blob that is lost is left out. */
async function textsOf(forge: ListForge, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const all = await forge.readBlobs(ids).catch(unlessUnreachable);
  if (all) return all;
  const texts = new Map<string, string>();
  for (const id of ids) {
    const [text] = (await forge.readBlobs([id]).catch(unlessUnreachable))?.values() ?? [];
    if (text !== undefined) texts.set(id, text);
  }
  return texts;
}

const pathOf = ({ state }: Journal): string => (state?.document ?? state?.opens)?.path ?? '';

function readable(number: number | undefined, text: string | undefined): Journal[] {
  try {
    return number === undefined || text === undefined ? [] : [openJournal(number, text)];
  } catch (error) {
    if (error instanceof RegisterError) return [];
    throw error;
  }
}

/** The rules of other cases are read by their blobs. */
const NO_CONFIG = { procedures: new Map<string, never>(), schemas: new Map<string, never>() };

function unlessUnreachable(error: unknown): undefined {
  const isLost = error instanceof Undecidable || (error instanceof ForgeError && error.kind !== 'unreachable');
  if (!isLost) throw error;
}

/** Reads from main how roles are called. A role that main does not have is called by its id. */
async function namesOn(forge: ListForge, onMain: readonly ListedBlob[]): Promise<(role: string) => Text> {
  const file = onMain.find(({ path }) => path === NAMED.roles);
  const text = file && (await forge.readBlobs([file.oid])).get(file.oid);
  const roles = file && text !== undefined ? readRoles({ path: file.path, blob: file.oid, text }) : undefined;
  return roleNames(roles?.ok ? roles.value : { roles: {} });
}
