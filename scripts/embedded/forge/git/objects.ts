/** The types of git objects. The forge reads and writes objects itself, without starting git for each of them. */

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface TreeEntry {
  /** The mode in octal, without a leading zero: `100644`, `100755`, `120000`, `40000` or `160000`. */
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
}

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** An instant in UTC, in whole seconds. */
  readonly date: string;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export function isTree(entry: TreeEntry): boolean {
  return entry.mode === '40000';
}

export function entryType(entry: TreeEntry): 'blob' | 'tree' | 'commit' {
  if (isTree(entry)) return 'tree';
  return entry.mode === '160000' ? 'commit' : 'blob';
}

export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    entries.push({
      mode: content.toString('latin1', at, space),
      name: content.toString('utf8', space + 1, end),
      oid: content.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

/** Encodes a tree. Git orders entries by the bytes of their names, and a folder as if its name ended with a slash. */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const keyed = entries.map((entry) => ({ entry, key: Buffer.from(isTree(entry) ? `${entry.name}/` : entry.name) }));
  keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(
    keyed.flatMap(({ entry }) => [Buffer.from(`${entry.mode} ${entry.name}\0`), Buffer.from(entry.oid, 'hex')]),
  );
}

export function encodeCommit(commit: Commit): Buffer {
  return Buffer.from(
    [
      `tree ${commit.tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${encodeSignature(commit.author)}`,
      `committer ${encodeSignature(commit.committer)}`,
      '',
      commit.message,
    ].join('\n'),
  );
}

export function parseCommit(content: Buffer): Commit {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = (end < 0 ? text : text.slice(0, end)).split('\n');
  const values = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parseSignature(values('author')[0] ?? ''),
    committer: parseSignature(values('committer')[0] ?? ''),
    message: end < 0 ? '' : text.slice(end + 2),
  };
}

/**
 * Checks the texts of a commit. With a line end or an angle bracket, a name or an address could forge a header. Many
 * programs stop reading at a NUL byte (git's `nulInCommit`).
 * @returns what is wrong; undefined if nothing is
 */
export function commitFault({ author, committer, message }: Commit): string | undefined {
  if (message.includes('\0')) return 'message contains a NUL byte';
  for (const [what, { name, email, date }] of Object.entries({ author, committer })) {
    if (/[\p{Cc}<>]/u.test(name) || name.trim() === '') return `${what}.name is not the name of an author`;
    if (/[\p{Cc}<>]/u.test(email)) return `${what}.email is not an address`;
    const seconds = Date.parse(date) / 1000;
    if (!(seconds >= 0 && seconds < 2 ** 40)) return `${what}.date is not a time that git can keep`;
  }
  return undefined;
}

function encodeSignature({ name, email, date }: Signature): string {
  return `${name.trim()} <${email.trim()}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}

function parseSignature(line: string): Signature {
  const match = /^(.*?) ?<([^>]*)> (-?\d+) [+-]\d{4}$/.exec(line);
  const seconds = Number(match?.[3] ?? 0);
  return { name: match?.[1] ?? '', email: match?.[2] ?? '', date: toInstant(seconds) };
}

function toInstant(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? '1970-01-01T00:00:00Z' : `${date.toISOString().slice(0, 19)}Z`;
}
