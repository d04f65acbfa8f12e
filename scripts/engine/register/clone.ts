import type { IndexPart } from '#domain/journal/index-file.ts';
import {
  CHECKPOINT_PATH,
  CONFIGURATIONS_PATH,
  INDEX_PATH,
  journalNumber,
  REGISTER_BRANCH,
  VKEY_PATH,
} from '#domain/journal/paths.ts';
import { checkFiles } from './file-claims.ts';
import { type RegisterFinding, registerFinding } from './finding.ts';
import { commitOf, git, NoClone, readObjects } from './git.ts';
import {
  checkCommits,
  checkRewrites,
  type FileHistory,
  fileHistories,
  isGrowing,
  onlyGrows,
  type RegisterCommit,
} from './history.ts';
import { type FileClaim, verifyJournalText } from './verify-journal.ts';
import { type KeptCheckpoint, type LogEntry, logEntries, type VerifiedLog, verifyLog } from './verify-log.ts';
import { checkAgenda, checkBookings, checkIndex, type Moment, momentsOf } from './verify-register.ts';

export interface VerifyOptions {
  /** Head of the register as it was published, if known: shows that history was rewritten or cut off. */
  readonly published?: string;
  /** The ref to verify, if it is not the branch `register` or `origin/register`. */
  readonly ref?: string;
  /** Checkpoints that somebody kept: shows whether the register extends them (R36). */
  readonly kept?: readonly KeptCheckpoint[];
}

export interface Verification {
  /** Everything that does not hold; none: the register is what it says. */
  readonly findings: readonly RegisterFinding[];
  readonly head: string;
  readonly commits: number;
  readonly cases: number;
  readonly entries: number;
  /** undefined: the register has no log yet. */
  readonly log: VerifiedLog | undefined;
  /** Submissions whose files were compared, and those whose commit is not in this clone. */
  readonly files: { readonly compared: number; readonly unreachable: number };
}

/**
 * Verifies the register in a clone (R29), bare or not; reads git objects and nothing else.
 * @throws NoClone where there is no register; Error where git fails
 */
export async function verifyClone(folder: string, options: VerifyOptions = {}): Promise<Verification> {
  const head = await resolveHead(folder, options.ref);
  const commits = await readCommits(folder, head);
  const files = fileHistories(commits);
  const sizes = await readSizes(folder, [...files.values()]);
  const findings: RegisterFinding[] = [...(await checkWhole(folder)), ...checkCommits(commits, options.published)];
  const size = (blob: string): number => sizes.get(blob) ?? -1;

  const parts: IndexPart[] = [];
  const moments: Moment[] = [];
  const claims: FileClaim[] = [];
  const logged: LogEntry[] = [];
  let entries = 0;
  const growing = [...files.values()].filter(({ path }) => isGrowing(path));
  for await (const [file, bytes] of lastVersions(folder, growing)) {
    if (!onlyGrows(file, bytes, size)) findings.push(...(await findRewrites(folder, file, commits)));
    const number = journalNumber(file.path);
    if (number === undefined) continue;
    const text = bytes.toString('utf8');
    const report = verifyJournalText(number, text);
    const lines = file.versions.map(({ blob }) => countLines(bytes.subarray(0, size(blob))));
    findings.push(...report.findings);
    moments.push(...momentsOf(report, file, lines));
    claims.push(...report.claims);
    for (const entry of logEntries(number, text, file, lines)) logged.push(entry);
    entries += report.entries;
    if (report.index) parts.push(report.index);
  }

  const [index, configurations] = await readTexts(folder, head, [INDEX_PATH, CONFIGURATIONS_PATH]);
  findings.push(...checkAgenda(moments, commits), ...checkBookings(moments, commits));
  findings.push(...checkIndex(index, configurations, parts));
  const log = await verifyLog({
    entries: logged,
    commits,
    checkpoints: files.get(CHECKPOINT_PATH),
    keys: files.get(VKEY_PATH),
    read: (blobs) => readBlobTexts(folder, blobs),
    index,
    kept: options.kept ?? [],
  });
  findings.push(...log.findings);
  const checked = await checkFiles(claims, (names) => readObjects(folder, names));
  findings.push(...checked.findings);
  const cases = growing.filter(({ path }) => journalNumber(path) !== undefined).length;
  const { compared, unreachable } = checked;
  return { findings, head, commits: commits.length, cases, entries, log: log.log, files: { compared, unreachable } };
}

async function resolveHead(folder: string, ref: string | undefined): Promise<string> {
  const names = ref === undefined ? [`refs/heads/${REGISTER_BRANCH}`, `refs/remotes/origin/${REGISTER_BRANCH}`] : [ref];
  const found = await commitOf(folder, names);
  if (found !== undefined) return found;
  throw new NoClone({
    id: `Di ${folder} tidak ada cabang ${names.join(' atau ')}: bukan klona, buku agendanya belum diambil (git fetch origin ${REGISTER_BRANCH}), atau kantornya belum memproses satu permohonan pun.`,
    en: `There is no branch ${names.join(' or ')} in ${folder}: it is no clone, its register was not fetched (git fetch origin ${REGISTER_BRANCH}), or its office has not processed any request yet.`,
  });
}

async function checkWhole(folder: string): Promise<RegisterFinding[]> {
  const answer = await git(folder, ['rev-parse', '--is-shallow-repository']);
  return answer.toString('utf8').trim() === 'true' ? [registerFinding('shallow', { file: REGISTER_BRANCH })] : [];
}

/** The commits along first parents, oldest first, each with what it changed against its first parent. */
async function readCommits(folder: string, head: string): Promise<RegisterCommit[]> {
  const list = await git(folder, ['rev-list', '--first-parent', '--reverse', '--parents', head]);
  const commits = list
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  const pairs = commits.map(([oid = '', parent = '']) => `${oid} ${parent}`.trim());
  const options = ['--stdin', '--root', '--always', '-r', '--raw', '--no-renames', '--no-abbrev', '-z'];
  const raw = await git(folder, ['diff-tree', ...options], `${pairs.join('\n')}\n`);
  const changes = parseChanges(raw.toString('utf8').split('\0'));
  return commits.map(([oid = '', ...parents]) => ({ oid, parents, changes: changes.get(oid) ?? [] }));
}

/** Fields are a commit's id, then for each change `:mode mode blob blob status` and a path. */
function parseChanges(fields: readonly string[]): Map<string, RegisterCommit['changes'][number][]> {
  const changes = new Map<string, RegisterCommit['changes'][number][]>();
  let current: RegisterCommit['changes'][number][] = [];
  for (let i = 0; i < fields.length; i += 1) {
    const field = fields[i] ?? '';
    if (!field.startsWith(':')) {
      current = [];
      changes.set(field, current);
      continue;
    }
    i += 1;
    const [, mode = '', , blob, status] = field.split(' ');
    current.push({ path: fields[i] ?? '', mode, blob: status === 'D' ? undefined : blob });
  }
  return changes;
}

async function readSizes(folder: string, files: readonly FileHistory[]): Promise<Map<string, number>> {
  const blobs = [...new Set(files.flatMap(({ versions }) => versions.map(({ blob }) => blob)))];
  const format = '--batch-check=%(objectname) %(objectsize)';
  const answer = await git(folder, ['cat-file', format], blobs.map((blob) => `${blob}\n`).join(''));
  const lines = answer.toString('utf8').trim().split('\n');
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}

async function* lastVersions(folder: string, files: readonly FileHistory[]): AsyncGenerator<[FileHistory, Buffer]> {
  const objects = readObjects(
    folder,
    files.map(({ versions }) => versions.at(-1)?.blob ?? ''),
  );
  for (const file of files) {
    const { value } = await objects.next();
    if (!value) throw new Error(`git cat-file: ${file.path} ${file.versions.at(-1)?.blob} missing`);
    yield [file, value.content];
  }
}

async function findRewrites(
  folder: string,
  file: FileHistory,
  commits: readonly RegisterCommit[],
): Promise<RegisterFinding[]> {
  const contents = new Map<string, Buffer>();
  const blobs = file.versions.map(({ blob }) => blob);
  let i = 0;
  for await (const object of readObjects(folder, blobs))
    contents.set(blobs[i++] ?? '', object?.content ?? Buffer.alloc(0));
  return checkRewrites(file, commits, (blob) => contents.get(blob) ?? Buffer.alloc(0));
}

async function* readBlobTexts(folder: string, blobs: readonly string[]): AsyncGenerator<string> {
  for await (const object of readObjects(folder, blobs)) yield object?.content.toString('utf8') ?? '';
}

async function readTexts(folder: string, head: string, paths: readonly string[]): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  for await (const object of readObjects(
    folder,
    paths.map((path) => `${head}:${path}`),
  )) {
    texts.push(object?.content.toString('utf8'));
  }
  return texts;
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}
