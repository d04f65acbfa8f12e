/** Recomputes the register's log from its history and compares places, tree, checkpoints, signatures and edge (R36). */
import { CHECKPOINT_PATH, INDEX_PATH, VKEY_PATH } from '#domain/journal/paths.ts';
import { toHex } from '#domain/log/bytes.ts';
import {
  edgeAfter,
  emptyEdge,
  type LogEdge,
  readEdge,
  rootOfEdge,
  writeEdge,
  type WrittenEdge,
} from '#domain/log/edge.ts';
import { type LogCheckpoint, parseCheckpoint, parseNote, type SignedNote } from '#domain/log/note.ts';
import { shorten } from '#domain/problem.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { entryPlace, type RegisterFinding, registerFinding } from './finding.ts';
import { commitOfLine, type FileHistory, type Growth, type RegisterCommit } from './history.ts';
import { type Verifier, verifierFor } from './signing-key.ts';

/** An entry of the log. */
export interface LogEntry {
  readonly id: string;
  /** The place that the line names; `undefined` for an entry from before the log. */
  readonly leaf: number | undefined;
  readonly number: number;
  readonly seq: number;
  readonly commit: number;
}

const LINE = /^\{"id":"([0-9a-f]{64})",(?:"leaf":(0|[1-9]\d{0,15}),)?"prev":/;

/** Lists the entries of a journal's text. A line that is no line of a journal is skipped; another check reports it. */
export function logEntries(number: number, text: string, growth: Growth): LogEntry[] {
  return text.split('\n').flatMap((line, i) => {
    const [, id, leaf] = LINE.exec(line) ?? [];
    if (id === undefined) return [];
    const commit = commitOfLine(growth, i + 1) ?? 0;
    return [{ id, leaf: leaf === undefined ? undefined : Number(leaf), number, seq: i + 1, commit }];
  });
}

/** A checkpoint that somebody kept, with the name of that person's file. */
export interface KeptCheckpoint {
  readonly file: string;
  readonly note: string;
}

interface LogHistory {
  readonly entries: readonly LogEntry[];
  readonly commits: readonly RegisterCommit[];
  /** The log at the commit that is trusted; `undefined` if `entries` has all entries. */
  readonly base: WrittenEdge | undefined;
  readonly checkpoints: FileHistory | undefined;
  readonly keys: FileHistory | undefined;
  readonly read: (blobs: readonly string[]) => AsyncIterable<string>;
  /** The text of `index.json` at the head. */
  readonly index: string | undefined;
  readonly kept: readonly KeptCheckpoint[];
  /** The keys of witnesses. Each of them must have signed a kept checkpoint. */
  readonly witnesses: readonly string[];
}

/** The largest kept checkpoint that the log extends. */
export interface HeldCheckpoint {
  /** The number of its entries. */
  readonly size: number;
  /** The names of the witnesses who signed it. */
  readonly witnesses: readonly string[];
}

/** The log at the head. */
export interface VerifiedLog {
  readonly size: number;
  /** The root hash in hexadecimal. */
  readonly root: string;
  readonly checkpoints: number;
}

/**
 * Recomputes the log from the history and compares it with checkpoints, index and kept checkpoints (R36).
 * @returns the findings, the log (`undefined` if the register has none yet), and the largest kept checkpoint that the
 *   log extends (`undefined` if there is none)
 */
export async function verifyLog(history: LogHistory): Promise<{
  readonly findings: RegisterFinding[];
  readonly log: VerifiedLog | undefined;
  readonly held: HeldCheckpoint | undefined;
}> {
  const { entries, commits, base, checkpoints, index } = history;
  const start = base ? readEdge(base) : emptyEdge;
  const findings: RegisterFinding[] = [];
  const placed = entries.filter(({ leaf }) => leaf !== undefined).sort(byCommit);
  const old = entries.filter(({ leaf }) => leaf === undefined).sort(byCase);
  if (!checkpoints) {
    const [first] = placed;
    if (first) findings.push(registerFinding('unsigned', placeOf(first, commits)));
    for (const { file } of history.kept) findings.push(registerFinding('no-log', { file }));
    return { findings, log: undefined, held: undefined };
  }
  const began = checkpoints.versions[0]?.commit ?? 0;
  for (const entry of old) if (entry.commit >= began) findings.push(registerFinding('leaf', placeOf(entry, commits)));
  const ids = [...old, ...placed].map(({ id }) => id);
  findings.push(...checkPlaces(placed, start.size + old.length, commits));

  const keys = await readKeys(history, findings);
  const added = Map.groupBy(placed, ({ commit }) => commit);
  const signed = new Map(checkpoints.versions.map(({ commit, blob }) => [commit, blob]));
  const steps = [...new Set([...added.keys(), ...signed.keys()])].sort((a, b) => a - b);
  const waiting: Promise<RegisterFinding[]>[] = [];
  const texts = history.read(checkpoints.versions.map(({ blob }) => blob))[Symbol.asyncIterator]();
  let edge = edgeAfter(
    start,
    old.map(({ id }) => id),
  );
  for (const commit of steps) {
    const here = added.get(commit) ?? [];
    edge = edgeAfter(
      edge,
      here.map(({ id }) => id),
    );
    if (!signed.has(commit)) {
      findings.push(...here.slice(0, 1).map((entry) => registerFinding('unsigned', placeOf(entry, commits))));
      continue;
    }
    const { value: text } = await texts.next();
    const key = keys.findLast((each) => each.commit <= commit)?.verifier;
    const check = checkCheckpoint(String(text ?? ''), edge, key, commits[commit]?.oid);
    waiting.push(check);
    // Signatures take longer than everything else, so they are verified in parallel, up to a limit.
    if (waiting.length >= AT_ONCE) findings.push(...(await Promise.all(waiting.splice(0))).flat());
  }
  findings.push(...(await Promise.all(waiting)).flat());
  findings.push(...checkIndexed(index, edge, keys.at(-1)?.vkey));
  const { held, ...ofKept } = checkKept(history, ids, keys);
  findings.push(...ofKept.findings);
  const root = toHex(rootOfEdge(edge));
  return { findings, log: { size: edge.size, root, checkpoints: checkpoints.versions.length }, held };
}

const byCase = (a: LogEntry, b: LogEntry): number => a.number - b.number || a.seq - b.seq;
const byCommit = (a: LogEntry, b: LogEntry): number => a.commit - b.commit || byCase(a, b);

const placeOf = ({ number, seq, commit }: LogEntry, commits: readonly RegisterCommit[]) => ({
  ...entryPlace(number, seq, commits[commit]?.oid),
  path: '/leaf',
});

function checkPlaces(placed: readonly LogEntry[], from: number, commits: readonly RegisterCommit[]): RegisterFinding[] {
  const wrong = placed.flatMap((entry, i) => (entry.leaf === from + i ? [] : [{ entry, expected: from + i }]));
  // A missing entry changes the places of all later entries, so only the first wrong place is reported.
  return wrong.slice(0, 1).map(({ entry, expected }) => {
    const facts = { expected: String(expected), received: String(entry.leaf) };
    return registerFinding('leaf', { ...placeOf(entry, commits), ...facts });
  });
}

/** A key, with the commit from which it is the last key of the file. */
interface KeyInForce {
  readonly commit: number;
  readonly vkey: string;
  readonly verifier: Verifier;
}

async function readKeys({ keys, commits, read }: LogHistory, findings: RegisterFinding[]): Promise<KeyInForce[]> {
  const found: KeyInForce[] = [];
  const versions = keys?.versions ?? [];
  let i = 0;
  for await (const text of read(versions.map(({ blob }) => blob))) {
    const { commit = 0 } = versions[i++] ?? {};
    const vkey = text.trimEnd().split('\n').at(-1) ?? '';
    const oid = commits[commit]?.oid;
    const place = { file: VKEY_PATH, ...(oid === undefined ? {} : { commit: oid }) };
    try {
      const verifier = verifierFor(vkey);
      const [first] = found;
      if (first && first.verifier.name !== verifier.name) {
        const facts = { expected: first.verifier.name, received: verifier.name };
        findings.push(registerFinding('log-name', { ...place, ...facts }));
      }
      found.push({ commit, vkey, verifier });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      findings.push(registerFinding('index-unreadable', { ...place, received: shorten(error.message) }));
    }
  }
  return found;
}

const AT_ONCE = 500;

async function checkCheckpoint(
  text: string,
  edge: LogEdge,
  key: Verifier | undefined,
  oid: string | undefined,
): Promise<RegisterFinding[]> {
  const place = { file: CHECKPOINT_PATH, ...(oid === undefined ? {} : { commit: oid }) };
  const reading = readCheckpoint(text);
  if ('fault' in reading) return [registerFinding('index-unreadable', { ...place, received: reading.fault })];
  const { note, checkpoint } = reading;
  const expected = shown({ origin: key?.name ?? checkpoint.origin, size: edge.size, root: toHex(rootOfEdge(edge)) });
  if (shown(checkpoint) !== expected)
    return [registerFinding('checkpoint-differs', { ...place, expected, received: shown(checkpoint) })];
  if (!(await key?.holds(note)))
    return [registerFinding('checkpoint-signature', { ...place, ...(key ? { expected: key.name } : {}) })];
  return [];
}

const shown = ({ origin, size, root }: LogCheckpoint): string => `${origin} ${size} ${root}`;

function readCheckpoint(text: string): { note: SignedNote; checkpoint: LogCheckpoint } | { fault: string } {
  try {
    const note = parseNote(text);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { fault: shorten(error.message) };
  }
}

/** Compares the log in the index with the computed log. Another check reports an index that cannot be read. */
function checkIndexed(index: string | undefined, edge: LogEdge, vkey: string | undefined): RegisterFinding[] {
  let log: unknown;
  try {
    ({ log } = JSON.parse(index ?? '{}') as { log?: unknown });
  } catch {
    return [];
  }
  const [wanted, there] = [canonicalJson({ ...writeEdge(edge), vkey: vkey ?? '' }), canonicalJson(log ?? null)];
  if (wanted === there) return [];
  const facts = { expected: shorten(wanted, 500), received: shorten(there, 500) };
  return [registerFinding('index-differs', { file: INDEX_PATH, path: '/log', ...facts })];
}

/**
 * Checks whether the log extends the checkpoints that somebody kept. If the log does not extend a checkpoint, the
 * finding names the entries that may differ. They begin after the largest smaller checkpoint that the log extends.
 */
function checkKept(
  { kept, witnesses }: Pick<LogHistory, 'kept' | 'witnesses'>,
  ids: readonly string[],
  keys: readonly KeyInForce[],
): { readonly findings: RegisterFinding[]; readonly held: HeldCheckpoint | undefined } {
  const findings: RegisterFinding[] = [];
  const read: { readonly file: string; readonly checkpoint: LogCheckpoint; readonly note: SignedNote }[] = [];
  for (const { file, note: text } of kept) {
    const reading = readCheckpoint(text);
    if ('fault' in reading) findings.push(registerFinding('kept-unreadable', { file, received: shorten(text) }));
    else if (!keys.some(({ verifier }) => verifier.verify(reading.note) !== undefined)) {
      const expected = keys.map(({ vkey }) => vkey).join(', ');
      findings.push(registerFinding('kept-signature', { file, expected, received: reading.checkpoint.origin }));
    } else read.push({ file, ...reading });
  }
  const seenBy = witnesses.map(verifierFor);
  const silent = seenBy.filter((witness) => !read.some(({ note }) => witness.verify(note) !== undefined));
  for (const { name } of silent) findings.push(registerFinding('kept-witness', { file: name }));
  let held: HeldCheckpoint | undefined;
  let edge = emptyEdge;
  for (const { file, checkpoint, note } of read.sort((a, b) => a.checkpoint.size - b.checkpoint.size)) {
    const { size, root } = checkpoint;
    if (size > ids.length) {
      findings.push(registerFinding('log-cut', { file, expected: String(size), received: String(ids.length) }));
      continue;
    }
    edge = edgeAfter(edge, ids.slice(edge.size, size));
    const received = toHex(rootOfEdge(edge));
    if (received === root)
      held = { size, witnesses: seenBy.filter((each) => each.verify(note) !== undefined).map(({ name }) => name) };
    else {
      const path = `${(held?.size ?? 0) + 1}–${size}`;
      findings.push(registerFinding('log-forked', { file, path, expected: root, received }));
    }
  }
  return { findings, held };
}
