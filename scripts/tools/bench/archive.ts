/**
 * Makes an office with many ended cases. One case is walked, and all others are copies of it, each with its own number
 * and its own time within ten years. Journals, chain, log, requests on main and the rows of the forge are as the
 * process and the forge write them. Only the history of the register is shorter: it has one commit for each case.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { localDate } from '#domain/clock/wall.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { commitment, entryId, genesis } from '#domain/journal/chain.ts';
import { parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH, journalPath } from '#domain/journal/paths.ts';
import { parseLines, printLines, type SealedLine } from '#domain/journal/sealed-line.ts';
import { readEdge } from '#domain/log/edge.ts';
import { requestDigest } from '#domain/request/digest.ts';
import { officeLogKey } from '#embedded/office/log-key.ts';
import { openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { extendLog, type CurrentLog } from '#engine/process/extend-log.ts';
import { FIRST } from '#tests/support/folders.ts';
import { note, type Size, casesOfSize } from './measured.ts';

export interface Archive {
  readonly size: Size;
  /** The number of ended cases. Their numbers are the first ones of the office. */
  readonly cases: number;
  readonly folder: string;
  /** The repository of the office. It can be read like a clone with the register. */
  readonly clone: string;
}

const YEARS = 10;
/**
 * The weeks over which the cases of one month are spread, and the day of the month on which the walk begins. So all
 * cases end within the month, and some days of it are left.
 */
const WEEKS_IN_MONTH = 3;
const LATE_IN_MONTH = 23;
/** The distance between the ids of two copies. The forge gives fewer ids while one case is walked. */
const IDS = 1_000;
/** The number of the case that is walked and copied. */
const WALKED = 1;

/** A copy of the walked case. It is `days` days earlier. */
interface Copy {
  readonly number: number;
  readonly id: string;
  readonly year: number;
  readonly days: number;
  /** The last agenda number of each year, up to this case. */
  readonly agenda: Readonly<Record<string, number>>;
}

interface Walked extends Copy {
  readonly at: string;
}

/**
 * Makes an office for each size, with its ended cases.
 * @param place the folder in which the offices are made
 */
export async function makeArchives(place: string, sizes: readonly Size[]): Promise<Archive[]> {
  const archives = sizes.map((size, i) => {
    const folder = join(place, `office-${i}`);
    return { size, cases: size.ended, folder, clone: join(folder, 'repo.git') };
  });
  for (const { size, folder } of archives) {
    note(`${casesOfSize(size)}: the ended cases are made …`);
    await makeArchive(folder, size);
  }
  return archives;
}

async function makeArchive(folder: string, { ended: cases, isOneMonth }: Size): Promise<void> {
  const walked = await walkOne(folder, isOneMonth);
  const repository = join(folder, 'repo.git');
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8' }).trim();
  const lines = parseLines(WALKED, `${git('show', `register:${journalPath(WALKED)}`)}\n`);
  const index = parseIndex(git('show', `register:${INDEX_PATH}`));
  if (!index.log) throw new Error('The register has no log.');
  const tips = { register: git('rev-parse', 'register'), main: git('rev-parse', 'main') };
  const copies = copiesOf(walked, cases, isOneMonth ? WEEKS_IN_MONTH : YEARS * 52);
  const importing = ['-C', repository, 'fast-import', '--quiet', '--force', `--export-marks=${join(folder, 'marks')}`];
  const stream = spawn('git', importing, { stdio: ['pipe', 'inherit', 'inherit'] });
  const write = async (text: string): Promise<void> => {
    if (!stream.stdin.write(text)) await once(stream.stdin, 'drain');
  };
  const signer = await officeLogKey(folder, { name: 'kantor/berkas', repository, mayReplace: false });
  let current: CurrentLog = { edge: readEdge(index.log), vkey: index.log.vkey };
  const files = git('ls-tree', '-r', 'main', 'requests')
    .split('\n')
    .map((line) => /^100644 blob (\w+)\trequests\/\d+\/[^/]+\/(.*)$/.exec(line) ?? []);
  for (const [i, copy] of copies.entries()) {
    const journal = copied(lines, walked, copy, current.edge.size);
    const extended = await extendLog(
      { forge: { readRegister: async () => new Map() }, signer },
      current,
      journal.map(({ id }) => id),
    );
    current = { edge: readEdge(extended.log), vkey: extended.log.vkey };
    const kept = [
      [journalPath(copy.number), printLines(journal)] as const,
      [INDEX_PATH, printIndex({ ...index, agenda: copy.agenda, log: extended.log })] as const,
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
  }
  stream.stdin.end();
  const [code] = (await once(stream, 'close')) as [number];
  if (code !== 0) throw new Error('git fast-import failed.');
  // A forge packs its refs from time to time, so they are packed here too.
  git('pack-refs', '--all');
  copyRows(folder, walked, copies);
}

/**
 * Walks one case through all rows.
 * @param isLateInMonth whether the office's clock is first moved to a day from which some weeks back are in the month
 */
async function walkOne(folder: string, isLateInMonth: boolean): Promise<Walked> {
  const root = join(folder, 'asal');
  for (const part of ['sops', 'schemas']) cpSync(join(FIRST, part), join(root, part), { recursive: true });
  // The officials hold their roles from 2009 on, and the calendar has no holidays after that year.
  for (const name of ['sops/roles.yaml', 'sops/calendar.yaml'])
    writeFileSync(join(root, name), readFileSync(join(root, name), 'utf8').replaceAll('2026', '2009'));
  const office = await openOffice({ folder, root, port: 0, log: () => undefined });
  try {
    while (isLateInMonth && new Date(office.now()).getUTCDate() !== LATE_IN_MONTH) office.forward(86_400);
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', shifted(office.now(), 'PT31H'));
    const walker = { office, passed: () => undefined };
    const at = office.now();
    await walk(walker, await openSample(walker, sample, 'contoh-bpbd'), sample, STRAIGHT_WAY);
    const year = yearOf(at, 0);
    return { number: WALKED, id: `PMK-${year}-${WALKED}`, year, days: 0, agenda: { [year]: 1 }, at };
  } finally {
    await office.close();
  }
}

/** @param weeks the number of weeks over which the copies are spread */
function copiesOf(walked: Walked, cases: number, weeks: number): Copy[] {
  let agenda = walked.agenda;
  return Array.from({ length: Math.max(0, cases - 1) }, (_, i) => {
    // Whole weeks, so that working days stay working days.
    const days = Math.ceil(((cases - 1 - i) * weeks) / cases) * 7;
    const year = yearOf(walked.at, days);
    agenda = { ...agenda, [year]: (agenda[year] ?? 0) + 1 };
    return { number: i + 2, id: `PMK-${year}-${i + 2}`, year, days, agenda };
  });
}

/** Returns the year, in the zone of the office, a number of days before an instant. */
const yearOf = (at: string, days: number): number =>
  Number(localDate(shifted(at, `-PT${days * 24}H`), 'Asia/Pontianak').slice(0, 4));

/**
 * Turns the lines of a journal into those of a copy, and seals them again.
 * @param leaf the place of the first line in the log
 */
function copied(lines: readonly SealedLine[], walked: Copy, copy: Copy, leaf: number): SealedLine[] {
  const shifted = <Part>(part: Part): Part => JSON.parse(moved(JSON.stringify(part), walked, copy)) as Part;
  const [first] = lines;
  if (!first) throw new Error('The journal is empty.');
  const { request, attachments = [], digest = '', head } = first.private.part as Submitted;
  // A copy names a commit that does not exist, so that no reader compares a commit with the changed request.
  const [content, gone] = [requestDigest(shifted(request), attachments.map(shifted)), '0'.repeat(40)];
  let prev = genesis(copy.number);
  const resealed = <Part>({ part, salt = '' }: { readonly part?: Part; readonly salt?: string }) => {
    const text = JSON.stringify(shifted(part))
      .replaceAll(digest, content)
      .replaceAll(head?.oid ?? digest, gone);
    const changed = JSON.parse(text) as Part;
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

type Submitted = Pick<Entry, 'request' | 'attachments' | 'digest' | 'head'>;

/** Replaces names, numbers and days of the walked case in a text by those of a copy. */
const moved = (text: string, walked: Copy, copy: Copy): string =>
  text
    .replaceAll(walked.id, copy.id)
    .replaceAll(`"number":${walked.number},"p`, `"number":${copy.number},"p`)
    .replaceAll(`"agenda":{"number":1,"year":`, `"agenda":{"number":${copy.agenda[copy.year]},"year":`)
    .replaceAll(`"year":${walked.year}}`, `"year":${copy.year}}`)
    .replace(/20\d\d-\d\d-\d\d/g, (day) =>
      new Date(Date.parse(day) - copy.days * 86_400_000).toISOString().slice(0, 10),
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

/** The columns of a copy that differ. `$` is the value of the walked case. All other columns are the same. */
const DIFFERENT: readonly (readonly [columns: RegExp, value: string])[] = [
  [/^(?:number|pull)$/, ':number'],
  [/^(?:issue_)?id$/, ':ids + $'],
  [/^(?:head_|commit_)?oid$/, ':head'],
  [/^merge_oid$/, ':merge'],
  [/^head_ref$/, ':branch'],
  [/_at$/, "strftime('%Y-%m-%dT%H:%M:%SZ', $, :days)"],
  [/^(?:body|description|target_url)$/, 'replace($, :was, :case)'],
];
const valueOf = (column: string): string =>
  (DIFFERENT.find(([columns]) => columns.test(column))?.[1] ?? '$').replace('$', column);

/** Adds, for each copy, the rows that the walked case has in the database of the forge. */
function copyRows(folder: string, walked: Copy, copies: readonly Copy[]): void {
  const marks = readFileSync(join(folder, 'marks'), 'utf8').trim().split('\n');
  const oids = new Map(marks.map((line) => line.split(' ') as [string, string]));
  const database = new DatabaseSync(join(folder, 'forge.sqlite'));
  const statements = [
    ['pulls', `number = ${WALKED}`],
    ['pull_labels', `pull = ${WALKED}`],
    ['comments', `pull = ${WALKED}`],
    ['reviews', `pull = ${WALKED}`],
    ['timeline', `pull = ${WALKED}`],
    ['statuses', `oid = (SELECT head_oid FROM pulls WHERE number = ${WALKED})`],
  ].map(([table = '', where]) => {
    const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
    const names = columns.map(({ name }) => String(name));
    const values = names.map(valueOf);
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
