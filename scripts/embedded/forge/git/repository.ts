import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keepFile, settleFolder, unlessAbsent } from '#engine/kept-files.ts';
import { MOST_FOLDERS } from '../limits.ts';
import { ERASED, unprocessable } from '../refusal.ts';
import { CatFile, type StoredObject } from './cat-file.ts';
import { objectId, writeLoose } from './loose.ts';
import {
  type Commit,
  commitFault,
  encodeCommit,
  encodeTree,
  isTree,
  type ObjectType,
  parseCommit,
  parseTree,
  type TreeEntry,
} from './objects.ts';
import { Packer } from './packer.ts';
import { RefWriter } from './ref-writer.ts';
import { type GitOptions, runGit } from './run.ts';
import { Turnstile } from './turnstile.ts';

const LEFTOVER = /^(?:(?:refs[/\\].*|packed-refs|HEAD|config)\.lock|objects[/\\](?:.*[/\\])?(?:tmp_|\.tmp-)[^/\\]*)$/;

export const NO_OID = '0'.repeat(40);
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * The arguments of git that make a bare repository; the folder is added as the last one. Without a template, git copies
 * no example hooks.
 */
export const NEW_REPOSITORY = [
  'init',
  '--quiet',
  '--bare',
  '--template=',
  '--shared=0600',
  '--initial-branch=main',
] as const;

const FOR_EACH_REF = ['for-each-ref', '--format=%(objectname) %(refname)'];

/** How many objects are written at the same time. A disk cannot write more at once. */
const WRITERS = 16;

/**
 * The hook that git runs for each pushed ref. The server decides before the push what it can, and gives the hook the
 * result in variables. The hook checks what depends on the pushed objects, because only git has these objects at that
 * time.
 */
const UPDATE_HOOK = `#!/bin/sh
# Written by the embedded forge at every start. Arguments: ref, old, new.
case " $FORGE_REFUSED " in
  *" $1 "*) echo "error: GH006: Protected branch update failed for $1." >&2; exit 1 ;;
esac
case " $FORGE_MISNAMED " in
  *" $1 "*) echo "error: GH002: Sorry, $1 is not allowed as the name of a branch or tag." >&2; exit 1 ;;
esac
case " $FORGE_FORWARD_ONLY " in
  *" $1 "*)
    if [ "$3" = ${NO_OID} ]; then echo "error: $1 cannot be deleted." >&2; exit 1; fi
    if [ "$2" != ${NO_OID} ] && ! git merge-base --is-ancestor "$2" "$3"; then
      echo "error: $1 only moves forward." >&2; exit 1
    fi ;;
esac
if [ "$3" != ${NO_OID} ]; then
  main=$(git rev-parse -q --verify refs/heads/main || echo ${EMPTY_TREE})
  git diff-tree -r --name-only "$main" "$3" | awk -F/ 'NF > ${MOST_FOLDERS + 1} { exit 1 }' || {
    echo "error: $FORGE_TOO_DEEP" >&2; exit 1
  }
fi
if [ "$FORGE_WORKFLOWS" = frozen ] && [ "$3" != ${NO_OID} ]; then
  known=$(git ls-tree -r refs/heads/main .github/workflows/; [ "$2" = ${NO_OID} ] || git ls-tree -r "$2" .github/workflows/)
  git ls-tree -r "$3" .github/workflows/ | while IFS= read -r file; do
    printf '%s\\n' "$known" | grep -qxF -- "$file" || exit 1
  done || {
    echo 'error: refusing to allow a GitHub App to create or update a workflow without \`workflows\` permission' >&2
    exit 1
  }
fi
exit 0
`;

/**
 * The hook that git runs for a whole push, before it keeps the pushed objects. If every ref of the push is refused, none
 * of its objects stays. It refuses a push that brings an object that nobody may bring back (R50). To find one, it reads
 * only what neither main nor the register has, so its time does not grow with them.
 */
const PRE_RECEIVE_HOOK = `#!/bin/sh
# Written by the embedded forge at every start. Input: old, new and name of each ref.
[ -z "$FORGE_REJECTED" ] || { echo "error: $FORGE_REJECTED" >&2; exit 1; }
refused= accepted= pushed=
while read -r old new ref; do
  case " $FORGE_REFUSED " in
    *" $ref "*) refused="$refused $ref" ;;
    *) accepted=yes ;;
  esac
  [ "$new" = ${NO_OID} ] || pushed="$pushed $new"
done
known=$(git for-each-ref --format='%(objectname)' refs/heads/main refs/heads/register)
if [ -s refused-objects ] && [ -n "$pushed" ] &&
  git rev-list --objects --no-object-names $pushed --not $known | sort | comm -12 refused-objects - | grep -q .; then
  echo "error: $FORGE_ERASED" >&2; exit 1
fi
[ -z "$accepted" ] || exit 0
for ref in $refused; do echo "error: GH006: Protected branch update failed for $ref." >&2; done
[ -z "$refused" ]
`;

/**
 * The error that git ended with an exit code other than 0, with git's message; or the error that an object is missing.
 */
export class GitFault extends Error {
  override readonly name = 'GitFault';
}

const gitFault = ([command]: readonly string[], code: number, stderr: string): GitFault =>
  new GitFault(`git ${command}: ${stderr.trim() || `exit code ${code}`}`);

/** The refs on disk. */
export interface DiskRefs {
  /** The commit of each ref, by the ref's full name. */
  readonly oids: ReadonlyMap<string, string>;
  /** The names of refs whose file is incomplete after a kill. Git does not list such a ref, and refuses to write it. */
  readonly broken: readonly string[];
}

/** The bare repository on disk. Its refs are a copy of the database's; only `mirrorRefs` and a push write them. */
export class Repository {
  readonly folder: string;
  readonly #reader: CatFile;
  readonly #refs: RefWriter;
  readonly #packer: Packer;
  readonly #remembered = new Map<string, Promise<unknown>>();
  /** The folders with new objects, whose file names may not be on disk yet. */
  readonly #unsettled = new Set<string>();
  readonly #settleFolder: typeof settleFolder;
  /** Limits the number of open files. Each writer has one open file, and a call may write any number of objects. */
  readonly #writers = new Turnstile(WRITERS);
  #refused: ReadonlySet<string> = new Set();

  private constructor(folder: string, settle: typeof settleFolder) {
    this.folder = folder;
    this.#settleFolder = settle;
    this.#reader = new CatFile(folder);
    this.#refs = new RefWriter(folder);
    this.#packer = new Packer(folder, (...command) => this.output(...command));
  }

  /**
   * Opens the bare repository in `folder`, or makes it, and removes locks that a killed git left. No other git of the
   * forge can be running, because the caller has the lock of the database.
   * @param settle writes the file names of a folder to disk
   */
  static async open(folder: string, settle = settleFolder): Promise<Repository> {
    if (!existsSync(join(folder, 'HEAD'))) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const made = await runGit(folder, [...NEW_REPOSITORY, folder]);
      if (made.code !== 0) throw new GitFault(`git init: ${made.stderr}`);
    }
    const repository = new Repository(folder, settle);
    await repository.#configure();
    await repository.#removeLeftovers();
    repository.#packer.look();
    return repository;
  }

  read(oid: string): Promise<StoredObject | undefined> {
    return this.#reader.read(oid);
  }

  /** Returns the size of an object in bytes; 0 if there is no such object. */
  async sizeOf(oid: string): Promise<number> {
    return (await this.#reader.size(oid)) ?? 0;
  }

  async readCommit(oid: string): Promise<Commit | undefined> {
    const object = await this.read(oid);
    return object?.type === 'commit' ? parseCommit(object.content) : undefined;
  }

  async readTree(oid: string): Promise<TreeEntry[] | undefined> {
    const object = await this.read(oid);
    return object?.type === 'tree' ? parseTree(object.content) : undefined;
  }

  /** Returns the tree of a commit, or the id itself if it is a tree; undefined if it is neither. */
  async treeOf(oid: string): Promise<string | undefined> {
    const object = await this.read(oid);
    if (object?.type === 'commit') return parseCommit(object.content).tree;
    return object?.type === 'tree' ? oid : undefined;
  }

  /** Sets which objects no push and no call may bring from now on, by their ids. */
  refuse(oids: readonly string[]): void {
    this.#refused = new Set(oids);
    // The hook compares sorted lists, whose time hardly grows with the length of this one.
    keepFile(
      join(this.folder, 'refused-objects'),
      [...this.#refused]
        .sort()
        .map((oid) => `${oid}\n`)
        .join(''),
    );
  }

  /**
   * Writes an object.
   * @throws HttpRefusal 422 for an object that nobody may bring
   */
  async write(type: ObjectType, content: Uint8Array): Promise<string> {
    if (this.#refused.has(objectId(type, content))) throw unprocessable(ERASED);
    const oid = await this.#writers.pass(() => writeLoose(this.folder, type, content));
    this.#unsettled.add(join(this.folder, 'objects', oid.slice(0, 2)));
    return oid;
  }

  writeTree(entries: readonly TreeEntry[]): Promise<string> {
    return this.write('tree', encodeTree(entries));
  }

  /**
   * Writes a commit.
   * @throws HttpRefusal 422 for a text that git does not accept in a commit
   */
  async writeCommit(commit: Commit): Promise<string> {
    const fault = commitFault(commit);
    if (fault !== undefined) throw unprocessable(fault);
    return this.write('commit', encodeCommit(commit));
  }

  /**
   * Finds the entry at a path in a tree; undefined if there is none. The empty path is the tree itself.
   * @throws GitFault if a folder of the path cannot be read. Its content is then lost, not absent (R31).
   */
  async entryAt(treeOid: string, path: string): Promise<TreeEntry | undefined> {
    let entry: TreeEntry = { mode: '40000', name: '', oid: treeOid };
    for (const name of path.split('/').filter((part) => part !== '')) {
      if (!isTree(entry)) return undefined;
      const entries = await this.readTree(entry.oid);
      if (!entries) throw new GitFault(`tree ${entry.oid} is referred to and missing`);
      const next = entries.find((candidate) => candidate.name === name);
      if (next === undefined) return undefined;
      entry = next;
    }
    return entry;
  }

  /**
   * Reads the refs on disk.
   * @throws GitFault if git cannot list them
   */
  async diskRefs(): Promise<DiskRefs> {
    const { code, stdout, stderr } = await runGit(this.folder, FOR_EACH_REF);
    if (code !== 0) throw gitFault(FOR_EACH_REF, code, stderr);
    return {
      oids: new Map(lines(stdout.toString('utf8')).map((line) => [line.slice(41), line.slice(0, 40)])),
      broken: [...stderr.matchAll(/^warning: ignoring broken ref (refs\/\S+)$/gm)].flatMap(([, name]) => name ?? []),
    };
  }

  /** Removes the files of refs from the disk. */
  async removeRefFiles(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => rm(join(this.folder, name), { force: true })));
  }

  /**
   * Sets refs on disk in one atomic step; undefined deletes a ref. Every write of the forge calls this function, even
   * if no ref changes, so that packing can begin.
   */
  async mirrorRefs(changes: ReadonlyMap<string, string | undefined>): Promise<void> {
    if (changes.size > 0) {
      await this.#settle();
      await this.#refs.write(changes);
    }
    this.#packer.look();
  }

  /** Writes the file names of new objects to disk. The names must be on disk before a ref needs the objects. */
  async #settle(): Promise<void> {
    if (this.#unsettled.size === 0) return;
    const folders = [...this.#unsettled];
    this.#unsettled.clear();
    try {
      // In parallel, because the disk writes most of them together. If a folder does not exist, its objects were packed,
      // and the pack is on disk.
      const named = folders.map((folder) => this.#settleFolder(folder).catch(unlessAbsent));
      await Promise.all([...named, this.#settleFolder(join(this.folder, 'objects'))]);
    } catch (error) {
      for (const folder of folders) this.#unsettled.add(folder);
      throw error;
    }
  }

  /**
   * Runs a git command and returns its output as text.
   * @throws GitFault if the exit code is not 0
   */
  async git(args: readonly string[]): Promise<string> {
    return (await this.output(args)).toString('utf8');
  }

  /**
   * Runs a git command and returns its output as bytes.
   * @throws GitFault if the exit code is not 0
   */
  async output(args: readonly string[], input?: string | Buffer, options?: GitOptions): Promise<Buffer> {
    const { code, stdout, stderr } = await runGit(this.folder, args, input, options);
    if (code !== 0) throw gitFault(args, code, stderr);
    return stdout;
  }

  /**
   * Returns the result of `compute`, from a cache if the cache has it. The cache keeps the last thousand results. They
   * depend only on object ids, so they never change.
   */
  remember<Answer>(key: string, compute: () => Promise<Answer>): Promise<Answer> {
    const kept = this.#remembered.get(key);
    if (kept !== undefined) return kept as Promise<Answer>;
    const answer = compute();
    this.#remembered.set(key, answer);
    answer.catch(() => this.#remembered.delete(key));
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > 1000 && oldest !== undefined) this.#remembered.delete(oldest);
    return answer;
  }

  async close(): Promise<void> {
    await Promise.all([this.#reader.close(), this.#refs.close(), this.#packer.close()]);
  }

  /**
   * Writes the configuration and the hooks of the repository. Both are written at every start, so that an office of an
   * older version gets them too.
   *
   * With `preciousObjects`, no git deletes an object, even if a person runs gc or prune. Database and journals name
   * commits that no ref reaches, such as heads from before a forced push. Besides, several calls of the API may add
   * objects before the last one makes a ref (docs/decisions/packing.md). One task of git's maintenance would delete
   * packs in spite of `preciousObjects`. It skips this repository, because `multiPackIndex` is off.
   */
  async #configure(): Promise<void> {
    keepFile(
      // The file is written in one step. A git that reads half of the file would not know that the objects are
      // precious.
      join(this.folder, 'config'),
      [
        '[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tsharedRepository = 0600\n\tlogallrefupdates = false',
        '\tfsync = committed,derived-metadata,reference\n\tmultiPackIndex = false',
        // How many milliseconds a move of refs waits for a `git gc` or `pack-refs` that a person runs.
        '\tfilesRefLockTimeout = 10000\n\tpackedRefsTimeout = 10000',
        '[extensions]\n\tpreciousObjects = true',
        '[http]\n\treceivepack = true',
        // `fsckObjects` refuses a push for an error or a warning. For git a bad file mode is neither, so this line
        // makes it an error.
        '[receive "fsck"]\n\tbadFilemode = error',
        '[receive]\n\tfsckObjects = true\n\tautogc = false\n\tmaxInputSize = 104857600',
        '[uploadpack]\n\tallowFilter = true\n\tallowReachableSHA1InWant = true',
        '[gc]\n\tauto = 0\n',
      ].join('\n'),
    );
    const hooks = join(this.folder, 'hooks');
    await mkdir(hooks, { recursive: true, mode: 0o700 });
    keepFile(join(hooks, 'update'), UPDATE_HOOK, 0o700);
    keepFile(join(hooks, 'pre-receive'), PRE_RECEIVE_HOOK, 0o700);
  }

  /** Removes locks and half-written objects and packs. Git itself does not remove them where objects are precious. */
  async #removeLeftovers(): Promise<void> {
    const names = await readdir(this.folder, { recursive: true });
    const left = names.filter((name) => LEFTOVER.test(name));
    await Promise.all(left.map((name) => rm(join(this.folder, name), { recursive: true, force: true })));
  }
}

export function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
