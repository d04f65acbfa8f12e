import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Language } from '#domain/problem.ts';
import { run as check } from '#entry/cli/verbs/check.ts';
import { run } from '#entry/cli/verbs/sop.ts';
import { caseDocuments } from '#public/documents/clone-documents.ts';
import { FIRST, ROOT } from '../support/folders.ts';
import { contentsOf } from '../cli/disposisi.ts';
import { openOffice, PEOPLE, submit, withResult } from '../support/office.ts';
import { approve, sendBack, tick } from '../support/walk.ts';

/** The answers that the guide gives as its example. */
const ANSWERS = await readFile(join(ROOT, 'tests/fixtures/new-sop/jawaban.txt'), 'utf8');
const NOW = '2026-12-01T01:00:00Z';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disposisi-sop-'));
  for (const part of ['sops', 'schemas']) await cp(join(FIRST, part), join(folder, part), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const worldOf = (said: string[], answers: string, lang: Language) => ({
  env: {},
  cwd: folder,
  lang,
  now: () => NOW,
  out: (line: string) => void said.push(line),
  err: (line: string) => void said.push(line),
  untilEnded: async () => undefined,
  input: Readable.from([answers]),
});

/**
 * Runs `sop new` with answers on its input.
 * @returns what it printed
 */
async function sopNew(answers: string, lang: Language = 'en', ...more: string[]): Promise<string> {
  const said: string[] = [];
  expect(await run(['new', ...more], worldOf(said, answers, lang))).toBe(0);
  return said.join('\n');
}

const MADE = [
  'schemas/hasil-peminjaman-aula-memeriksa-jadwal-dan-keadaan-aula.schema.json',
  'schemas/permohonan-peminjaman-aula.schema.json',
  'sops/documents/lembar-disposisi-peminjaman-aula.yaml',
  'sops/documents/tanda-terima-peminjaman-aula.yaml',
  'sops/peminjaman-aula.yaml',
];

const contents = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(await contentsOf(folder)).map(([path, text]) => [path.slice(folder.length + 1), text]),
  );

/** Returns whether a line that the check prints is something else than the note about the sample letterhead. */
const isOwn = (line: string): boolean => !line.includes('sops/letterhead.yaml');

describe('R3: npx disposisi sop new', () => {
  test('R3: sop new writes a procedure, schemas and roles that pass the check, and changes nothing else', async () => {
    const before = await contents();
    const said = await sopNew(ANSWERS, 'id');
    for (const path of [...MADE, 'sops/roles.yaml']) expect(said).toContain(`  ${path}\n`);
    expect(said).toMatch(/5 baris\. Selanjutnya:[\s\S]*check sops schemas[\s\S]*start --folder coba/);
    const after = await contents();
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(changed.sort()).toEqual([...MADE, 'sops/roles.yaml'].sort());
    expect(after['sops/roles.yaml']).toContain(before['sops/roles.yaml']?.trimEnd());
    const checked: string[] = [];
    expect([await check(['sops', 'schemas'], worldOf(checked, '', 'en')), checked.filter(isOwn)]).toEqual([
      0,
      ['Sound: sops, schemas'],
    ]);
  });

  test('R3: sop new offers other names the second time, and overwrites nothing', async () => {
    await sopNew(ANSWERS);
    const before = await contents();
    // The role exists by now, so that its name and holder are not asked for.
    const again = ANSWERS.replace(/^Kepala Seksi Sarana \/ .*\ncontoh-kasi-sarana .*\n/m, '');
    expect(await sopNew(again)).toContain('sops/peminjaman-aula-2.yaml');
    expect(await contents()).toMatchObject(before);
  });

  test('R3: sop new keeps answers that end too early, and can continue with them', async () => {
    const lines = ANSWERS.split('\n');
    const [first, rest] = [lines.slice(0, 34), lines.slice(34)].map((part) => part.join('\n'));
    await expect(sopNew(`${first}\n`)).rejects.toThrow(
      /The answers end at the question “Row 1, .*” .*--answers jawaban-sop\.txt|kept in jawaban-sop\.txt/,
    );
    expect(await sopNew(rest ?? '', 'en', '--answers', 'jawaban-sop.txt')).toContain('sops/peminjaman-aula.yaml');
  });

  test('R3: sop new names a wrong answer by its line, and writes nothing but the answers', async () => {
    const before = await contents();
    const wrong = ANSWERS.replace('1 hari kerja', '1 hri kerja');
    const line = wrong.split('\n').indexOf('1 hri kerja') + 1;
    await expect(sopNew(wrong)).rejects.toThrow(
      new RegExp(`^Line ${line} of the answers, “Row 3, time”: Not understood: “1 hri kerja”\\. Example: 30 menit`),
    );
    const { 'jawaban-sop.txt': kept, ...others } = await contents();
    expect(others).toEqual(before);
    expect(kept).toContain('# Row 3, completeness [empty]\nLembar disposisi\n');
  });

  test('R3: before it writes anything, sop new refuses a text with a character that no file may have', async () => {
    const before = await contents();
    const hostile = ANSWERS.replace('menerima dan mencatat surat permohonan', 'menerima \u202Esurat');
    await expect(sopNew(hostile)).rejects.toMatchObject({
      text: { en: 'Nothing was written; the answers are kept in jawaban-sop.txt.' },
      problems: [{ file: 'sops/peminjaman-aula.yaml', line: expect.any(Number) }],
    });
    const { 'jawaban-sop.txt': _kept, ...others } = await contents();
    expect(others).toEqual(before);
  });

  test('R3: sop new reports a role without a holder, and how to add one', async () => {
    const said = await sopNew(ANSWERS.replace(/^contoh-kasi-sarana .*$/m, ''));
    expect(said).toContain('Roles without a holder: kepala-seksi-sarana. Add: npx disposisi roles add ROLE LOGIN');
    const checked: string[] = [];
    expect(await check(['sops'], worldOf(checked, '', 'en'))).toBe(0);
  });

  test('R3: a case of the new SOP goes from its submission to the end', async () => {
    await sopNew(ANSWERS);
    const people = { ...PEOPLE, 'contoh-kasi-sarana': 2001 };
    // The walk begins on a Tuesday, 09.00 in western Indonesia.
    const office = await openOffice({ root: folder, people, now: '2026-12-01T02:00:00Z' });
    const number = await submit(office, 'contoh-opd', 'aula', {
      sop: 'peminjaman-aula',
      nama_kegiatan: 'Rapat contoh',
      tanggal_pemakaian: '2026-12-20',
      jumlah_peserta: 40,
      lampiran: ['surat-permohonan.pdf'],
    });
    expect((await office.run(number)).runError).toBeUndefined();
    const decide = async (who: string, body = '') => {
      tick(office);
      return (await approve(office, number, who, body)).map(({ kind, reason }) => reason ?? kind);
    };
    const usable = { aula_dapat_dipakai: 'dengan-catatan', catatan: 'Kursi 40 buah.' };
    expect(await decide('contoh-tu')).toEqual(['accepted']);
    // The act is out of turn and without a result.
    expect(await decide('contoh-kepala-dinas')).toEqual(['out-of-turn']);
    expect(await decide('contoh-kasi-sarana')).toEqual(['incomplete']);
    expect(await decide('contoh-kasi-sarana', withResult('', usable))).toEqual(['accepted']);
    tick(office);
    await sendBack(office, number, 'contoh-kepala-dinas', 'Sebutkan jumlah kursi.');
    expect((await office.state(number))?.visit.step).toBe('memeriksa-jadwal-dan-keadaan-aula');
    expect(await decide('contoh-kasi-sarana', withResult('Sudah disebut.', usable))).toEqual(['accepted']);
    expect(await decide('contoh-kepala-dinas')).toEqual(['accepted']);
    expect(await decide('contoh-tu', 'Diserahkan.')).toEqual(['accepted']);
    expect((await office.state(number))?.end?.kind).toBe('completed');
    const options = { readAt: office.now(), address: 'https://contoh.go.id', isPublic: false };
    const papers = await caseDocuments(join(office.folder, 'repo.git'), number, options);
    const words = Object.fromEntries((papers?.sheets ?? []).map(({ id, sheet }) => [id, JSON.stringify(sheet)]));
    expect(Object.keys(words).sort()).toEqual(['lembar-disposisi-peminjaman-aula', 'tanda-terima-peminjaman-aula']);
    for (const fact of [
      '["Nomor agenda","1/2026"]',
      '["Nama kegiatan","Rapat contoh"]',
      '["Tanggal pemakaian","20 Desember 2026"]',
      '["Lampiran","1 (satu) berkas"]',
      '"above":["Singkawang, 1 Desember 2026"',
    ])
      expect(words['tanda-terima-peminjaman-aula']).toContain(fact);
    for (const fact of [
      '"Sebutkan jumlah kursi.","dikembalikan"',
      '"Diserahkan.","selesai"',
      '["No. agenda","1/2026"]',
    ])
      expect(words['lembar-disposisi-peminjaman-aula']).toContain(fact);
    await office.close();
  });
});

describe.each([
  ['id', 'docs/panduan/sop-baru.md'],
  ['en', 'docs/guide/new-sop.md'],
] as const)('the guide (%s)', (language, path) => {
  const guide = readFileSync(join(ROOT, path), 'utf8');

  test('the guide has the very answers that are tested', () => {
    expect(guide).toContain(`\`\`\`text\n${ANSWERS}\`\`\`\n`);
  });

  test('the guide quotes the message about a mistake word for word', async () => {
    await sopNew(ANSWERS);
    const file = join(folder, 'sops/peminjaman-aula.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('limit: P1D', 'limit: 1 hari'));
    const said: string[] = [];
    expect(await check(['sops'], worldOf(said, '', language))).toBe(1);
    expect(said).toHaveLength(2);
    expect(guide).toContain(`\`\`\`text\n${said[0]}\n\`\`\`\n`);
  });

  test('every line that the guide gives for a manual change is valid where it belongs', async () => {
    await sopNew(ANSWERS);
    const file = join(folder, 'sops/peminjaman-aula.yaml');
    const written = await readFile(file, 'utf8');
    const line = (start: string): string => {
      const [, found = ''] = new RegExp(`\`(${start}[^\`]*)\``).exec(guide) ?? [];
      return found;
    };
    const approve = (condition: string): string =>
      `approve: [{ ${condition}, to: menyetujui-peminjaman }, { to: menyerahkan-surat-persetujuan }]`;
    const [, byField = ''] = /when: (\{ field[^}]*\})/.exec(line('approve: ')) ?? [];
    const fixed = [
      written.replace(
        '    outcomes:\n      approve:\n        - { to: menyetujui-peminjaman }',
        `    outcomes:\n      ${approve(`when: ${byField}`)}`,
      ),
      written.replace(
        '    outcomes:\n      approve:\n        - { to: menyetujui-peminjaman }',
        `    outcomes:\n      ${approve(line('when: '))}`,
      ),
      written.replace('    actor: kepala-dinas', `    ${line('actor: ')}`),
      written.replace('    actor: kepala-dinas', `    actor: kepala-dinas\n    ${line('fourEyes')}`),
      written.replace('    actor: kepala-dinas', `    actor: kepala-dinas\n    ${line('informs')}`),
      written.replace('    actor: kepala-dinas', `    actor: kepala-dinas\n    ${line('requires: { note')}`),
    ];
    for (const text of fixed) {
      expect(text).not.toBe(written);
      await writeFile(file, text);
      const said: string[] = [];
      expect([await check(['sops'], worldOf(said, '', language)), said.filter(isOwn).length]).toEqual([0, 1]);
    }
  });
});

test('the guide has the same parts, tables and steps in both languages', () => {
  const shapeOf = (path: string) => readFileSync(join(ROOT, path), 'utf8').match(/^ *(?:\d+\.|#+ |- |\||```\w*)/gm);
  expect(shapeOf('docs/guide/new-sop.md')).toEqual(shapeOf('docs/panduan/sop-baru.md'));
});
