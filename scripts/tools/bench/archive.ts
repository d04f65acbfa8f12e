/**
 * An office with a past: many ended cases, made of one that was walked, each under its own number and at its own time over ten
 * years. Journals, chain, log, requests on main and what the forge remembers of each are as the process and the forge
 * leave them; only the history of the register is shorter, with one commit a case.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { commitment, entryId, genesis } from '#domain/journal/chain.ts';
import { parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH, journalPath } from '#domain/journal/paths.ts';
import { parseLines, printLines, type SealedLine } from '#domain/journal/sealed-line.ts';
import { readEdge } from '#domain/log/edge.ts';
import { officeLogKey } from '#embedded/office/log-key.ts';
import { openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { extendLog, type CurrentLog } from '#engine/process/extend-log.ts';
import { FIRST } from '#tests/support/folders.ts';

const YEARS = 10;
/** Ids that the forge gives while one case is walked; the copies' are so far apart. */
const IDS = 1_000;
/** The case that was walked, and that all others are copies of. */
const WALKED = 1;

/** A copy of the case: under which number and id, and how many days before it. */
interface Copy {
  readonly number: number;
  readonly id: string;
  readonly year: number;
  readonly days: number;
}

/**
 * Makes an office in an empty folder.
 * @param cases how many of its cases have ended
 */
export async function makeArchive(folder: string, cases: number, log: (line: string) => void): Promise<void> {
  const walked = await walkOne(folder);
  const repository = join(folder, 'repo.git');
  const show = (name: string): string => execFileSync('git', ['-C', repository, 'show', name], { encoding: 'utf8' });
  const lines = parseLines(WALKED, show(`register:${journalPath(WALKED)}`));
  const index = parseIndex(show(`register:${INDEX_PATH}`));
  if (!index.log) throw new Error('The register has no log.');
  const tips = { register: commitAt(repository, 'register'), main: commitAt(repository, 'main') };
  const copies = Array.from({ length: Math.max(0, cases - 1) }, (_, i) => copyOf(walked, i + 2, cases));
  const stream = spawn(
    'git',
    ['-C', repository, 'fast-import', '--quiet', '--force', `--export-marks=${join(folder, 'marks')}`],
    {
      stdio: ['pipe', 'inherit', 'inherit'],
    },
  );
  const write = async (text: string): Promise<void> => {
    if (!stream.stdin.write(text)) await once(stream.stdin, 'drain');
  };
  const signer = await officeLogKey(folder, { name: 'kantor/berkas', repository, mayReplace: false });
  let standing: CurrentLog = { edge: readEdge(index.log), vkey: index.log.vkey };
  const tree = execFileSync('git', ['-C', repository, 'ls-tree', '-r', 'main', 'requests'], { encoding: 'utf8' });
  const files = tree
    .trim()
    .split('\n')
    .map((line) => /^100644 blob (\w+)\trequests\/\d+\/[^/]+\/(.*)$/.exec(line) ?? []);
  for (const [i, copy] of copies.entries()) {
    const journal = copied(lines, walked, copy, standing.edge.size);
    const extended = await extendLog(
      { forge: { readRegister: async () => new Map() }, signer },
      standing,
      journal.map(({ id }) => id),
    );
    standing = { edge: readEdge(extended.log), vkey: extended.log.vkey };
    const agenda = { ...index.agenda, [copy.year]: copy.number };
    const kept = [
      [journalPath(copy.number), printLines(journal)] as const,
      [INDEX_PATH, printIndex({ ...index, agenda, log: extended.log })] as const,
      ...extended.additions.map(({ path, text }) => [path, text] as const),
    ];
    const [written, asked, merged] = [1, 2, 3].map((each) => `:${i * 3 + each}`);
    const [before, main] = i === 0 ? [tips.register, tips.main] : [`:${i * 3 - 2}`, `:${i * 3}`];
    const time = Math.floor(Date.parse(walked.at) / 1000) - copy.days * 86_400;
    const place = `requests/${copy.year}/arsip-${copy.number}`;
    const request = files.map(([, oid, name]) => `M 100644 ${oid} ${place}/${name}\n`);
    const branch = `refs/heads/permohonan/arsip-${copy.number}`;
    await write(commit('refs/heads/register', written, time, [before], kept.map(inline)));
    await write(commit(branch, asked, time, [main], request));
    await write(commit('refs/heads/main', merged, time, [main, asked], request));
    await write(`reset refs/pull/${copy.number}/head\nfrom ${asked}\n\n`);
    if ((i + 1) % 1000 === 0) log(`  ${i + 1} of ${cases} cases are copied`);
  }
  stream.stdin.end();
  const [code] = (await once(stream, 'close')) as [number];
  if (code !== 0) throw new Error('git fast-import failed.');
  // As the forge leaves them, which packs now and then.
  execFileSync('git', ['-C', repository, 'pack-refs', '--all']);
  copyRows(folder, walked, copies);
}

/** Walks one case through all rows, as people do. */
async function walkOne(folder: string): Promise<Copy & { readonly at: string }> {
  const office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined });
  try {
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', shifted(office.now(), 'PT31H'));
    const walker = { office, passed: () => undefined };
    await walk(walker, await openSample(walker, sample, 'contoh-bpbd'), sample, STRAIGHT_WAY);
    const at = office.now();
    const year = Number(at.slice(0, 4));
    return { number: WALKED, id: `PMK-${year}-${WALKED}`, year, days: 0, at };
  } finally {
    await office.close();
  }
}

const commitAt = (repository: string, branch: string): string =>
  execFileSync('git', ['-C', repository, 'rev-parse', branch], { encoding: 'utf8' }).trim();

function copyOf(walked: Copy & { readonly at: string }, number: number, cases: number): Copy {
  const days = Math.ceil(((cases + 1 - number) * YEARS * 365) / cases);
  const year = new Date(Date.parse(walked.at) - days * 86_400_000).getUTCFullYear();
  return { number, id: `PMK-${year}-${number}`, year, days };
}

/** The journal's lines as those of the copy, sealed anew, with their places in the log. */
function copied(lines: readonly SealedLine[], walked: Copy, copy: Copy, leaf: number): SealedLine[] {
  let prev = genesis(copy.number);
  const resealed = <Part>({ part, salt = '' }: { readonly part?: Part; readonly salt?: string }) => {
    const changed = JSON.parse(moved(JSON.stringify(part), walked, copy)) as Part;
    return { salt, part: changed, commitment: commitment(salt, changed) };
  };
  return lines.map((line, i) => {
    const [open, inner] = [resealed(line.public), resealed(line.private)];
    const id = entryId(prev, open.commitment, inner.commitment);
    const sealed = { id, leaf: leaf + i, prev, private: inner, public: open };
    prev = id;
    return sealed;
  });
}

/** A text of the walked case as one of the copy: names, numbers and instants. */
const moved = (text: string, walked: Copy, copy: Copy): string =>
  text
    .replaceAll(walked.id, copy.id)
    .replaceAll(
      `"agenda":{"number":${walked.number},"year":${walked.year}}`,
      `"agenda":{"number":${copy.number},"year":${copy.year}}`,
    )
    .replaceAll(`"number":${walked.number},`, `"number":${copy.number},`)
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (at) =>
      new Date(Date.parse(at) - copy.days * 86_400_000).toISOString().replace('.000Z', 'Z'),
    );

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
const inline = ([path, text]: readonly [string, string]): string => `M 100644 inline ${path}\n${data(text)}`;

function commit(
  ref: string,
  mark: string | undefined,
  time: number,
  [from, merge]: readonly (string | undefined)[],
  changes: readonly string[],
): string {
  const parents = `from ${from}\n${merge === undefined ? '' : `merge ${merge}\n`}`;
  const author = `Disposisi <proses@disposisi.invalid> ${time} +0700`;
  return `commit ${ref}\nmark ${mark}\ncommitter ${author}\n${data('arsip')}${parents}${changes.join('')}\n`;
}

/** What the forge remembers of the walked case, for each copy again. */
function copyRows(folder: string, walked: Copy, copies: readonly Copy[]): void {
  const marks = readFileSync(join(folder, 'marks'), 'utf8').trim().split('\n');
  const oids = new Map(marks.map((line) => line.split(' ') as [string, string]));
  const database = new DatabaseSync(join(folder, 'forge.sqlite'));
  const columns = (table: string): string[] =>
    database
      .prepare(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map((row) => String(row['name']));
  // How a column of a copy differs; every other one is the same.
  const different: Readonly<Record<string, string>> = {
    ...{ number: ':number', pull: ':number', id: ':ids + id', issue_id: ':ids + issue_id' },
    ...{ head_oid: ':head', commit_oid: ':head', oid: ':head', merge_oid: ':merge', head_ref: ':branch' },
    ...Object.fromEntries(
      ['created_at', 'updated_at', 'closed_at', 'merged_at', 'edited_at', 'submitted_at'].map((each) => [
        each,
        `strftime('%Y-%m-%dT%H:%M:%SZ', ${each}, :days)`,
      ]),
    ),
    ...{
      body: `replace(body, :was, :case)`,
      description: `replace(description, :was, :case)`,
      target_url: `replace(target_url, :was, :case)`,
    },
  };
  const statements = [
    ['pulls', `number = ${WALKED}`],
    ['pull_labels', `pull = ${WALKED}`],
    ['comments', `pull = ${WALKED}`],
    ['reviews', `pull = ${WALKED}`],
    ['timeline', `pull = ${WALKED}`],
    ['statuses', `oid = (SELECT head_oid FROM pulls WHERE number = ${WALKED})`],
  ].map(([table = '', where]) => {
    const names = columns(table);
    const values = names.map((name) => (name === 'label_id' ? name : (different[name] ?? name)));
    return database.prepare(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${table} WHERE ${where}`,
    );
  });
  const ref = database.prepare('INSERT OR REPLACE INTO refs VALUES (?, ?)');
  for (const statement of statements) statement.setAllowUnknownNamedParameters(true);
  database.exec('BEGIN');
  for (const [i, copy] of copies.entries()) {
    const [head = '', merge = ''] = [oids.get(`:${i * 3 + 2}`), oids.get(`:${i * 3 + 3}`)];
    const branch = `permohonan/arsip-${copy.number}`;
    const values = {
      ...{ number: copy.number, ids: copy.number * IDS, head, merge, branch, days: `-${copy.days} days` },
      ...{ was: walked.id, case: copy.id },
    };
    for (const statement of statements) statement.run(values);
    ref.run(`refs/heads/${branch}`, head);
    ref.run(`refs/pull/${copy.number}/head`, head);
  }
  const last = copies.length * 3;
  if (last > 0) {
    ref.run('refs/heads/register', oids.get(`:${last - 2}`) ?? '');
    ref.run('refs/heads/main', oids.get(`:${last}`) ?? '');
  }
  database.prepare('UPDATE counter SET value = ?').run((copies.length + 3) * IDS + 1_000);
  database.exec('COMMIT');
  database.close();
}
