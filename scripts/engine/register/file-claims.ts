import { canonicalJson, sha256 } from '#domain/request/digest.ts';
import { readYaml } from '#domain/request/yaml.ts';
import { type RegisterFinding, registerFinding } from './finding.ts';
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

/**
 * Compares the files that journals record with the files themselves, if the submitted commit is still reachable (R29).
 * The commit is not reachable if the request was never merged, or if only the register was cloned.
 */
export async function checkFiles(
  claims: readonly FileClaim[],
  read: ReadObjects,
): Promise<{ findings: RegisterFinding[]; compared: number; unreachable: number }> {
  const folders = await readFolders(claims, read);
  const reachable = claims.flatMap((claim, i) => (folders[i] ? [{ claim, folder: folders[i] }] : []));
  const requests = new Set(reachable.flatMap(({ claim, folder }) => folder.get(nameOf(claim.path)) ?? []));
  const held = new Map<string, Held>();
  const blobs = [...new Set(reachable.flatMap(({ folder }) => [...folder.values()]))];
  let next = 0;
  for await (const object of read(blobs)) {
    const blob = blobs[next++] ?? '';
    if (!object) continue;
    const request = requests.has(blob) ? requestOf(object.content) : undefined;
    held.set(blob, { sha256: sha256(object.content), request });
  }
  const findings = reachable.flatMap(({ claim, folder }) => compare(claim, folder, held));
  return { findings, compared: reachable.length, unreachable: claims.length - reachable.length };
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
