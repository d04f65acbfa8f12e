import { canonicalJson, sha256 } from '#domain/request/digest.ts';
import { given } from '#domain/request/given.ts';
import { readYaml } from '#domain/request/yaml.ts';
import { type RegisterFinding, registerFinding } from './finding.ts';
import type { MainMerges } from './main-merges.ts';
import type { FileClaim } from './verify-journal.ts';

/** Reads git objects by name (`commit:path` or id), in order; `undefined` for an object that does not exist. */
type ReadObjects = (
  names: readonly string[],
) => AsyncIterable<{ readonly type: string; readonly content: Buffer } | undefined>;

interface Held {
  /** The SHA-256 of the bytes. */
  readonly sha256: string;
  /** The SHA-256 of the canonical JSON, if the file is a request that can be read. */
  readonly request: string | undefined;
}

/** The blob ids of the files in a request's folder, by name. */
type Folder = ReadonlyMap<string, string>;

/** A commit of main, with the commits by which main received requests. */
interface Main {
  readonly head: string;
  readonly merges: MainMerges;
}

/**
 * Compares the files that journals record with the files themselves, if the submitted commit is still reachable (R29).
 * The commit is not reachable if the request was never merged, if only the register was cloned, or after an erasure
 * (R50). The last files of a completed case are then compared with those that main received (R34).
 * @param readMain reads main; gives `undefined` if main is not in the clone
 */
export async function checkFiles(
  claims: readonly FileClaim[],
  read: ReadObjects,
  readMain: () => Promise<Main | undefined>,
): Promise<{ findings: RegisterFinding[]; compared: number; unreachable: number }> {
  const folders = await readFolders(claims, read);
  const reachable = claims.flatMap((claim, i) => (folders[i] ? [{ claim, folder: folders[i] }] : []));
  const others = claims.filter((_, i) => !folders[i]);
  const landed = await readLanded(others, claims, read, readMain);
  const pairs = [...reachable, ...landed];
  const requests = new Set(pairs.flatMap(({ claim, folder }) => folder.get(nameOf(claim.path)) ?? []));
  const held = new Map<string, Held>();
  const blobs = [...new Set(pairs.flatMap(({ folder }) => [...folder.values()]))];
  let next = 0;
  for await (const object of read(blobs)) {
    const blob = blobs[next++] ?? '';
    if (!object) continue;
    const request = requests.has(blob) ? requestOf(object.content) : undefined;
    held.set(blob, { sha256: sha256(object.content), request });
  }
  // A clone without large contents lists files of main that it does not have.
  const whole = landed.filter(({ folder }) => [...folder.values()].every((blob) => held.has(blob)));
  const findings = [
    ...reachable.flatMap(({ claim, folder }) => compare(claim, folder, held)),
    ...whole.flatMap(({ claim, folder }) => compareOnMain(claim, folder, held)),
  ];
  const compared = reachable.length + whole.length;
  return { findings, compared, unreachable: claims.length - compared };
}

/** Reads from main's head the folders of the completed cases that main has received. */
async function readLanded(
  claims: readonly FileClaim[],
  all: readonly FileClaim[],
  read: ReadObjects,
  readMain: () => Promise<Main | undefined>,
): Promise<{ claim: FileClaim; folder: Folder }[]> {
  const wanted = claims.filter(({ completed }) => completed);
  const main = wanted.length > 0 ? await readMain() : undefined;
  if (!main) return [];
  const users = Map.groupBy(all, ({ path }) => folderOf(path));
  const received = wanted.filter(({ completed, file, path }) => {
    if (!completed) return false;
    const folder = folderOf(path);
    const isShared = users.get(folder)?.some((each) => each.file !== file) ?? false;
    return main.merges.ofCase({ ...completed, folder, head: undefined, isShared }) !== undefined;
  });
  const folders = await readFolders(
    received.map((claim) => ({ ...claim, head: main.head })),
    read,
  );
  return received.flatMap((claim, i) => {
    const folder = folders[i] ?? new Map<string, string>();
    const isGone = [claim, ...claim.attachments].some(({ path }) => !folder.has(nameOf(path)));
    return isGone && claim.completed?.mayBeGone ? [] : [{ claim, folder }];
  });
}

/** Reads the folder of each claim's request; empty if it does not exist, `undefined` if the commit does not exist. */
async function readFolders(claims: readonly FileClaim[], read: ReadObjects): Promise<(Folder | undefined)[]> {
  const names = claims.flatMap(({ head, path }) => [nameable(head), nameable(`${head}:${folderOf(path)}`)]);
  const folders: (Folder | undefined)[] = [];
  let commit: boolean | undefined;
  for await (const object of read(names)) {
    if (commit === undefined) {
      commit = object?.type === 'commit';
      continue;
    }
    const idBytes = (claims[folders.length]?.head.length ?? 40) / 2;
    const files = object?.type === 'tree' ? parseTree(object.content, idBytes) : new Map<string, string>();
    folders.push(commit ? files : undefined);
    commit = undefined;
  }
  return folders;
}

/**
 * Returns a name that is safe to pass to git. A name in a journal may be any text. Only the id of a commit, alone or
 * with a plain path, is returned as it is. Any other text is replaced by a name that does not exist.
 */
function nameable(name: string): string {
  return /^[0-9a-f]{40,64}(:[a-z0-9_.-]+(\/[a-z0-9_.-]+)*)?$/.test(name) && !name.includes('..') ? name : 'none';
}

function compare(claim: FileClaim, folder: Folder, held: ReadonlyMap<string, Held>): RegisterFinding[] {
  const { file, line, seq, path } = claim;
  const place = { file, line, seq };
  const found: RegisterFinding[] = [];
  const check = (at: string, expected: string, received: (content: Held) => string | undefined): void => {
    const blob = folderOf(at) === folderOf(path) ? folder.get(nameOf(at)) : undefined;
    const content = blob === undefined ? undefined : held.get(blob);
    const where = { ...place, path: `${claim.head.slice(0, 12)}:${at}` };
    if (!content) found.push(registerFinding('file-missing', where));
    else if (received(content) !== expected) {
      found.push(registerFinding('file-differs', { ...where, expected, received: received(content) ?? 'YAML?' }));
    }
  };
  check(path, claim.request, ({ request }) => request);
  for (const attachment of claim.attachments) check(attachment.path, attachment.sha256, (content) => content.sha256);
  const recorded = new Set([path, ...claim.attachments.map((attachment) => attachment.path)]);
  for (const name of folder.keys()) {
    const at = `${folderOf(path)}/${name}`;
    if (!recorded.has(at))
      found.push(registerFinding('file-unrecorded', { ...place, path: `${claim.head.slice(0, 12)}:${at}` }));
  }
  return found;
}

/** Compares the files of a completed case on main with those that were attested: path, blob id and content (R34). */
function compareOnMain(claim: FileClaim, folder: Folder, held: ReadonlyMap<string, Held>): RegisterFinding[] {
  const { file, line, seq, path, completed } = claim;
  const recorded: readonly { readonly path: string; readonly oid?: string; readonly is: string }[] = [
    { path, ...given({ oid: completed?.oid }), is: claim.request },
    ...claim.attachments.map((each) => ({ path: each.path, oid: each.oid, is: each.sha256 })),
  ];
  const differs = (at: string, expected: string, received: string): RegisterFinding =>
    registerFinding('main-differs', {
      ...{ file, line, seq, path: `main:${at}`, expected, received },
      ...given({ case: completed?.id }),
    });
  const unrecorded = [...folder].flatMap(([name, blob]) => {
    const at = `${folderOf(path)}/${name}`;
    return recorded.some((each) => each.path === at) ? [] : [differs(at, '–', blob)];
  });
  return recorded
    .flatMap(({ path: at, oid, is }) => {
      const blob = folderOf(at) === folderOf(path) ? folder.get(nameOf(at)) : undefined;
      if (blob === undefined) return [differs(at, oid ?? is, '–')];
      if (oid !== undefined && blob !== oid) return [differs(at, oid, blob)];
      const content = held.get(blob);
      const received = at === path ? content?.request : content?.sha256;
      return received === is ? [] : [differs(at, is, received ?? 'YAML?')];
    })
    .concat(unrecorded);
}

function requestOf(content: Buffer): string | undefined {
  const reading = readYaml(content, '');
  return reading.ok ? sha256(canonicalJson(reading.value)) : undefined;
}

/** Parses git's tree object: mode, space, name, NUL and id of each file. */
function parseTree(content: Buffer, idBytes: number): Map<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    files.set(content.toString('utf8', space + 1, end), content.toString('hex', end + 1, end + 1 + idBytes));
    at = end + 1 + idBytes;
  }
  return files;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
