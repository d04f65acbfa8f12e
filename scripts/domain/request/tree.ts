/** Checks what a pull request may change (R8): one new request document, with attachments in its folder. */
import { type Problem, shorten } from '#domain/problem.ts';
import { isFileName, TREE_LIMITS } from './file-rules.ts';
import { SAYINGS, type Said } from './tree-sayings.ts';
import { YAML_LIMITS } from './yaml.ts';

/** One changed path of a pull request, compared with the base branch. */
export interface Change {
  readonly path: string;
  readonly status: 'added' | 'modified' | 'removed' | 'renamed';
  /** The file mode of git, six octal digits. */
  readonly mode: string;
  /** The id of the blob. */
  readonly oid: string;
  /** The size in bytes. */
  readonly size: number;
}

/** The paths that exist: those under `requests/` on main, and the request documents of other open cases. */
interface Existing {
  readonly onMain: readonly string[];
  readonly inOpenCases: readonly string[];
}

type TreeReading =
  | { readonly kind: 'no-case' }
  | {
      readonly kind: 'request';
      /** The request document, if exactly one was found. */
      readonly request?: Change;
      readonly attachments: readonly Change[];
      readonly problems: readonly Problem[];
    };

const MIB = 1024 * 1024;

const REGULAR_FILE = '100644';
const DOCUMENT = /^requests\/\d{4}\/[^/]+\/request\.yaml$/;
const ATTACHMENT = /\.(pdf|png|jpe?g)$/;

const FOLDER_FORM = 'requests/<YYYY>/<nama>/request.yaml';

const problem = (said: Said, file: string, facts: { expected?: string; received?: string } = {}): Problem => ({
  file,
  path: '',
  ...facts,
  ...said,
});

/** Writes a size that is beyond a limit. If the rounded size would equal the limit, the bytes beyond it are added. */
function beyond(limit: number, bytes: number): string {
  const megabytes = (bytes / MIB).toFixed(1);
  return Number(megabytes) > limit / MIB ? `${megabytes} MB` : `${limit / MIB} MB + ${bytes - limit} B`;
}

/**
 * Checks the changed paths of a pull request. Their contents are checked by `readYaml` and `checkAttachment`.
 * @returns `no-case` if no path is under `requests/`; otherwise the document, its attachments, and every problem
 * @source R8
 */
export function checkChange(changes: readonly Change[], existing: Existing): TreeReading {
  // A path that only resembles one under `requests/` (`Requests/…`, `/requests/…`) is a mistake in a request.
  const touches = changes.some(({ path }) => /^[./\\]*requests(?:[/\\]|$)/i.test(path));
  if (!touches) return { kind: 'no-case' };

  const problems = changes.flatMap((change) => checkPath(change));
  problems.push(...collisions(changes, existing.onMain));

  const candidates = changes.filter(({ path, status }) => status !== 'removed' && DOCUMENT.test(path));
  const [request, another] = candidates;
  if (!request) problems.push(problem(SAYINGS['no-document'], 'requests/', { expected: FOLDER_FORM }));
  if (another) {
    problems.push(
      ...candidates.slice(1).map(({ path }) => problem(SAYINGS['several-documents'], path, { expected: '1' })),
    );
  }

  const rest = changes.filter((change) => !candidates.includes(change) && isUnderRequests(change.path));
  const attachments = rest.filter(({ status }) => status !== 'removed');
  if (request) problems.push(...checkDocument(request, existing));
  problems.push(...attachments.flatMap((attachment) => checkAttachmentPath(attachment, request)));
  const total = attachments.reduce((sum, { size }) => sum + size, 0);
  if (total > TREE_LIMITS.attachments) {
    const received = beyond(TREE_LIMITS.attachments, total);
    problems.push(problem(SAYINGS['all-large'], 'requests/', { expected: '≤ 20 MB', received }));
  }
  if (attachments.length > TREE_LIMITS.count) {
    const facts = { expected: `≤ ${TREE_LIMITS.count}`, received: String(attachments.length) };
    problems.push(problem(SAYINGS.many, 'requests/', facts));
  }
  return { kind: 'request', ...(request && !another ? { request } : {}), attachments, problems };
}

const isUnderRequests = (path: string): boolean => path.startsWith('requests/');

function checkPath({ path, status, mode }: Change): Problem[] {
  const shown = shorten(path, TREE_LIMITS.path).slice(1, -1);
  const problems: Problem[] = [];
  if (!isUnderRequests(path)) problems.push(problem(SAYINGS.outside, shown, { expected: 'requests/…' }));
  if (status !== 'added') problems.push(problem(SAYINGS['not-added'], shown, { received: status }));
  const names = path.split('/');
  if (isUnderRequests(path) && !names.every(isFileName)) {
    problems.push(problem(SAYINGS.name, shown, { expected: 'a-z 0-9 - _ .' }));
  }
  const longest = Math.max(...names.map((name) => name.length));
  if (path.length > TREE_LIMITS.path || longest > TREE_LIMITS.name) {
    const expected = `≤ ${TREE_LIMITS.path}, a/b/… ≤ ${TREE_LIMITS.name}`;
    problems.push(problem(SAYINGS.long, shown, { expected, received: `${path.length}, ${longest}` }));
  }
  if (status !== 'removed' && mode !== REGULAR_FILE) {
    problems.push(problem(SAYINGS.mode, shown, { expected: REGULAR_FILE, received: mode }));
  }
  return problems;
}

/** Finds paths that are equal on a system that ignores letter case. The folders of a path are compared as well. */
function collisions(changes: readonly Change[], onMain: readonly string[]): Problem[] {
  const written = new Map<string, string>();
  const prefixes = (path: string): string[] =>
    path.split('/').map((_name, index, names) => names.slice(0, index + 1).join('/'));
  for (const path of onMain) for (const prefix of prefixes(path)) written.set(prefix.toLowerCase(), prefix);
  return changes.flatMap(({ path }) => {
    let clash: string | undefined;
    for (const prefix of prefixes(path)) {
      const known = written.get(prefix.toLowerCase());
      if (known !== undefined && known !== prefix) clash = known;
      else written.set(prefix.toLowerCase(), prefix);
    }
    return clash === undefined ? [] : [problem(SAYINGS.collision, path, { received: clash })];
  });
}

function checkDocument({ path, size }: Change, existing: Existing): Problem[] {
  const problems: Problem[] = [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const taken = existing.onMain.some((other) => other.startsWith(folder)) || existing.inOpenCases.includes(path);
  if (taken) problems.push(problem(SAYINGS.taken, path));
  if (size > YAML_LIMITS.bytes) {
    problems.push(problem(SAYINGS.large, path, { expected: '≤ 64 KiB', received: `${Math.ceil(size / 1024)} KiB` }));
  }
  return problems;
}

function checkAttachmentPath({ path, size }: Change, request: Change | undefined): Problem[] {
  const problems: Problem[] = [];
  const folder = path.slice(0, path.lastIndexOf('/'));
  if (request && `${folder}/request.yaml` !== request.path) {
    const expected = request.path.replace(/request\.yaml$/, '…');
    problems.push(problem(SAYINGS['beside'], path, { expected }));
  }
  if (!ATTACHMENT.test(path)) problems.push(problem(SAYINGS.kind, path, { expected: '.pdf .png .jpg .jpeg' }));
  if (size > TREE_LIMITS.attachment) {
    const received = beyond(TREE_LIMITS.attachment, size);
    problems.push(problem(SAYINGS.large, path, { expected: '≤ 5 MB', received }));
  }
  return problems;
}
