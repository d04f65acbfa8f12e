import type { Config } from '#domain/case/state/config.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { earliest, type Instant, later } from '#domain/clock/instant.ts';
import { plus } from '#domain/clock/limit.ts';
import { dueErasure, nextTerm, nextTermOfOthers } from '#domain/erasure/due.ts';
import { type ErasureLook, indexAt, printIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { type Journal, openJournal, seal } from '#domain/journal/journal.ts';
import type { Disclosure } from '#domain/journal/parts.ts';
import { hundredOf, INDEX_PATH, journalNumber, journalPath } from '#domain/journal/paths.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import { OPTIONAL } from '#domain/procedure/office-files.ts';
import { given } from '#domain/request/given.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import type { Forge } from '#engine/forge/forge.ts';
import { readIndex } from './decide.ts';
import type { Deps } from './deps.ts';
import { currentLog, extendLog } from './extend-log.ts';

type Listing = Awaited<ReturnType<Forge['listOpen']>>;

/** The files that say what is erased. */
const FILES: ReadonlySet<string> = new Set([OPTIONAL.retention, OPTIONAL.erasures]);

/** An `erased` entry has no field of a request or of a result. */
const NO_FIELDS: Disclosure = { request: undefined, result: () => undefined, hasNature: false };

/**
 * Checks whether ended cases are to be looked at now for what is erased (R50). An office without files that say so needs
 * no look. The listing that a scheduled run has read anyway shows that.
 */
export function erasuresLeft({ configFiles, register }: Listing, now: Instant): ErasureLook | undefined {
  const files = configFiles.filter(({ path }) => FILES.has(path));
  if (files.length === 0 || register.head === undefined) return undefined;
  const of = files.map(({ oid }) => oid).join(' ');
  const before = readIndex(register.index).erasures;
  if (before?.of === of && before.next !== undefined) return before;
  const isOver = before?.of === of && (before.again === undefined || now < before.again);
  return isOver ? undefined : { of, next: 0 };
}

/** The most cases in one commit. Each brings its journal; GitHub accepts 100 files. */
const MOST_IN_ONE_COMMIT = 30;

/** The most hundreds that one run reads. */
const MOST_IN_ONE_RUN = 10;

/** A look that has to wait for something waits for a day. */
const NOT_SOONER = 'PT24H';

/**
 * Looks at ended cases, and adds an entry `erased` to the journal of each from which something is erased by now (R50). It
 * ends at the first hundred where there is such a case; the next run goes on there. The hundreds of the cases that
 * `sops/erasures.yaml` names come first. All is one commit.
 * @param look from {@link erasuresLeft}
 * @throws ForgeError if register or main cannot be read
 */
export async function recordErasures(deps: Deps, listing: Listing, look: ErasureLook): Promise<void> {
  const { register } = listing;
  const { forge } = deps;
  const { head = '' } = register;
  const index = readIndex(register.index);
  const config = await soundConfig(forge, listing);
  if (!config) return;
  const order = await hundredsInOrder(forge, head, config);
  const now = deps.now();
  let { next = 0, again = nextTermOfOthers(config, now) } = look;
  const last = Math.min(next + MOST_IN_ONE_RUN, order.length);
  let due: readonly Due[] = [];
  for (; next < last; next += 1) {
    const hundred = await lookAtHundred(deps, head, order[next] ?? 0, { config, index });
    due = hundred.due.slice(0, MOST_IN_ONE_COMMIT);
    if (due.length > 0) break;
    again = earliest([again, hundred.again]);
  }
  const isDone = next >= order.length;
  const log = due.length > 0 ? await currentLog(deps, register, index) : undefined;
  const sealed = due.map(({ journal, entry }, i) =>
    seal(journal, [entry], NO_FIELDS, deps.salt, log && log.edge.size + i),
  );
  const ids = sealed.map(({ lines }) => lines.at(-1)?.id ?? '');
  const grown = log && (await extendLog(deps, log, ids));
  const written: RegisterIndex = {
    ...due.reduce((before, { entry }) => indexAt(before, entry.at), index),
    ...given({ log: grown?.log }),
    erasures: {
      of: look.of,
      ...given(isDone ? { again: again && later(again, plus(now, NOT_SOONER)) } : { next, again }),
    },
  };
  const message = due.length > 0 ? `${due.map(({ id }) => id).join(', ')}: erased` : 'looked at';
  // If another run wrote first, nothing is written. The next scheduled run looks again.
  const answer = await forge.appendRegister(head, message, [
    ...sealed.map(({ number, text }) => ({ path: journalPath(number), text })),
    { path: INDEX_PATH, text: printIndex(written) },
    ...(grown?.additions ?? []),
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

/** What a hundred of the cases needs. */
interface Hundred {
  /** The entries that are due. */
  readonly due: readonly Due[];
  /** When to look again, as far as these cases say. */
  readonly again: Instant | undefined;
}

/** Reads a hundred of journals, makes the entries that are due, and finds when the next may be. */
async function lookAtHundred(
  { forge, now }: Deps,
  head: string,
  hundred: number,
  { config, index }: { readonly config: Config; readonly index: RegisterIndex },
): Promise<Hundred> {
  const listed = await forge.listFolders(head, [`journals/${hundred}`]);
  const texts = await forge.readBlobs(listed.map(({ oid }) => oid));
  const at = now();
  const waiting = new Set(namedIn(config).filter((number) => hundredOf(number) === hundred));
  const again: (Instant | undefined)[] = [];
  const found: Due[] = [];
  for (const { path, oid } of listed) {
    const number = journalNumber(path) ?? 0;
    const isOpen = index.cases[String(number)] !== undefined;
    const journal = isOpen ? undefined : readable(number, texts.get(oid));
    if (!journal) continue;
    waiting.delete(number);
    const erased = dueErasure(journal, config, at);
    again.push(erased ? at : nextTerm(journal, config));
    if (!erased || isInUse(number, index)) continue;
    const entry: Entry = { seq: journal.parts.length + 1, kind: 'erased', at, config: config.revision, erased };
    found.push({ id: journal.parts[0]?.opens?.case ?? '', journal, entry });
  }
  const taken = found.length > 0 ? await originsInUse(forge, index) : new Set();
  // The entries of one commit are in the log in the order of case numbers. Names of files have another order.
  const due = found.filter(({ id }) => !taken.has(id)).sort((a, b) => a.journal.number - b.journal.number);
  return { due, again: earliest([...again, waiting.size > 0 ? at : undefined]) };
}

/** Checks whether a case still has a room, or has an end that the forge may not show yet. */
const isInUse = (number: number, { bookings, ending = [] }: RegisterIndex): boolean =>
  ending.includes(number) || bookings.some((booking) => booking.number === number);

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
async function hundredsInOrder(forge: Deps['forge'], head: string, config: Config): Promise<number[]> {
  const [folders = []] = await forge.readFolder([head], 'journals');
  const all = folders.map(({ path }) => Number(path.slice(path.lastIndexOf('/') + 1)));
  const [named, others] = [namedIn(config).map(hundredOf), all].map((some) => some.sort((a, b) => a - b));
  return [...new Set([...(named ?? []), ...(others ?? [])])];
}

/** Lists the numbers of the cases that `sops/erasures.yaml` names. */
const namedIn = ({ erasures }: Config): number[] =>
  erasures?.cases.map((each) => Number(each.case.split('-').at(-1))) ?? [];
