import { EDITION, FIRST_EDITION } from '#domain/case/state/editions.ts';
import type { Config } from '#domain/case/state/config.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { dueErasure } from '#domain/erasure/due.ts';
import { type ErasureLook, indexAt, printIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { type Journal, openJournal, seal } from '#domain/journal/journal.ts';
import type { Disclosure } from '#domain/journal/parts.ts';
import { hundredOf, INDEX_PATH, journalNumber, journalPath } from '#domain/journal/paths.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import type { ListedCase } from '#domain/lists/listed-case.ts';
import { listedCase } from '#domain/lists/listed-case.ts';
import { OPTIONAL } from '#domain/procedure/office-files.ts';
import { given } from '#domain/request/given.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import type { Forge } from '#engine/forge/forge.ts';
import { readIndex } from './decide.ts';
import { pinnedRules } from './configuration.ts';
import type { Deps } from './deps.ts';
import { currentLog, extendLog } from './extend-log.ts';
import { certainLists, listAdditions } from './lists.ts';

type Listing = Awaited<ReturnType<Forge['listOpen']>>;

/** The files that say what is erased. */
const FILES: ReadonlySet<string> = new Set([OPTIONAL.retention, OPTIONAL.erasures]);

/** An `erased` entry has no field of a request or of a result. */
const NO_FIELDS: Disclosure = { request: undefined, result: () => undefined, hasNature: false };

/**
 * Checks whether ended cases are still to be looked at today for what is erased (R50). An office without files that say
 * so needs no look. The listing that a scheduled run has read anyway shows that.
 */
export function erasuresLeft({ configFiles, register }: Listing, now: string): ErasureLook | undefined {
  const files = configFiles.filter(({ path }) => FILES.has(path));
  if (files.length === 0 || register.head === undefined) return undefined;
  const of = [now.slice(0, 10), ...files.map(({ oid }) => oid)].join(' ');
  const before = readIndex(register.index).erasures;
  if (before?.of !== of) return { of, next: 0 };
  return before.next === undefined ? undefined : before;
}

/** The most cases in one commit. Each may bring its journal, its list and the page of a year; GitHub accepts 100 files. */
const MOST_IN_ONE_COMMIT = 30;

/**
 * Looks at one hundred of the cases, and adds an entry `erased` to the journal of each from which something is erased by
 * now (R50). The hundreds of the cases that `sops/erasures.yaml` names come first. All is one commit.
 * @param look from {@link erasuresLeft}
 * @throws ForgeError if register or main cannot be read
 */
export async function recordErasures(deps: Deps, listing: Listing, look: ErasureLook): Promise<void> {
  const { register, main } = listing;
  const { forge } = deps;
  const { head = '' } = register;
  const index = readIndex(register.index);
  const config = await soundConfig(forge, listing);
  if (!config) return;
  const order = await hundredsInOrder(forge, head, config);
  const next = look.next ?? 0;
  const hundred = order[next];
  const all = hundred === undefined ? [] : await dueIn(deps, head, hundred, { config, index });
  const due = all.slice(0, MOST_IN_ONE_COMMIT);
  const after = due.length < all.length ? next : next + 1;
  const log = due.length > 0 ? await currentLog(deps, register, index) : undefined;
  const sealed = due.map(({ journal, entry }, i) =>
    seal(journal, [entry], NO_FIELDS, deps.salt, log && log.edge.size + i),
  );
  const ids = sealed.map(({ lines }) => lines.at(-1)?.id ?? '');
  const grown = log && (await extendLog(deps, log, ids));
  const shown = await listedNow(forge, sealed, config);
  const made = certainLists(index.lists, deps.siteUrl, false);
  const lists = await listAdditions(forge, { head, main, made }, shown);
  const written: RegisterIndex = {
    ...due.reduce((before, { entry }) => indexAt(before, entry.at), index),
    ...given({ log: grown?.log }),
    ...(due.length > 0 ? { rules: EDITION } : {}),
    erasures: { of: look.of, ...(after < order.length ? { next: after } : {}) },
    ...(shown.length > 0 ? { lists: lists.made } : {}),
  };
  const message = due.length > 0 ? `${due.map(({ id }) => id).join(', ')}: erased` : 'looked at';
  // If another run wrote first, nothing is written. The next scheduled run looks again.
  const answer = await forge.appendRegister(head, message, [
    ...sealed.map(({ number, text }) => ({ path: journalPath(number), text })),
    { path: INDEX_PATH, text: printIndex(written) },
    ...(grown?.additions ?? []),
    ...lists.additions,
  ]);
  if (answer === 'moved') return;
  for (const { id } of due)
    deps.log({
      id: `${id}: isinya boleh dihapus; jalankan npx disposisi erase`,
      en: `${id}: its content may be erased; run npx disposisi erase`,
    });
}

interface Due {
  readonly id: string;
  readonly journal: Journal;
  readonly entry: Entry;
}

/** Reads a hundred of journals, and makes the entries that are due. */
async function dueIn(
  { forge, now }: Deps,
  head: string,
  hundred: number,
  { config, index }: { readonly config: Config; readonly index: RegisterIndex },
): Promise<Due[]> {
  const listed = await forge.listFolders(head, [`journals/${hundred}`]);
  const texts = await forge.readBlobs(listed.map(({ oid }) => oid));
  const at = now();
  const found = listed.flatMap(({ path, oid }): Due[] => {
    const number = journalNumber(path) ?? 0;
    const journal = isAtWork(number, index) ? undefined : readable(number, texts.get(oid));
    const erased = journal && dueErasure(journal, config, at);
    if (!erased) return [];
    const { parts } = journal;
    const entry: Entry = {
      ...{ seq: parts.length + 1, kind: 'erased', at, config: config.revision, erased },
      ...(EDITION > FIRST_EDITION ? { rules: EDITION } : {}),
    };
    return [{ id: parts[0]?.opens?.case ?? '', journal, entry }];
  });
  if (found.length === 0) return [];
  const taken = await originsInUse(forge, index);
  // The entries of one commit are in the log in the order of case numbers. Names of files have another order.
  return found.filter(({ id }) => !taken.has(id)).sort((a, b) => a.journal.number - b.journal.number);
}

/** Checks whether a case is open, still has a room, or has an end that the forge may not show yet. */
const isAtWork = (number: number, { cases, bookings, ending = [] }: RegisterIndex): boolean =>
  cases[String(number)] !== undefined ||
  ending.includes(number) ||
  bookings.some((booking) => booking.number === number);

/** Lists the cases that open cases have as their origin (R45). */
async function originsInUse(forge: Deps['forge'], { cases }: RegisterIndex): Promise<ReadonlySet<string>> {
  const numbers = Object.keys(cases).map(Number);
  const used = new Set<string>();
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const some = numbers.slice(from, from + AT_ONCE);
    const texts = await forge.readRegister(some.map(journalPath));
    for (const number of some) {
      const origin = readable(number, texts.get(journalPath(number)))?.state?.origin;
      if (origin) used.add(origin.case);
    }
  }
  return used;
}

/** The number of journals that one query reads. */
const AT_ONCE = 50;

/** Opens a journal. One with a fault is left as it is; `verify` reports it. */
function readable(number: number, text: string | undefined): Journal | undefined {
  try {
    return openJournal(number, text);
  } catch (error) {
    if (error instanceof RegisterError) return undefined;
    throw error;
  }
}

/** Reads the configuration of main; undefined if it is not sound (R31). */
async function soundConfig(forge: Deps['forge'], { configFiles }: Listing): Promise<Config | undefined> {
  const texts = await forge.readBlobs(configFiles.map(({ oid }) => oid));
  const reading = readConfigOnce(configFiles.map(({ path, oid }) => ({ path, blob: oid, text: texts.get(oid) ?? '' })));
  return 'problems' in reading ? undefined : reading.config;
}

/** Lists the hundreds of the register: first those of named cases, then the others, the oldest first. */
async function hundredsInOrder(forge: Deps['forge'], head: string, { erasures }: Config): Promise<number[]> {
  const [folders = []] = await forge.readFolder([head], 'journals');
  const all = folders.map(({ path }) => Number(path.slice(path.lastIndexOf('/') + 1))).sort((a, b) => a - b);
  const named = new Set(erasures?.cases.map((each) => hundredOf(Number(each.case.split('-').at(-1)))));
  return [...all.filter((hundred) => named.has(hundred)), ...all.filter((hundred) => !named.has(hundred))];
}

/** Returns what the lists for people show of these cases from now on. */
async function listedNow(forge: Deps['forge'], journals: readonly Journal[], config: Config): Promise<ListedCase[]> {
  const nameOf = roleNames(config.roles);
  const shown: ListedCase[] = [];
  for (const journal of journals) {
    const opens = journal.parts[0]?.opens;
    const rules = opens && (await pinnedRules(forge, config, opens));
    const one = rules && listedCase(journal, rules, nameOf, true);
    if (one) shown.push(one);
  }
  return shown;
}
