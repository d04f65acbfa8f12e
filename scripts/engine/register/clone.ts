import { type Instant, later } from '#domain/clock/instant.ts';
import {
  emptyIndex,
  type IndexPart,
  indexPartsOf,
  parseIndex,
  type RegisterIndex,
} from '#domain/journal/index-file.ts';
import { parseRewrites, type Rewrite } from '#domain/journal/rewrites.ts';
import type { Text } from '#domain/problem.ts';
import { given } from '#domain/request/given.ts';
import { holdingsOf } from '#domain/room/bookings.ts';
import {
  CHECKPOINT_PATH,
  CONFIGURATIONS_PATH,
  DOCUMENTS_FOLDER,
  INDEX_PATH,
  journalNumber,
  REGISTER_BRANCH,
  REWRITES_PATH,
  VKEY_PATH,
} from '#domain/journal/paths.ts';
import {
  commitOfBranch,
  hasAncestor,
  readBlobIds,
  readCommits,
  readLastVersions,
  readSizes,
  readTexts,
} from './clone-history.ts';
import { checkFiles } from './file-claims.ts';
import { type RegisterFinding, registerFinding } from './finding.ts';
import { commitOf, git, isPartial, type ListedFile, listFiles, NoClone, readFiles, readObjects } from './git.ts';
import {
  checkCommits,
  checkRewrites,
  countLines,
  type FileHistory,
  fileHistories,
  isGrowing,
  isTrusted,
  onlyGrows,
  atCommits,
  type RegisterCommit,
  sinceThen,
} from './history.ts';
import { judgeRegisterAgain, type ReadJournal } from './judge-register.ts';
import { mainHead, MainHistory } from './main-history.ts';
import { MainMerges } from './main-merges.ts';
import type { NotJudged } from './rejudge.ts';
import { checkErasures, type ErasedJournal, erasedJournal } from './verify-erasures.ts';
import { checkDocuments, type PlacedClaim } from './verify-documents.ts';
import { type FileClaim, verifyJournalText } from './verify-journal.ts';
import {
  type HeldCheckpoint,
  type KeptCheckpoint,
  type LogEntry,
  logEntries,
  type VerifiedLog,
  verifyLog,
} from './verify-log.ts';
import {
  checkAgenda,
  checkBookings,
  checkIndex,
  type ConfigUse,
  configUses,
  type Moment,
  roomsGivenBack,
} from './verify-register.ts';

export interface VerifyOptions {
  /** A published head of the register, if known. It shows whether the history was rewritten or cut off. */
  readonly published?: string;
  /** The ref to verify, if it is not the branch `register` or `origin/register`. */
  readonly ref?: string;
  /** The ref of the main that belongs to it, if it is not the branch `origin/main` or `main`. */
  readonly main?: string;
  /** A commit of the register that was verified before. Commits up to it are trusted, and only later ones are read. */
  readonly since?: string;
  /** Checkpoints that somebody kept, which the register must extend (R36). */
  readonly kept?: readonly KeptCheckpoint[];
  /** The keys of witnesses, each of whom must have signed one of these checkpoints (R37). */
  readonly witnesses?: readonly string[];
}

export interface Verification {
  /** The faults that were found. If there are none, verification succeeded. */
  readonly findings: readonly RegisterFinding[];
  readonly head: string;
  /** The numbers of commits, cases and entries that were verified: all, or those after the commit that is trusted. */
  readonly commits: number;
  readonly cases: number;
  readonly entries: number;
  /** The log; `undefined` if the register has no log yet. */
  readonly log: VerifiedLog | undefined;
  /** The largest kept checkpoint that the register extends; `undefined` if it extends none. */
  readonly held: HeldCheckpoint | undefined;
  /**
   * The numbers of submissions whose files were compared, and of those whose commit is not in this clone and whose files
   * main does not have either.
   */
  readonly files: { readonly compared: number; readonly unreachable: number };
  /** The numbers of signed documents whose content was compared, and of those whose content is not in this clone. */
  readonly documents: { readonly compared: number; readonly unreachable: number };
  /** Whether the history was made anew without erased content (R50). */
  readonly isReplaced: boolean;
  /** The numbers of entries that could not be judged again, or only in part. */
  readonly notJudged: NotJudged;
}

/** The trusted part of the register, after which verification begins. */
export interface Base {
  /** The commit that is trusted; `undefined` if verification begins with the first commit. */
  readonly commit: string | undefined;
  readonly index: RegisterIndex;
}

/**
 * Verifies the register in a clone (R29), bare or not. It reads only git objects. The cost grows with the journals that
 * have changed since the commit that is trusted.
 * @throws NoClone if there is no register, or the commit that is trusted is not part of it
 * @throws OtherFormat if no entry can be read, and another version wrote the register
 * @throws LostObject if a listed object cannot be read
 * @throws Error if git fails
 */
export async function verifyClone(folder: string, options: VerifyOptions = {}): Promise<Verification> {
  const head = await registerHead(folder, options.ref);
  const paths = [INDEX_PATH, CONFIGURATIONS_PATH, REWRITES_PATH];
  const [index, configurations, rewrites] = await readTexts(folder, head, paths);
  const base = await readBase(folder, options.since);
  const commits = await readCommits(folder, head, { after: base.commit });
  const files = await grownFiles(folder, commits, base);
  const sizes = await readSizes(folder, [...files.values()]);
  const findings: RegisterFinding[] = [...(await checkWhole(folder)), ...checkCommits(commits, head, base.commit)];
  const size = (blob: string): number => sizes.get(blob) ?? -1;

  const parts: IndexPart[] = [];
  const moments: Moment[] = [];
  const reached: (Instant | undefined)[] = commits.map(() => undefined);
  const uses: ConfigUse[] = [];
  const claims: FileClaim[] = [];
  const named: PlacedClaim[] = [];
  const logged: LogEntry[] = [];
  const journals: ReadJournal[] = [];
  const erasures: ErasedJournal[] = [];
  const main = await MainHistory.read(folder, options.main);
  const rewritten: FileHistory[] = [];
  const inJournals: RegisterFinding[] = [];
  const growing = [...files.values()].filter(({ path }) => isGrowing(path));
  for await (const [file, bytes] of readLastVersions(folder, growing)) {
    if (!onlyGrows(file, bytes, size)) rewritten.push(file);
    const number = journalNumber(file.path);
    if (number === undefined) continue;
    const text = bytes.toString('utf8');
    const report = verifyJournalText(number, text);
    const lines = file.versions.map(({ blob }) => countLines(bytes.subarray(0, size(blob))));
    const growth = { file, lines };
    const trusted = isTrusted(file) ? (lines[0] ?? 0) : 0;
    inJournals.push(...report.findings);
    moments.push(...atCommits(report.events, growth).map((event) => ({ ...event, number })));
    for (const [at, { commit }] of file.versions.entries()) {
      const instant = report.reached[(lines[at] ?? 0) - 1];
      if (instant !== undefined && commit >= 0) reached[commit] = later(reached[commit] ?? instant, instant);
    }
    uses.push(...configUses(report, growth));
    claims.push(...report.claims.filter(({ seq }) => seq > trusted));
    named.push(...atCommits(report.documents, growth).map((claim) => ({ ...claim, isNew: claim.seq > trusted })));
    logged.push(...logEntries(number, text, growth).filter(({ seq }) => seq > trusted));
    if (report.index) parts.push(report.index);
    const { journal } = report;
    const isErased = journal.entries.length < journal.lines.length;
    journals.push({ file, lines, number, trusted, entries: report.entries, pins: report.pins, isErased });
    const erased = erasedJournal(journal, trusted + 1);
    if (erased) erasures.push(erased);
  }

  // The commits that rewrote a file are reported first, then the faults in the file.
  findings.push(...(await findRewrites(folder, rewritten, commits)), ...inJournals);
  const replaced = rewritesIn(rewrites);
  findings.push(...checkAgenda(moments, commits, base.index.agenda));
  const givenBack = roomsGivenBack(moments, reached, base.index);
  moments.push(...givenBack.moments);
  findings.push(...checkBookings(moments, commits, base.index.bookings, holdingsOf(base.index).offered));
  const changed = new Set(journals.map(({ number }) => number));
  const unchanged = indexPartsOf(base.index).filter(({ number }) => !changed.has(number));
  const free = new Set(givenBack.moments.map(({ number }) => number));
  const known = [...unchanged, ...parts].map((part) =>
    free.has(part.number) ? { ...part, booking: undefined } : part,
  );
  findings.push(...checkIndex(index, configurations, known, givenBack.asOf));
  const again = await judgeRegisterAgain(folder, {
    journals,
    moments,
    uses,
    commits,
    base: base.index,
    head,
    main,
    rewritten: replaced[0]?.at,
  });
  findings.push(...again.findings);
  findings.push(...(await checkErasures(erasures, async (revision) => main?.config(revision))));
  const {
    log,
    held,
    findings: logFindings,
  } = await verifyLog({
    entries: logged,
    commits,
    base: base.index.log,
    checkpoints: files.get(CHECKPOINT_PATH),
    keys: files.get(VKEY_PATH),
    read: (blobs) => readBlobTexts(folder, blobs),
    index,
    kept: options.kept ?? [],
    witnesses: options.witnesses ?? [],
  });
  findings.push(...logFindings);
  // After an erasure (R50), no head that was published before is in the history. A kept checkpoint says more.
  if (replaced.length === 0 || held === undefined)
    findings.push(...(await checkPublished(folder, head, options.published, replaced)));
  const { findings: fileFindings, ...compared } = await checkFiles(
    claims,
    (names) => readObjects(folder, names),
    async () => {
      const tip = await mainHead(folder, options.main);
      return tip === undefined ? undefined : { head: tip, merges: await MainMerges.read(folder, tip) };
    },
  );
  findings.push(...fileFindings);
  const { findings: inDocuments, ...documents } = await checkDocuments({
    claims: named,
    commits,
    list: (paths) => listDocuments(folder, head, base, paths),
    read: (oids) => readObjects(folder, oids),
    isPartial: await isPartial(folder),
  });
  findings.push(...inDocuments);
  const entries = journals.reduce((sum, journal) => sum + journal.entries - journal.trusted, 0);
  return {
    findings,
    head,
    commits: commits.length,
    cases: journals.length,
    entries,
    log,
    held,
    files: compared,
    documents,
    isReplaced: replaced.length > 0,
    notJudged: again.notJudged,
  };
}

/** Returns the head of the register in a clone, or throws NoClone if there is no register. */
export const registerHead = (folder: string, ref?: string): Promise<string> =>
  commitOfBranch(
    folder,
    ref === undefined ? [`refs/heads/${REGISTER_BRANCH}`, `refs/remotes/origin/${REGISTER_BRANCH}`] : [ref],
    REGISTER_BRANCH,
  );

async function readBase(folder: string, since: string | undefined): Promise<Base> {
  if (since === undefined) return { commit: undefined, index: emptyIndex };
  const commit = await commitOf(folder, [since]);
  const [text] = commit === undefined ? [] : await readTexts(folder, commit, [INDEX_PATH]);
  try {
    if (commit !== undefined && text !== undefined) return { commit, index: parseIndex(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new NoClone({
    id: `${since} bukan komit register dalam klon ini. Periksa seluruhnya, tanpa titik mulai itu.`,
    en: `${since} is not a commit of the register in this clone. Verify the whole register, without that starting point.`,
  });
}

/**
 * Collects the files that may only grow, and the checkpoint. If a commit is trusted, the first version of a file is the
 * one at that commit, unless the file did not exist then.
 */
async function grownFiles(
  folder: string,
  commits: readonly RegisterCommit[],
  base: Base,
): Promise<Map<string, FileHistory>> {
  const files = fileHistories(commits);
  for (const path of files.keys()) if (!isGrowing(path) && path !== CHECKPOINT_PATH) files.delete(path);
  if (base.commit === undefined) return files;
  // The log continues from the checkpoint and the key at that commit, even if neither has changed since.
  const paths = [...new Set([...files.keys(), CHECKPOINT_PATH, VKEY_PATH])];
  const before = await readBlobIds(folder, base.commit, paths);
  const histories = paths.map((path) => sinceThen(files.get(path) ?? { path, versions: [] }, before.get(path)));
  return new Map(histories.flatMap((file) => (file.versions.length > 0 ? [[file.path, file]] : [])));
}

async function checkWhole(folder: string): Promise<RegisterFinding[]> {
  const answer = await git(folder, ['rev-parse', '--is-shallow-repository']);
  return answer.toString('utf8').trim() === 'true' ? [registerFinding('shallow', { file: REGISTER_BRANCH })] : [];
}

function rewritesIn(text: string | undefined): Rewrite[] {
  try {
    return parseRewrites(text);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/**
 * Checks that a published head is in the history (R29). Otherwise the history was rewritten or cut off.
 */
async function checkPublished(
  folder: string,
  head: string,
  published: string | undefined,
  replaced: readonly Rewrite[],
): Promise<RegisterFinding[]> {
  if (published === undefined || (await hasAncestor(folder, published, head))) return [];
  const { at } = replaced.at(-1) ?? {};
  const fix = at === undefined ? undefined : erasedSince(at);
  return [
    registerFinding('published-head', {
      file: REGISTER_BRANCH,
      expected: published,
      received: head,
      ...given({ fix }),
    }),
  ];
}

const erasedSince = (at: Instant): Text => ({
  id: `Kantor menulis ulang riwayatnya pada ${at} karena penghapusan (R50). Bandingkan dengan titik periksa dari waktu kepala itu: --checkpoint FILE`,
  en: `The office made its history anew at ${at} because of an erasure (R50). Compare with the checkpoint from the time of that head: --checkpoint FILE`,
});

/** Finds where files were rewritten, by comparing all their versions. One file at a time is in memory. */
async function findRewrites(
  folder: string,
  files: readonly FileHistory[],
  commits: readonly RegisterCommit[],
): Promise<RegisterFinding[]> {
  const versions = files.flatMap((file) => file.versions.map(({ blob }) => ({ file, blob })));
  const findings: RegisterFinding[] = [];
  const texts: string[] = [];
  let at = 0;
  for await (const text of readBlobTexts(
    folder,
    versions.map(({ blob }) => blob),
  )) {
    texts.push(text);
    const { file } = versions[at] ?? {};
    at += 1;
    if (file && versions[at]?.file !== file) findings.push(...checkRewrites(file, texts.splice(0), commits));
  }
  return findings;
}

/** Lists the signed documents at the head: all of them or, if a commit is trusted, only those at these paths. */
const listDocuments = (
  folder: string,
  head: string,
  { commit }: Base,
  paths: readonly string[],
): Promise<ListedFile[]> => listFiles(folder, head, commit === undefined ? [DOCUMENTS_FOLDER] : paths);

async function* readBlobTexts(folder: string, blobs: readonly string[]): AsyncGenerator<string> {
  if (blobs.length === 0) return;
  for await (const [, content] of readFiles(
    folder,
    blobs.map((oid) => ({ path: oid, oid })),
  ))
    yield content.toString('utf8');
}
