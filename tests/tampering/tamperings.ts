/** Every single change of one line, field or file of a register, in its last commit or before. */
import { INDEX_PATH, isDocumentPath, journalNumber } from '#domain/journal/paths.ts';
import type { Commits } from './register.ts';

export interface Tampering {
  readonly label: string;
  /** The file that a finding must name. Undefined means any. */
  readonly file: string | undefined;
  /** Returns the commits after the change. Several changes can be combined if each is in another file. */
  readonly lay: (commits: Commits) => Commits;
}

/** Returns the files at the register’s head. */
export function headOf(commits: Commits): Map<string, string> {
  const files = new Map<string, string>();
  for (const commit of commits)
    for (const [path, text] of Object.entries(commit.files)) {
      if (text === null) files.delete(path);
      else files.set(path, text);
    }
  return files;
}

/** Adds one more commit, which rewrites a file. */
const rewritten =
  (path: string, text: string | null) =>
  (commits: Commits): Commits => [...commits, { files: { [path]: text } }];

/** Changes a file in every commit that has it, as if the file had never had another text. */
const everSince =
  (path: string, change: (text: string) => string) =>
  (commits: Commits): Commits =>
    commits.map(({ files }) => {
      const text = files[path];
      return typeof text === 'string' ? { files: { ...files, [path]: change(text) } } : { files };
    });

/**
 * Returns all single changes, in rounds of those that can be tried at once: at most one in each journal, and each that
 * concerns the whole register alone. A generator makes each round when it is needed. All rounds together would make a
 * Node process so large that starting git takes longer than git’s work.
 * @param every number of changes of which one is used
 */
export function* roundsOf(commits: Commits, every = 1): Generator<Tampering[]> {
  const head = headOf(commits);
  yield* together(
    [...head].flatMap(([path, text]) =>
      journalNumber(path) === undefined ? [] : [oneOf(every, ofJournal(path, text))],
    ),
  );
  yield* roundsOfDocuments(head);
  for (const each of oneOf(every, [...ofIndex(head.get(INDEX_PATH) ?? ''), ...ofHistory(head)])) yield [each];
}

/** Returns rounds. Each round has the next change of each file that still has one. */
function* together(files: readonly Iterator<Tampering>[]): Generator<Tampering[]> {
  for (;;) {
    const round = files.flatMap((file) => {
      const next = file.next();
      return next.done ? [] : [next.value];
    });
    if (round.length === 0) return;
    yield round;
  }
}

function* oneOf<T>(every: number, all: Iterable<T>): Generator<T, undefined> {
  let at = 0;
  for (const each of all) if (at++ % every === 0) yield each;
}

function* ofJournal(path: string, text: string): Generator<Tampering> {
  const lines = text.trimEnd().split('\n');
  const rewrite = (label: string, changed: readonly string[]): Tampering[] => {
    const after = changed.map((line) => `${line}\n`).join('');
    return after === text
      ? []
      : [{ label: `${path}: ${label}, in a new commit`, file: path, lay: rewritten(path, after) }];
  };
  for (const [at, line] of lines.entries()) {
    yield* rewrite(`line ${at + 1} dropped`, lines.toSpliced(at, 1));
    yield* rewrite(`line ${at + 1} doubled`, lines.toSpliced(at, 0, line));
    const next = lines[at + 1];
    if (next !== undefined) yield* rewrite(`lines ${at + 1} and ${at + 2} swapped`, lines.toSpliced(at, 2, next, line));
    for (const [where, changed] of changesOf(JSON.parse(line))) {
      const replaced = JSON.stringify(changed);
      yield* rewrite(`${where} of line ${at + 1} changed`, lines.with(at, replaced));
      // The line is changed in every commit that has it. So the history looks unchanged, and only the line itself can
      // show the change.
      yield {
        label: `${path}: ${where} of line ${at + 1} changed ever since`,
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
  yield { label: `${path}: deleted`, file: path, lay: rewritten(path, null) };
}

/** Returns changed copies of a value: for each leaf a copy with this leaf changed, for each key one without the key. */
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

/** Returns another text of the same form, with another digit or letter. */
function other(text: string): string {
  const last = text.at(-1) ?? '';
  if (text === '') return 'x';
  const changed = /[0-8]/.test(last) ? String(Number(last) + 1) : last === 'a' ? 'b' : 'a';
  return text.slice(0, -1) + changed;
}

function ofIndex(text: string): Tampering[] {
  // Cached metadata only say what the next scheduled run may leave out. A wrong value costs one read.
  const cached = /\/(mark|told|title|ending|lists)(\/|$| )|\/cases\/\d+\/config/;
  return [...changesOf(JSON.parse(text))]
    .filter(([where]) => !cached.test(where))
    .map(([where, changed]) => ({
      label: `${INDEX_PATH}: ${where} changed`,
      file: INDEX_PATH,
      lay: rewritten(INDEX_PATH, `${JSON.stringify(changed, null, 1)}\n`),
    }));
}

/** Returns all changes of signed documents, which are few. A change of several documents is tried alone. */
function* roundsOfDocuments(head: ReadonlyMap<string, string>): Generator<Tampering[]> {
  const paths = [...head.keys()].filter(isDocumentPath);
  yield* together(paths.map((path) => ofDocument(path, head.get(path) ?? '')[Symbol.iterator]()));
  const [one, other] = paths;
  if (one === undefined || other === undefined) return;
  const [first = '', second = ''] = [head.get(one), head.get(other)];
  const swapped = { [one]: second, [other]: first };
  yield [{ label: 'two documents swapped', file: one, lay: (commits) => [...commits, { files: swapped }] }];
  yield [
    {
      label: 'two documents swapped ever since',
      file: other,
      lay: (commits) => everSince(one, () => second)(everSince(other, () => first)(commits)),
    },
  ];
}

/** Returns changes of a signed document: other bytes, another time or place, no document, or one that nobody sent. */
function ofDocument(path: string, text: string): Tampering[] {
  const at = (place: string) => path.replace(/^documents\/\d+\/\d+/, `documents/${place}`);
  const other = path.replace(/[0-9a-f]{64}/, 'e'.repeat(64));
  const tell = (label: string, lay: Tampering['lay'], file = path): Tampering => ({
    label: `${path}: ${label}`,
    file,
    lay,
  });
  const without = (commits: Commits): Commits => commits.map(({ files: { [path]: _gone, ...files } }) => ({ files }));
  return [
    tell('replaced', rewritten(path, '%PDF-1.4 Lain\n%%EOF\n')),
    tell('one letter altered', rewritten(path, text.replace('Contoh', 'Conton'))),
    tell('cut off', rewritten(path, text.slice(0, -1))),
    tell('emptied', rewritten(path, '')),
    tell(
      'altered ever since',
      everSince(path, (before) => `${before} `),
    ),
    tell(
      'emptied ever since',
      everSince(path, () => ''),
    ),
    tell('removed', rewritten(path, null)),
    tell('never came', without),
    tell('came later than its entry', (commits) => [...without(commits), { files: { [path]: text } }]),
    tell('came before its entry', (commits) => [{ files: { [path]: text } }, ...without(commits)]),
    tell('removed and brought back', (commits) => [
      ...commits,
      { files: { [path]: null } },
      { files: { [path]: text } },
    ]),
    tell('another that no entry names', rewritten(other, '%PDF-1.4 Lain\n%%EOF\n'), other),
    tell('the same for another case', rewritten(at('9/999'), text), at('9/999')),
    tell(
      'the same in a folder of another hundred',
      rewritten(path.replace('/0/', '/7/'), text),
      path.replace('/0/', '/7/'),
    ),
    tell('next to it a file that is no document', rewritten(`${path}.txt`, text), `${path}.txt`),
  ];
}

function ofHistory(head: ReadonlyMap<string, string>): Tampering[] {
  const [some] = [...head.keys()].filter((path) => journalNumber(path) !== undefined);
  return [
    { label: 'index deleted', file: INDEX_PATH, lay: rewritten(INDEX_PATH, null) },
    { label: 'a file that has no place', file: 'lain.txt', lay: rewritten('lain.txt', 'lain\n') },
    ...(some === undefined
      ? []
      : [
          {
            label: 'a journal under another number',
            file: undefined,
            lay: rewritten(some.replace(/\d+(?=\.jsonl$)/, '999'), head.get(some) ?? ''),
          },
        ]),
  ];
}
