/**
 * Tests of the everyday changes of an office: holders of roles, days off and closed rooms, each by one command, in an
 * office on one machine and in a repository on a forge (R17, R20, R51).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run as explain } from '#entry/cli/verbs/explain.ts';
import { run as holidays } from '#entry/cli/verbs/holidays.ts';
import { run as roles } from '#entry/cli/verbs/roles.ts';
import { run as rooms } from '#entry/cli/verbs/rooms.ts';
import { run as sop } from '#entry/cli/verbs/sop.ts';
import type { Command } from '#entry/command.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { changed, close, here, office, open, opened, run, today } from '../support/everyday-office.ts';
import { FIRST } from '../support/folders.ts';
import { type Office, openOffice } from '../support/office.ts';

beforeAll(open);
afterAll(close);

async function submit(name: string): Promise<number> {
  const sample = await readSample(PROGRAM, name, 'contoh-opd', shifted(office.now(), 'PT72H'));
  const number = await openSample({ office, passed: () => undefined }, sample, 'contoh-opd');
  await office.idle();
  return number;
}

/** Approves a case as an account, and returns what the process wrote. */
async function approve(login: string, number: number) {
  office.forward(60);
  await (await office.as(login)).review(number, 'APPROVE', 'Diteruskan kepada Kabid Aptika.');
  await office.idle();
  const { entries } = (await readCurrentCase(office.deps.forge, number)).journal;
  return entries.at(-1);
}

async function commentsOn(number: number): Promise<string> {
  const { pull } = await office.deps.forge.readCase(number);
  return pull.ownComments.map(({ body }) => body).join('\n');
}

describe('everyday changes in an office on one machine', () => {
  let running = 0;

  test('R17: an acting official is entered by one command, and acts on a running case once that is in force', async () => {
    running = await submit('rapat-evakuasi-warga');
    await approve('contoh-tu', running);
    expect(await approve('contoh-kabid-ikp', running)).toMatchObject({ kind: 'refused', reason: 'out-of-turn' });
    const acting = ['--acting', 'plh', '--decree', 'CONTOH/SP-PLH/9', '--from', today(), '--until', '2030-12-31'];
    const { proposed, adopted } = await changed(roles, 'add', 'kepala-dinas', 'contoh-kabid-ikp', ...acting);
    expect(proposed).toMatch(
      /sops\/roles\.yaml: berubah\n +Contoh Kabid IKP \(akun contoh-kabid-ikp\) menjadi Plh\. Kepala Dinas dari .* sampai 31 Desember 2030, CONTOH\/SP-PLH\/9/,
    );
    expect(proposed).toContain('juga atas berkas yang sedang berjalan');
    expect(proposed).toContain('Seandainya perubahan ini sudah berlaku');
    expect(adopted).toContain('juga atas berkas yang sedang berjalan');
    expect(adopted).not.toContain('versi lamanya');
    expect(await approve('contoh-kabid-ikp', running)).toMatchObject({
      kind: 'accepted',
      who: { role: 'kepala-dinas', acting: { kind: 'plh', decree: 'CONTOH/SP-PLH/9' } },
    });
    expect(await here('sops/roles.yaml')).toBe(await opened.onMain('sops/roles.yaml'));
    const signIn = await fetch(`${office.url}/auth?provider=github`);
    expect(await signIn.text()).toContain('Plh. Kepala Dinas');
    expect((await run(sop, ['propose'], 'en')).out).toContain('There is nothing to propose');
  });

  test('R17, R35: explain and comments name the office of an acting official with Plh. before it', async () => {
    const comments = () => commentsOn(running);
    expect(await comments()).toContain('Tembusan: Plh. Kepala Dinas selesai memberi disposisi (langkah 3).');
    office.forward(60);
    await (await office.as('contoh-kabid-ikp')).review(running, 'REQUEST_CHANGES', 'Lengkapi daftar peserta.');
    await office.idle();
    expect(await comments()).toContain('Dikembalikan Plh. Kepala Dinas kepada pemohon (langkah 4 dari 10)');
    expect(await comments()).toContain('Returned by Plh. Head of agency to the applicant (step 4 of 10)');
    const { out: id } = await run(explain, [String(running)], 'id');
    expect(id).toContain('Dikembalikan Plh. Kepala Dinas kepada pemohon');
    expect(id.match(/contoh-kabid-ikp \(Plh\. Kepala Dinas\)/g)).toHaveLength(2);
    expect(id).not.toContain('(Kepala Dinas)');
    const { out: en } = await run(explain, [String(running)], 'en');
    expect(en).toContain('Returned by Plh. Head of agency to the applicant');
    expect(en).toContain('contoh-kabid-ikp (Plh. Head of agency)');
  });

  test('R17: a new holder whom the office does not know gets an account, and the former holder stops on the last day', async () => {
    const { proposed } = await changed(
      roles,
      'add',
      'tu',
      'contoh-tu-baru',
      '--from',
      today(),
      '--name',
      'Contoh TU Baru',
    );
    expect(proposed).toContain('Contoh TU Baru (akun contoh-tu-baru) menjadi TU sejak');
    const next = await submit('rapat-koordinasi-banjir');
    const ended = await changed(roles, 'end', 'tu', 'contoh-tu', '--until', '2026-01-01');
    expect(ended.proposed).toContain(
      'Hari terakhir Contoh Petugas TU (akun contoh-tu) sebagai TU adalah 1 Januari 2026',
    );
    expect(await approve('contoh-tu', next)).toMatchObject({ kind: 'refused', reason: 'no-role' });
    expect(await approve('contoh-tu-baru', next)).toMatchObject({ kind: 'accepted', who: { name: 'Contoh TU Baru' } });
  });

  test('R51: a room is closed and opened again, and the people of a case that asks for it are notified', async () => {
    const [from, until] = [today(), '2027-06-30'];
    const closing = ['--from', from, '--until', until, '--reason', 'Pengecatan', '--reason-en', 'Painting'];
    const { proposed } = await changed(rooms, 'close', 'tcm', ...closing);
    expect(proposed).toContain('Ruang TCM ditutup ');
    expect(proposed).toMatch(/sampai Kamis, 1 Juli 2027 pukul 00\.00 WIB: Pengecatan/);
    await scheduledRun(office.deps);
    expect(await commentsOn(running)).toContain('Ruang TCM ditutup');
    const opening = await changed(rooms, 'open', 'tcm', '--from', from);
    expect(opening.proposed).toContain('Ruang TCM dibuka kembali');
    expect(await opened.onMain('sops/rooms.yaml')).toBe(await readFile(join(FIRST, 'sops/rooms.yaml'), 'utf8'));
  });

  test('refuses a change if the folder has other changes that are not in force, and changes nothing', async () => {
    const calendar = await here('sops/calendar.yaml');
    await writeFile(join(opened.checkout, 'sops/calendar.yaml'), `${calendar}# catatan\n`);
    const before = await here('sops/rooms.yaml');
    const { code, err } = await run(rooms, ['close', 'tcm', '--from', today(), '--until', today(), '--reason', 'Cat']);
    expect([code, err]).toEqual([1, expect.stringContaining('sops/calendar.yaml berbeda dari yang berlaku di kantor')]);
    expect(await here('sops/rooms.yaml')).toBe(before);
    await writeFile(join(opened.checkout, 'sops/calendar.yaml'), calendar);
  });

  test('an account that may not merge proposes a change, and cannot put it in force', async () => {
    const args = ['add', '2026-12-09', '--name', 'Libur sendiri', '--as', 'contoh-opd', '--wait', '0'];
    const number = /adopt (\d+)/.exec((await run(holidays, args)).out)?.[1] ?? '';
    expect((await run(sop, ['adopt', number, '--as', 'contoh-opd'])).err).toContain('tidak boleh memberlakukan');
    expect(await opened.onMain('sops/calendar.yaml')).not.toContain('2026-12-09');
  });
});

describe('everyday changes in a repository on a forge', () => {
  let remote: Office;
  beforeAll(async () => {
    remote = await openOffice();
  });
  afterAll(() => remote.close());

  const over = async (command: Command, ...args: readonly string[]) => {
    const { owner, repo, apiUrl, accounts } = remote.local;
    const token = await accounts.token('contoh-tu', { ttl: 'P1D' });
    const all = [...args, '--repo', `${owner}/${repo}`, '--wait', '0'];
    return run(command, all, 'en', { GITHUB_API_URL: apiUrl, GITHUB_TOKEN: token });
  };

  test.each<[string, Command, string, string[], RegExp]>([
    [
      'an acting official',
      roles,
      'sops/roles.yaml',
      [
        'add',
        'kepala-dinas',
        'contoh-kabid-ikp',
        '--acting',
        'plh',
        '--decree',
        'X/1',
        '--from',
        '2026-12-01',
        '--until',
        '2026-12-05',
      ],
      /becomes Plh\. Head of agency from 1 to 5 December 2026, X\/1/,
    ],
    [
      'a day off',
      holidays,
      'sops/calendar.yaml',
      ['add', '2026-12-08', '--name', 'Pilkada'],
      /8 December 2026 becomes a holiday: Pilkada/,
    ],
    [
      'a closed room',
      rooms,
      'sops/rooms.yaml',
      ['close', 'tcm', '--from', '2026-12-01', '--until', '2026-12-01 12:00', '--reason', 'Cat'],
      /TCM Room is closed Tuesday, 1 December 2026, 00:00–12:00 WIB: Cat/,
    ],
  ])('%s is proposed with one file by a pull request, and nothing in the folder changes', async (...row) => {
    const [, command, path, args, words] = row;
    const before = await here(path);
    const { code, out, err } = await over(command, ...args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(words);
    const [, url = '', number = ''] = /merge this pull request: (\S+\/(\d+))$/m.exec(out) ?? [];
    expect(url).toContain('/pull/');
    const client = await remote.as('contoh-tu');
    const { owner, repo } = remote.local;
    const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
      ...{ owner, repo, pull_number: Number(number) },
    });
    expect(data.map(({ filename, deletions }) => [filename, deletions])).toEqual([[path, 0]]);
    expect(await here(path)).toBe(before);
    expect((await over(command, ...args)).out).toContain(`Proposed already, as change number ${number}.`);
  });
});
