/** Every single way in which one line, field or file of a register can be tampered with, in its last commit or before. */
import { INDEX_PATH, isDocumentPath, journalNumber } from '#domain/journal/paths.ts';
import type { Commits } from './register.ts';

export interface Tampering {
  readonly told: string;
  /** The file that a finding must name; undefined: any. */
  readonly file: string | undefined;
  /** The commits after it; several may be laid one upon another where each is in another file. */
  readonly lay: (commits: Commits) => Commits;
}

/** The files as the register's head has them. */
export function headOf(commits: Commits): Map<string, string> {
  const files = new Map<string, string>();
  for (const commit of commits)
    for (const [path, text] of Object.entries(commit.files)) {
      if (text === null) files.delete(path);
      else files.set(path, text);
    }
  return files;
}

/** One more commit, which rewrites a file. */
const rewritten =
  (path: string, text: string | null) =>
  (commits: Commits): Commits => [...commits, { files: { [path]: text } }];

/** The same text in every commit from the first that had it: as if it had never been otherwise. */
const everSince =
  (path: string, change: (text: string) => string) =>
  (commits: Commits): Commits =>
    commits.map(({ files }) => {
      const text = files[path];
      return typeof text === 'string' ? { files: { ...files, [path]: change(text) } } : { files };
    });

/**
 * All single tamperings, in rounds of those that can be tried at once: at most one in each journal, and whatever concerns the
 * whole alone. Each round is made when it is asked for: all of them together would make a process so large that starting git
 * takes longer than what git does.
 * @param every one of so many
 */
export function* roundsOf(commits: Commits, every = 1): Generator<Tampering[]> {
  const head = headOf(commits);
  const journals = [...head].flatMap(([path, text]) =>
    journalNumber(path) === undefined ? [] : [oneOf(every, ofJournal(path, text))],
  );
  for (;;) {
    const round = journals.flatMap((journal) => {
      const next = journal.next();
      return next.done ? [] : [next.value];
    });
    if (round.length === 0) break;
    yield round;
  }
  for (const each of ofDocuments(head)) yield [each];
  for (const each of oneOf(every, [...ofIndex(head.get(INDEX_PATH) ?? ''), ...ofHistory(head)])) yield [each];
}

function* oneOf<T>(every: number, all: Iterable<T>): Generator<T, undefined> {
  let at = 0;
  for (const each of all) if (at++ % every === 0) yield each;
}

function* ofJournal(path: string, text: string): Generator<Tampering> {
  const lines = text.trimEnd().split('\n');
  const rewrite = (told: string, changed: readonly string[]): Tampering[] => {
    const after = changed.map((line) => `${line}\n`).join('');
    return after === text
      ? []
      : [{ told: `${path}: ${told}, in a new commit`, file: path, lay: rewritten(path, after) }];
  };
  for (const [at, line] of lines.entries()) {
    yield* rewrite(`line ${at + 1} dropped`, lines.toSpliced(at, 1));
    yield* rewrite(`line ${at + 1} doubled`, lines.toSpliced(at, 0, line));
    const next = lines[at + 1];
    if (next !== undefined) yield* rewrite(`lines ${at + 1} and ${at + 2} swapped`, lines.toSpliced(at, 2, next, line));
    for (const [where, changed] of changesOf(JSON.parse(line))) {
      const replaced = JSON.stringify(changed);
      yield* rewrite(`${where} of line ${at + 1} changed`, lines.with(at, replaced));
      // The same from the beginning on: history looks untouched, and only what stands in the line can tell.
      yield {
        told: `${path}: ${where} of line ${at + 1} changed ever since`,
        file: path,
        lay: everSince(path, (before) =>
          before
            .split('\n')
            .map((each) => (each === line ? replaced : each))
            .join('\n'),
        ),
      };
    }
  }
  yield { told: `${path}: deleted`, file: path, lay: rewritten(path, null) };
}

/** A value with one leaf changed, for each of its leaves, and with one key taken away. */
function* changesOf(value: unknown, where = ''): Generator<[string, unknown]> {
  if (Array.isArray(value)) {
    for (const [at, each] of value.entries())
      for (const [inner, changed] of changesOf(each, `${where}/${at}`)) yield [inner, value.with(at, changed)];
    return;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      for (const [inner, changed] of changesOf(each, `${where}/${key}`)) yield [inner, { ...value, [key]: changed }];
      const { [key]: _gone, ...rest } = Object.fromEntries(Object.entries(value));
      yield [`${where}/${key} (taken away)`, rest];
    }
    return;
  }
  if (typeof value === 'string') yield [where, other(value)];
  else if (typeof value === 'number') yield [where, value + 1];
  else if (typeof value === 'boolean') yield [where, !value];
}

/** Another text of the same form: a digit or letter more or less. */
function other(text: string): string {
  const last = text.at(-1) ?? '';
  if (text === '') return 'x';
  const changed = /[0-8]/.test(last) ? String(Number(last) + 1) : last === 'a' ? 'b' : 'a';
  return text.slice(0, -1) + changed;
}

function ofIndex(text: string): Tampering[] {
  // Hints say only what the next sweep may pass over; a wrong one costs a look.
  const hint = /\/(mark|told|title|ending)(\/|$| )|\/cases\/\d+\/config/;
  return [...changesOf(JSON.parse(text))]
    .filter(([where]) => !hint.test(where))
    .map(([where, changed]) => ({
      told: `${INDEX_PATH}: ${where} changed`,
      file: INDEX_PATH,
      lay: rewritten(INDEX_PATH, `${JSON.stringify(changed, null, 1)}\n`),
    }));
}

/** A signed document swapped, removed or added: each is tried, they are few. */
function ofDocuments(head: ReadonlyMap<string, string>): Tampering[] {
  const [path] = [...head.keys()].filter(isDocumentPath);
  if (path === undefined) return [];
  const other = path.replace(/[0-9a-f]{64}/, 'e'.repeat(64));
  return [
    { told: 'a document swapped', file: path, lay: rewritten(path, '%PDF-1.4 Lain\n%%EOF\n') },
    { told: 'a document swapped ever since', file: path, lay: everSince(path, (text) => `${text} `) },
    { told: 'a document removed', file: path, lay: rewritten(path, null) },
    {
      told: 'a document that never came',
      file: path,
      lay: (commits) => commits.map(({ files: { [path]: _gone, ...files } }) => ({ files })),
    },
    { told: 'a document that no entry names', file: other, lay: rewritten(other, '%PDF-1.4 Lain\n%%EOF\n') },
  ];
}

function ofHistory(head: ReadonlyMap<string, string>): Tampering[] {
  const [some] = [...head.keys()].filter((path) => journalNumber(path) !== undefined);
  return [
    { told: 'index deleted', file: INDEX_PATH, lay: rewritten(INDEX_PATH, null) },
    { told: 'a file that has no place', file: 'lain.txt', lay: rewritten('lain.txt', 'lain\n') },
    ...(some === undefined
      ? []
      : [
          {
            told: 'a journal under another number',
            file: undefined,
            lay: rewritten(some.replace(/\d+(?=\.jsonl$)/, '999'), head.get(some) ?? ''),
          },
        ]),
  ];
}
