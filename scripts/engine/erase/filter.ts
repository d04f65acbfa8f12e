import { withoutErased } from '#domain/journal/erasure.ts';
import { parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { DOCUMENTS_FOLDER, hundredOf, INDEX_PATH, isListPath, journalNumber } from '#domain/journal/paths.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import type { ErasedCase } from './plan.ts';
import type { ExportedCommit } from './stream.ts';
import type { Owners } from './topology.ts';

/** A commit without what is erased. */
export interface FilteredCommit {
  /** Whether the commit itself is different now. Its parents may be different even if it is not. */
  readonly isChanged: boolean;
  readonly people: readonly string[];
  readonly message: Buffer;
  /** The lines of the changes. A line with content has it as the second item. */
  readonly changes: readonly (readonly [line: string, content?: Buffer])[];
}

interface FilterOptions {
  readonly cases: readonly ErasedCase[];
  /** The ids of the erased files. */
  readonly files: ReadonlySet<string>;
  readonly owners: Owners;
  /** The name and address that stand for everybody whose commits are erased, by case. */
  readonly identityOf: (one: ErasedCase) => string;
  readonly isRegister: (oid: string) => boolean;
  readonly isMain: (oid: string) => boolean;
  readonly readText: (blob: string) => Promise<string>;
  /** Lists what changes from one commit, or from nothing, to another. */
  readonly changesFrom: (base: string | undefined, oid: string) => Promise<readonly string[]>;
}

/** The words of a commit whose message was erased. */
export const erasedMessage = ({ id }: Pick<ErasedCase, 'id'>): string =>
  `${id}: dihapus menurut R50 / erased under R50`;

/** Removes from each commit of a repository what its cases may lose (R50). */
export class ErasureFilter {
  readonly #options: FilterOptions;
  readonly #byNumber: ReadonlyMap<number, ErasedCase>;
  readonly #byFolder: ReadonlyMap<string, ErasedCase>;
  /** The erased cases that the index of the register may have at the present commit. */
  readonly #open = new Set<number>();
  readonly #seen = new Set<number>();
  readonly #oids = new Map<string, string>();

  constructor(options: FilterOptions) {
    const { cases } = options;
    this.#options = options;
    this.#byNumber = new Map(cases.map((one) => [one.number, one]));
    this.#byFolder = new Map(
      cases.flatMap((one) => [
        ...one.folders.map((folder) => [folder, one] as const),
        ...(one.erasure.documents ? [[documentsOf(one), one] as const] : []),
      ]),
    );
  }

  /**
   * Filters a commit. The commits must come in the order of their history.
   * @throws RegisterError if a journal of the register is not sound
   */
  async filter(exported: ExportedCommit): Promise<FilteredCommit> {
    const { owners, identityOf, isMain, changesFrom } = this.#options;
    this.#oids.set(exported.mark, exported.oid);
    const own = owners.own.get(exported.oid);
    if (own) return neutral(exported, own, identityOf(own), []);
    const [mark = ''] = exported.parents;
    const parent = this.#oids.get(mark) ?? mark;
    // Another request went on from an erased one. Its first commit brings all files that it had before.
    const all = owners.own.has(parent) ? await changesFrom(owners.baseOf(parent), exported.oid) : exported.changes;
    const commit = { ...exported, changes: all.map((line) => this.#withoutCopy(line)) };
    const isCopied = commit.changes.some((line, i) => line !== all[i]);
    const changes = isMain(commit.oid) ? this.#onMain(commit) : await this.#elsewhere(commit);
    const merged = owners.merges.get(commit.oid);
    if (merged && merged.folders.length > 0) return mergeOf(commit, merged, identityOf(merged), changes.kept);
    // A merge commit brings files that another commit wrote.
    const { touched } = changes;
    if (touched && commit.parents.length < 2 && touched.folders.length > 0 && changes.inRequest)
      return neutral(commit, touched, identityOf(touched), changes.kept);
    const { people, message } = commit;
    return { isChanged: changes.isChanged || isCopied, people, message, changes: changes.kept };
  }

  /** Returns a change without a copy of an erased file, under whatever name. An earlier file there does not come back. */
  #withoutCopy(line: string): string {
    const [, oid = '', path] = /^M \d+ (\S+) (.*)$/s.exec(line) ?? [];
    return this.#options.files.has(oid) ? `D ${path}` : line;
  }

  #onMain(commit: ExportedCommit): Changes {
    const kept: Changes['kept'][number][] = [];
    let touched: ErasedCase | undefined;
    for (const line of commit.changes) {
      // Main may have a folder of another use that is called as the register's folder of documents.
      const gone = pathOf(line).startsWith(`${DOCUMENTS_FOLDER}/`) ? undefined : this.#goneAt(line, commit);
      touched ??= gone;
      if (!gone) kept.push([line]);
    }
    return { kept, touched, inRequest: touched !== undefined, isChanged: touched !== undefined };
  }

  /** Filters a commit of the register, or of a branch, which somebody may have begun at the register. */
  async #elsewhere(commit: ExportedCommit): Promise<Changes> {
    const isRegister = this.#options.isRegister(commit.oid);
    const kept: Changes['kept'][number][] = [];
    let touched: ErasedCase | undefined;
    let isChanged = false;
    // The journals come first: they show which cases the index may have.
    if (isRegister)
      for (const line of commit.changes) {
        const number = journalNumber(pathOf(line));
        if (number === undefined || !this.#byNumber.has(number) || this.#seen.has(number)) continue;
        this.#seen.add(number);
        this.#open.add(number);
      }
    for (const line of commit.changes) {
      const gone = this.#goneAt(line, commit);
      touched ??= gone;
      const content = gone ? null : await this.#rewritten(line, isRegister);
      if (content !== undefined) isChanged = true;
      if (content === undefined) kept.push([line]);
      else if (content !== null) kept.push([`M 100644 inline ${pathOf(line)}`, Buffer.from(content)]);
    }
    return { kept, touched, inRequest: touched !== undefined && !isRegister, isChanged };
  }

  /** Returns the case whose file a change is, if the file goes. */
  #goneAt(line: string, { oid }: ExportedCommit): ErasedCase | undefined {
    if (this.#byFolder.size === 0) return undefined;
    const path = pathOf(line);
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const one = this.#byFolder.get(path.slice(0, at));
      if (one) return this.#options.owners.spared.get(one)?.has(oid) ? undefined : one;
    }
    return undefined;
  }

  /** Returns the new text of a file; `null` if the file goes, `undefined` if it does not change. */
  async #rewritten(line: string, isRegister: boolean): Promise<string | null | undefined> {
    const [, blob] = /^M 100644 ([0-9a-f]{40,64}) /.exec(line) ?? [];
    if (blob === undefined) return undefined;
    const path = pathOf(line);
    const read = (): Promise<string> => this.#options.readText(blob);
    const number = journalNumber(path);
    if (number !== undefined) {
      const one = this.#byNumber.get(number);
      return one && unlessSame(await read(), (text) => journalWithout(one, text, isRegister));
    }
    if (path === INDEX_PATH) {
      if (isRegister && this.#open.size === 0) return undefined;
      return unlessSame(await read(), (text) => this.#index(text, isRegister));
    }
    // A list of an earlier version may name the case, and nothing reads it.
    return isListPath(path) ? null : undefined;
  }

  #index(text: string, isRegister: boolean): string {
    const wanted = isRegister ? this.#open : new Set(this.#byNumber.keys());
    const there = casesIn(text);
    const gone = new Set([...wanted].filter((number) => there.has(String(number))));
    // A case that has left the index has ended, and does not come back.
    if (isRegister) for (const number of wanted) if (!gone.has(number)) this.#open.delete(number);
    return gone.size === 0 ? text : indexWithout(text, gone);
  }
}

interface Changes {
  readonly kept: FilteredCommit['changes'];
  /** The first case of which a file goes. */
  readonly touched: ErasedCase | undefined;
  /** Whether such a file is one of a request. */
  readonly inRequest: boolean;
  readonly isChanged: boolean;
}

const documentsOf = ({ number }: ErasedCase): string => `${DOCUMENTS_FOLDER}/${hundredOf(number)}/${number}`;

/** Returns the path of a change. A path that git quotes has characters that no path of ours has, after its folder. */
const pathOf = (line: string): string =>
  (line.startsWith('D ') ? line.slice(2) : line.slice(line.indexOf(' ', line.indexOf(' ', 2) + 1) + 1)).replace(
    /^"/,
    '',
  );

function unlessSame(text: string, change: (text: string) => string | null): string | null | undefined {
  const changed = change(text);
  return changed === text ? undefined : changed;
}

/** Removes from a journal what its case loses. On a branch of a person, a file that is no journal goes. */
function journalWithout({ number, erasure }: ErasedCase, text: string, isRegister: boolean): string | null {
  try {
    return withoutErased(number, text, erasure);
  } catch (error) {
    if (isRegister || !(error instanceof RegisterError)) throw error;
    return null;
  }
}

function casesIn(text: string): Set<string> {
  try {
    return new Set(Object.keys((JSON.parse(text) as { cases?: object }).cases ?? {}));
  } catch {
    // An index that cannot be read names nobody that could be found.
    return new Set();
  }
}

/** Removes cases from an index. It has one case a line; an index of another form is printed anew. */
function indexWithout(text: string, gone: ReadonlySet<number>): string {
  const lines = text
    .split('\n')
    .filter((line) => !gone.has(Number(/^ {4}"(\d+)": \{/.exec(line)?.[1] ?? Number.NaN)))
    .join('\n')
    .replace(/^( {4}"\d+": \{.*\}),(?=\n {2}\})/m, '$1')
    .replace(/^( {2}"cases": \{)\n {2}\}/m, '$1}');
  try {
    const left = casesIn(lines);
    if (left.size > 0 || Object.keys((JSON.parse(lines) as { cases: object }).cases).length === 0)
      if (![...gone].some((number) => left.has(String(number)))) return lines;
  } catch {
    // The lines are printed anew below.
  }
  const index = parseIndex(text);
  const cases = Object.fromEntries(Object.entries(index.cases).filter(([number]) => !gone.has(Number(number))));
  return printIndex({ ...index, cases });
}

/** Returns a commit that keeps its place and its time, and nothing else of what its author wrote. */
function neutral(
  { people }: ExportedCommit,
  one: ErasedCase,
  identity: string,
  changes: FilteredCommit['changes'],
): FilteredCommit {
  const message = Buffer.from(`${erasedMessage(one)}\n`);
  return { isChanged: true, people: peopleAs(people, identity), message, changes };
}

function peopleAs(people: readonly string[], identity: string): string[] {
  const time = / (\d+) [+-]\d+$/.exec(people.find((line) => line.startsWith('committer ')) ?? '')?.[1] ?? '0';
  return [`author ${identity} ${time} +0000`, `committer ${identity} ${time} +0000`];
}

/**
 * Returns the commit by which main received a request. Its message stays if it says only what the public sees (R34), and
 * the public parts stay too.
 */
function mergeOf(
  commit: ExportedCommit,
  one: ErasedCase,
  identity: string,
  changes: FilteredCommit['changes'],
): FilteredCommit {
  const isPublic = commit.message.toString('latin1').startsWith(`${one.id}: `) && one.erasure.public === 0;
  const people = commit.parents.length > 1 ? commit.people : peopleAs(commit.people, identity);
  if (isPublic) return { isChanged: true, people, message: commit.message, changes };
  const message = Buffer.from(`${erasedMessage(one)}\n`);
  return { isChanged: true, people: people.filter((line) => !line.startsWith('encoding ')), message, changes };
}
