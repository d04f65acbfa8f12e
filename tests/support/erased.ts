/** Cases whose erasure is declared (R50), and the search for what must be gone. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Office, openOffice, push, requestFiles, sampleRequest, submit } from './office.ts';
import { straightWalk, walkTo } from './walk.ts';

export const GROUND = { id: 'Permintaan subjek data', en: 'Request of the data subject' };

/** What an office writes in `sops/erasures.yaml` about a case. */
interface Named {
  readonly number: number;
  readonly what?: readonly ('letters' | 'documents')[];
  readonly public?: true;
}

/** Names cases in the office's file, as a maintainer does, and lets the process write the entries that allow it. */
export async function nameForErasure(office: Office, named: readonly Named[]): Promise<void> {
  const cases = await Promise.all(
    named.map(async ({ number, ...rest }) => ({
      ...{ case: (await office.state(number))?.opens.case, ground: GROUND },
      ...rest,
    })),
  );
  const text = stringify({ cases }, { aliasDuplicateObjects: false });
  await office.local.seed({ 'sops/erasures.yaml': text }, 'Penghapusan');
  for (let run = 0; run < 4; run += 1) await office.scheduledRun();
}

/** Submits a request whose personal data are nowhere else. Returns the number of its pull request. */
export async function submitSecret(office: Office, login: string, mark: string, day: string): Promise<number> {
  const slug = `${mark}-slug`;
  const request = secretRequest(mark, day);
  const branch = `permohonan/${slug}`;
  const [[path = '', text = ''] = [], [letter = '', content = ''] = []] = Object.entries(requestFiles(slug, request));
  // The first upload went to a wrong folder. The history of the branch keeps it.
  await push(office, login, branch, { [`requests/2026/salah-${slug}/${mark}-salah.txt`]: `${mark}-unggahan-salah` });
  await push(office, login, branch, {
    [`requests/2026/salah-${slug}/${mark}-salah.txt`]: null,
    [path]: text,
    // A comment of PDF, which readers skip.
    [letter]: content.replace('\n', `\n%${mark}-lampiran\n`),
  });
  const client = await office.as(login);
  const at = { owner: office.local.owner, repo: office.local.repo };
  const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
    ...{ ...at, title: `${mark}-judul`, body: `${mark}-pengantar`, head: branch, base: 'main' },
  });
  return data.number;
}

/** Finds which words stand in any object of a repository, reachable or not. */
export function wordsInObjects(repository: string, words: readonly string[]): string[] {
  const git = ['-C', repository, 'cat-file', '--batch-all-objects', '--unordered', '--batch'];
  const all = execFileSync('git', git, { maxBuffer: 2 ** 30 });
  return words.filter((word) => all.includes(word));
}

/** Finds which words stand in a file below a folder, or in the name of one. Packed objects of git are not unpacked. */
export function wordsInFolder(folder: string, words: readonly string[]): string[] {
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() ? readFileSync(path) : Buffer.alloc(0);
    for (const word of words) if (content.includes(word) || path.includes(word)) found.add(`${word} (${path})`);
  }
  return [...found];
}

/** A request with words that stand nowhere else: some in internal fields, some in public ones. */
export function secretRequest(mark: string, day: string): Record<string, unknown> {
  const slot = { start: `2026-12-${day}T09:00:00+07:00`, end: `2026-12-${day}T11:00:00+07:00` };
  const request = sampleRequest(slot) as Record<string, Record<string, unknown>>;
  return {
    ...request,
    pemohon: { ...request['pemohon'], nama: `${mark}-nama` },
    krisis: { ...request['krisis'], uraian: `${mark}-uraian` },
    kegiatan: { ...request['kegiatan'], judul: `${mark}-acara` },
    surat: { ...request['surat'], perihal: `${mark}-perihal` },
  };
}

/** The words of such a request that only its private parts, its files and the names of its folder and branch have. */
export const privateWords = (mark: string): string[] => [
  ...[`${mark}-nama`, `${mark}-uraian`, `${mark}-lampiran`, `${mark}-unggahan-salah`, `${mark}-slug`],
];

/** Those that the public sees until they are erased too. */
export const publicWords = (mark: string): string[] => [`${mark}-acara`, `${mark}-perihal`];

/** Takes a submitted case to its end on a day of December. The note of the first act has the mark. */
export async function complete(office: Office, number: number, day: string, mark: string): Promise<void> {
  const acts = straightWalk(`2026-12-${day}T09:00:00+07:00`, `2026-12-${day}T11:00:00+07:00`).map((act) => ({
    who: act.who,
    row: act.row,
    body: act.row === 2 ? `${mark}-catatan` : act.body.replaceAll('2026-12-05', `2026-12-${day}`),
  }));
  await walkTo(office, number, 10, acts);
  office.setNow(`2026-12-${day}T03:00:00Z`);
  await walkTo(office, number, 11, acts.slice(-1));
}

/** A further completed case of an office, by its mark and the day of its meeting. */
interface Further {
  readonly mark: string;
  readonly day: string;
  readonly isNamed: boolean;
}

/**
 * Makes a closed office in a folder, from which a completed case is to be erased; another one is open.
 * @param further more completed cases, numbered from 3
 * @returns the time of the office
 */
export async function erasableOffice(folder: string, mark: string, further: readonly Further[] = []): Promise<string> {
  const office = await openOffice();
  await complete(office, await submitSecret(office, 'contoh-opd', mark, '05'), '05', mark);
  const slot = { start: '2026-12-20T09:00:00+07:00', end: '2026-12-20T11:00:00+07:00' };
  const request = sampleRequest({ account: 'contoh-bpbd', ...slot });
  await walkTo(office, await submit(office, 'contoh-bpbd', 'banjir', request), 4);
  for (const each of further)
    await complete(office, await submitSecret(office, 'contoh-opd', each.mark, each.day), each.day, each.mark);
  office.setNow('2026-12-09T03:00:00Z');
  const named = further.flatMap(({ isNamed }, i) => (isNamed ? [{ number: 3 + i }] : []));
  await nameForErasure(office, [{ number: 1 }, ...named]);
  await office.scheduledRun();
  await office.local.close();
  await cp(office.folder, folder, { recursive: true });
  await rm(office.folder, { recursive: true });
  return office.now();
}
