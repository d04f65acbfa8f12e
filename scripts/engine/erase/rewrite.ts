import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import { REGISTER_REF, REWRITES_PATH } from '#domain/journal/paths.ts';
import { addRewrite, type Rewrite } from '#domain/journal/rewrites.ts';
import { readingEnvironment } from '#engine/register/git-environment.ts';
import { keepFile, syncFolder } from '#engine/kept-files.ts';
import { OWN_GROUP } from '#engine/own-group.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import { git, gitLines, readObjects } from '#engine/register/git.ts';
import { compareHistories } from './compare.ts';
import { ErasureFilter, type FilteredCommit } from './filter.ts';
import { ObjectReader } from './object-reader.ts';
import type { ErasedCase, ErasePlan, Ref } from './plan.ts';
import { type ExportedCommit, readCommitsOf } from './stream.ts';
import { ownersOf } from './topology.ts';

/** A repository that was made anew without what is erased. */
export interface Rewritten {
  /** The new id of each commit, by the old one. Commits that are gone are not in it. */
  readonly ids: ReadonlyMap<string, string>;
  /** The refs of the new repository. */
  readonly refs: readonly Ref[];
  /** The commits that only erased cases had, by their old ids. They keep their place alone. */
  readonly own: ReadonlySet<string>;
}

interface RewriteOptions {
  readonly at: Instant;
  /** Commits to keep although no ref reaches them. Those that are not in the repository are left out. */
  readonly keep?: readonly string[];
  /** Commits to keep that the forge goes on to name by these ids. The line in the register gives their new ids. */
  readonly named?: readonly string[];
  /** Called now and then with the number of commits that were read. */
  readonly progress?: (commits: number) => void;
}

const SETTINGS = ['core.bigFileThreshold=256k', 'pack.windowMemory=32m', 'gc.auto=0', 'fastimport.unpackLimit=0'];
const settings = SETTINGS.flatMap((setting) => ['-c', setting]);

/** The folders of refs that exist only while a repository is made. */
const OLD = 'refs/erase-old';
const NEW = 'refs/erase-new';
const KEPT = 'refs/erase-kept';

/**
 * Makes a repository anew without what a plan takes away, and adds a line to the register that says so (R50). Commits
 * before the first change keep their ids. Nothing of the old repository is changed.
 * @param from the old repository, bare or not
 * @param to the folder of the new bare repository, where nothing exists yet
 * @throws RegisterError if a journal of an erased case is not sound in an older version
 * @throws Error if git fails, if a ref names no commit, or if the new repository differs from the old one in anything else
 */
export async function rewriteHistory(
  from: string,
  to: string,
  plan: ErasePlan,
  { at, keep = [], named = [], progress = () => undefined }: RewriteOptions,
): Promise<Rewritten> {
  const objects = (await git(from, ['rev-parse', '--path-format=absolute', '--git-path', 'objects'])).toString().trim();
  await mkdir(to, { mode: 0o700 });
  await git(to, ['init', '--quiet', '--bare', '--template=', '--shared=0600', '--initial-branch=main']);
  await mkdir(join(to, 'objects', 'info'), { recursive: true, mode: 0o700 });
  keepFile(join(to, 'objects', 'info', 'alternates'), `${objects}\n`);
  const { commits, tags } = await targetsOf(to, plan.refs);
  const kept = await commitsAmong(to, [...keep, ...named]);
  const roots = [
    ...new Set([plan.head, ...(plan.main === undefined ? [] : [plan.main]), ...commits.values(), ...kept]),
  ];
  writeRefs(
    to,
    roots.map((oid, i) => ({ name: nameIn(OLD, i), oid })),
  );
  const { own, pairs, first } = await filterInto(to, plan, { roots, progress });
  const ids = new Map(pairs.map(([old, now]) => [old, now] as const));
  const newId = (oid: string): string => ids.get(oid) ?? oid;
  const changed = named.flatMap((oid) => (newId(oid) === oid ? [] : [[oid, newId(oid)] as const]));
  const commitsById = changed.length === 0 ? {} : { commits: Object.fromEntries(changed) };
  const goes = plan.cases.flatMap((one) => one.refs.map(({ oid }) => oid));
  const lost = await listObjects(to, [...goes, '--not', ...roots]);
  const erased = new Set([...plan.files, ...first, ...lost]);
  // What is still there in another way may be pushed again.
  for (const oid of await listObjects(to, roots.map(newId), '--objects', '--no-object-names')) erased.delete(oid);
  const said = { at, ...commitsById, erased: [...erased].sort() };
  const head = await addLine(to, plan, newId(plan.head), said);
  const refs: Ref[] = [];
  for (const { name, oid } of plan.refs) {
    const tag = tags.get(oid);
    const commit = newId(commits.get(name) ?? '');
    const now = tag === undefined || commit === commits.get(name) ? undefined : await writeTag(to, tag, commit);
    refs.push({ name, oid: name === REGISTER_REF ? head : (now ?? (tag === undefined ? commit : oid)) });
  }
  const unreached = kept.map((oid, i) => ({ name: nameIn(KEPT, i), oid: newId(oid) }));
  await rm(join(to, ...NEW.split('/')), { recursive: true, force: true });
  writeRefs(to, [...refs, ...unreached]);
  await compareHistories({ from, to }, { plan, pairs, own, refs, head });
  // The new pack gets what is needed from the old repository. Everything else goes.
  await git(to, [...settings, 'repack', '-a', '-d', '-q']);
  await rm(join(to, 'objects', 'info', 'alternates'));
  await git(to, ['fsck', '--connectivity-only', '--no-progress', '--no-dangling']);
  writeRefs(to, refs);
  syncFolder(join(to, 'objects', 'pack'));
  syncFolder(to);
  return { ids, refs, own: new Set(own.keys()) };
}

/** Lists commits or, with these options of git, all objects to which commits lead. */
const listObjects = (folder: string, commits: readonly string[], ...options: string[]): Promise<string[]> =>
  gitLines(folder, ['rev-list', ...options, '--stdin'], `${commits.join('\n')}\n`);

const nameIn = (folder: string, i: number): string => `${folder}/${String(i).padStart(9, '0')}`;

/** Sets the refs of a repository that no other git uses, all at once. */
function writeRefs(folder: string, refs: readonly Ref[]): void {
  const lines = refs.map(({ name, oid }) => `${oid} ${name}\n`);
  const byName = lines.sort((a, b) => (a.slice(a.indexOf(' ')) < b.slice(b.indexOf(' ')) ? -1 : 1));
  keepFile(join(folder, 'packed-refs'), `# pack-refs with: sorted \n${byName.join('')}`);
}

/**
 * Finds the commit of each ref, and the contents of annotated tags by their id.
 * @throws Error if a ref leads to something else than a commit
 */
async function targetsOf(folder: string, refs: readonly Ref[]) {
  const commits = new Map<string, string>();
  const tags = new Map<string, Buffer>();
  const input = refs.map(({ oid }) => `${oid}^{commit}\n`).join('');
  const peeled = await gitLines(folder, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], input);
  for (const [i, line] of peeled.entries()) {
    const ref = refs[i];
    const [oid = '', type] = line.split(' ');
    if (!ref) continue;
    if (type !== 'commit')
      throw new Error(`${ref.name} (${ref.oid}) leads to no commit. Delete this ref, then repeat.`);
    commits.set(ref.name, oid);
    if (oid === ref.oid) continue;
    for await (const object of readObjects(folder, [ref.oid])) if (object) tags.set(ref.oid, object.content);
  }
  return { commits, tags };
}

/** Writes a tag anew, for another commit. A signature would not be valid any more. */
async function writeTag(folder: string, tag: Buffer, commit: string): Promise<string> {
  const text = tag
    .toString('utf8')
    .replace(/^object [0-9a-f]+\ntype \w+/, `object ${commit}\ntype commit`)
    .replace(/-----BEGIN (?:PGP|SSH) SIGNATURE-----[\s\S]*$/, '');
  const oid = await git(folder, ['hash-object', '-t', 'tag', '-w', '--stdin'], text);
  return oid.toString('utf8').trim();
}

/** Finds which of these ids are commits in a repository. */
async function commitsAmong(folder: string, oids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(oids)].filter((oid) => /^[0-9a-f]{40,64}$/.test(oid));
  if (wanted.length === 0) return [];
  const listed = await gitLines(folder, ['cat-file', '--batch-check'], wanted.map((oid) => `${oid}\n`).join(''));
  return listed.flatMap((line) => /^([0-9a-f]+) commit /.exec(line)?.[1] ?? []);
}

/** The number of commits after which the progress is reported again. */
const REPORT_EVERY = 5_000;

/** Adds the commit of the register that says what was made anew. Returns its id. */
async function addLine(
  folder: string,
  { head, log }: ErasePlan,
  parent: string,
  said: Pick<Rewrite, 'at' | 'commits' | 'erased'>,
): Promise<string> {
  const [before] = await readTexts(folder, head, [REWRITES_PATH]);
  const text = addRewrite(before, { before: head, ...(log ?? { size: 0, root: '' }), ...said });
  const who = `${committerIn(await git(folder, ['cat-file', 'commit', parent]))} ${epochSeconds(said.at)} +0000`;
  const message = 'Riwayat ditulis ulang menurut R50 / history rewritten under R50\n';
  const put = (words: string): string => `data ${Buffer.byteLength(words)}\n${words}\n`;
  const ref = `${NEW}/said`;
  const commit = `commit ${ref}\nauthor ${who}\ncommitter ${who}\n${put(message)}from ${parent}\n`;
  const input = `${commit}M 100644 inline ${REWRITES_PATH}\n${put(text)}done\n`;
  await git(folder, [...settings, 'fast-import', '--quiet', '--force', '--done'], input);
  return (await git(folder, ['rev-parse', ref])).toString('utf8').trim();
}

/** Sends the history of a repository through the filter, back into the same repository. */
async function filterInto(
  folder: string,
  plan: ErasePlan,
  { roots, progress }: { readonly roots: readonly string[] } & Required<Pick<RewriteOptions, 'progress'>>,
): Promise<
  Pick<CommitWriter, 'first'> & {
    own: ReadonlyMap<string, ErasedCase>;
    pairs: readonly (readonly [string, string])[];
  }
> {
  const { cases, files, head, main, refs } = plan;
  const shared = ({ sharedWith }: ErasedCase) =>
    refs.flatMap(({ name, oid }) => {
      const [, number] = /^refs\/pull\/(\d+)\/head$/.exec(name) ?? [];
      return number !== undefined && sharedWith.includes(Number(number)) ? [oid] : [];
    });
  const fixed = [head, ...(main === undefined ? [] : [main])];
  const owners = await ownersOf(folder, { roots, fixed }, cases, shared);
  const reader = new ObjectReader(folder);
  const reached = async (oid: string | undefined) => new Set(oid === undefined ? [] : await listObjects(folder, [oid]));
  const [ofRegister, ofMain] = [await reached(head), await reached(main)];
  const identities = new Map<string, string>();
  for (const merge of owners.merges.keys()) identities.set(merge, committerIn(await reader.read(merge)));
  const process = committerIn(await reader.read(head));
  const filter = new ErasureFilter({
    ...{ cases, files, owners, identityOf: ({ merge = '' }) => identities.get(merge) ?? process },
    ...{ isRegister: (oid) => ofRegister.has(oid), isMain: (oid) => ofMain.has(oid) },
    readText: async (blob) => (await reader.read(blob)).toString('utf8'),
    changesFrom: (base, oid) => changesBetween(folder, base, oid),
  });
  const options = ['--no-data', '--show-original-ids', '--reencode=no', '--signed-tags=strip', '--use-done-feature'];
  const exporting = start(folder, ['fast-export', ...options, `--glob=${OLD}/*`], ['ignore', 'pipe', 'pipe']);
  const marks = join(folder, 'erase-marks');
  const importing = start(
    folder,
    ['fast-import', '--quiet', '--force', '--done', `--export-marks=${marks}`],
    [...(['pipe', 'ignore', 'pipe'] as const)],
  );
  const writer = new CommitWriter(importing.child);
  try {
    let count = 0;
    for await (const commit of readCommitsOf(exporting.child.stdout as AsyncIterable<Buffer>)) {
      const line = ofRegister.has(commit.oid) ? 'register' : ofMain.has(commit.oid) ? 'main' : 'branches';
      await writer.write(commit, await filter.filter(commit), line);
      count += 1;
      if (count % REPORT_EVERY === 0) progress(count);
    }
    await exporting.ended;
    await writer.end();
    await importing.ended;
  } catch (error) {
    exporting.child.kill();
    importing.child.kill();
    // If git ended with a message, the message says more than that its stream was cut.
    await Promise.all([exporting.ended, importing.ended]).catch((fault: unknown) => {
      if (!(fault instanceof Error) || !/signal/.test(fault.message)) throw fault;
    });
    throw error;
  } finally {
    reader.close();
  }
  const byMark = marksIn(await readFile(marks, 'latin1'));
  await rm(marks);
  const pairs = Array.from(writer.names, ([old, name]) => [old, byMark.get(name) ?? name] as const);
  return { own: owners.own, pairs, first: writer.first };
}

/** Lists what changes from one commit to another, as `git fast-export` prints it. */
async function changesBetween(folder: string, base: string | undefined, oid: string): Promise<string[]> {
  const empty = (await git(folder, ['hash-object', '-t', 'tree', '--stdin'])).toString('utf8').trim();
  const options = ['-r', '--raw', '--no-renames', '--no-abbrev', '-z'];
  const fields = (await git(folder, ['diff-tree', ...options, base ?? empty, oid])).toString('latin1').split('\0');
  const changes: string[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [, mode, , blob, status] = (fields[i] ?? '').split(' ');
    const path = fields[i + 1] ?? '';
    const named = /^"|[\n\\]/.test(path) ? `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"` : path;
    changes.push(status === 'D' ? `D ${named}` : `M ${mode} ${blob} ${named}`);
  }
  return changes;
}

/** Writes commits as `git fast-import` reads them. A commit that is as before, with its parents, keeps its id. */
class CommitWriter {
  readonly #child: ChildProcess;
  /** The name of each new commit by its old id: its mark, or its id if it is as before. */
  readonly names = new Map<string, string>();
  /** The old ids of the first new commits: nobody can bring an old commit back without one of these. */
  readonly first: string[] = [];
  readonly #oids = new Map<string, string>();
  /** The last commit on each of the temporary branches. */
  readonly #tips = new Map<string, string>();

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  async write(commit: ExportedCommit, filtered: FilteredCommit, branch: string): Promise<void> {
    const { mark, oid } = commit;
    this.#oids.set(mark, oid);
    const old = commit.parents.map((each) => this.#oids.get(each) ?? each);
    const parents = old.map((each) => this.names.get(each) ?? each);
    const hasSameParents = parents.every((each, i) => each === old[i]);
    const isSame = !filtered.isChanged && hasSameParents;
    if (!isSame && hasSameParents) this.first.push(oid);
    this.names.set(oid, isSame ? oid : mark);
    if (!isSame) await this.#send({ mark, parents, branch, ...filtered });
  }

  async end(): Promise<void> {
    await this.#put('done\n');
    this.#child.stdin?.end();
  }

  async #send({
    mark,
    parents: [first, ...others],
    branch,
    people,
    message,
    changes,
  }: Omit<FilteredCommit, 'isChanged'> & {
    readonly mark: string;
    readonly parents: readonly string[];
    readonly branch: string;
  }): Promise<void> {
    const ref = `${NEW}/${branch}`;
    const follows = first !== undefined && this.#tips.get(ref) === first;
    this.#tips.set(ref, mark);
    const head = [
      ...(first === undefined ? [`reset ${ref}\n`] : []),
      ...[`commit ${ref}`, `mark ${mark}`, ...people, `data ${message.length}`, ''],
    ];
    const links = [
      ...(first === undefined || follows ? [] : [`from ${first}\n`]),
      ...others.map((parent) => `merge ${parent}\n`),
    ];
    const parts: Buffer[] = [Buffer.from(head.join('\n'), 'latin1'), message, Buffer.from(`\n${links.join('')}`)];
    for (const [line, content] of changes) {
      parts.push(Buffer.from(`${line}\n`, 'latin1'));
      if (content) parts.push(Buffer.from(`data ${content.length}\n`), content, Buffer.from('\n'));
    }
    parts.push(Buffer.from('\n'));
    await this.#put(Buffer.concat(parts));
  }

  async #put(bytes: Buffer | string): Promise<void> {
    const { stdin } = this.#child;
    if (!stdin || stdin.destroyed) throw new Error('git fast-import ended before its stream was complete.');
    if (stdin.write(bytes)) return;
    const waiting = new AbortController();
    const { signal } = waiting;
    await Promise.race([once(stdin, 'drain', { signal }), once(stdin, 'close', { signal })]);
    waiting.abort();
  }
}

const marksIn = (text: string): Map<string, string> =>
  new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));

/** Returns name and address of the committer of a commit. */
const committerIn = (commit: Buffer): string =>
  /^committer (.*) \d+ [+-]\d+$/m.exec(commit.toString('latin1'))?.[1] ?? 'Disposisi <disposisi@localhost>';

/** Starts git. `ended` is rejected with git's message if git fails. */
function start(
  folder: string,
  args: readonly string[],
  stdio: readonly ['ignore' | 'pipe', 'ignore' | 'pipe', 'pipe'],
): { child: ChildProcess; ended: Promise<void> } {
  const child = spawn('git', ['-C', folder, ...settings, ...args], {
    ...{ ...OWN_GROUP, env: readingEnvironment(folder) },
    stdio: [...stdio],
  });
  const said: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
  child.stdin?.on('error', () => undefined); // If git ends early, its exit code decides.
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `git ${args[0]}: ${Buffer.concat(said).toString('utf8').trim() || `signal ${signal} code ${code}`}`,
          ),
        );
    });
  });
  ended.catch(() => undefined);
  return { child, ended };
}
