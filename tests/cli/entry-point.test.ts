import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS } from '#entry/cli/main.ts';
import { FIRST, ROOT } from '../support/folders.ts';
import { contentsOf, disposisi, emptyFolder, inBothLanguages, sample } from './disposisi.ts';
import { pretendOffice } from './running-office.ts';

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const VERBS = Object.keys(COMMANDS);

test('an unknown command is answered with the command that was most likely meant, or with all commands', async () => {
  const said = async (...args: string[]) => (await disposisi([...args, '--lang', 'en'], folder)).err;
  expect(await said('chek')).toContain('There is no command "chek". Did you mean check?');
  expect(await said('help', 'verfy')).toContain('Did you mean verify?');
  expect(await said('setujui')).toContain(`There are: ${VERBS.join(', ')}.`);
});

describe('the help', () => {
  test.each([[[]], [['help']], [['--help']], [['-h']]])('%j prints every command', async (args) => {
    const { code, out } = await disposisi(args, folder);
    expect(code).toBe(0);
    for (const verb of VERBS) expect(out).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
    expect(out).toContain('Cara pakai: npx disposisi');
  });

  test.each([
    [['help', '--lang', 'en'], 'Usage: npx disposisi <command>'],
    [['--lang', 'en'], 'Usage: npx disposisi <command>'],
    [['--lang=en', 'help'], 'Usage: npx disposisi <command>'],
    [['help', 'act', '--lang', 'en'], 'Usage: npx disposisi act'],
    [['--help', 'act', '--lang=en'], 'Usage: npx disposisi act'],
    [['act', '--help', '--lang', 'en'], 'Usage: npx disposisi act'],
    [['--lang', 'en', 'act', '-h'], 'Usage: npx disposisi act'],
    [['help', 'act', '--lang', 'id'], 'Cara pakai: npx disposisi act'],
  ])('%j prints the help in the chosen language', async (args, says) => {
    const { code, out } = await disposisi(args, folder, { LANG: 'C' });
    expect([code, out]).toEqual([0, expect.stringContaining(says)]);
  });

  test('without a chosen language the help is in the machine’s language, or else in Indonesian', async () => {
    const said = async (env: Record<string, string>) => (await disposisi(['help', 'act'], folder, env)).out;
    expect(await said({ LANG: 'en_US.UTF-8' })).toContain('Usage:');
    expect(await said({ LANG: 'en_US.UTF-8', LC_MESSAGES: 'id_ID.UTF-8' })).toContain('Cara pakai:');
    expect(await said({ LANG: 'C.UTF-8' })).toContain('Cara pakai:');
  });

  test.each(VERBS)('`help %s` prints the same as the command with --help', async (verb) => {
    const [one, other] = [await disposisi(['help', verb], folder), await disposisi([verb, '--help'], folder)];
    expect(one).toEqual(other);
    expect(one.code).toBe(0);
    expect(one.out).toMatch(new RegExp(`^Cara pakai: npx disposisi ${verb}`));
  });

  test('each command has an explanation, and each explanation a command', async () => {
    const explained = [...(await helpIn('en')).keys()].filter((name) => name !== 'disposisi');
    expect(explained.sort()).toEqual(VERBS.toSorted());
  });

  test('both languages explain the same commands, with the same usage and the same options', async () => {
    const [id, en] = [await helpIn('id'), await helpIn('en')];
    expect([...id.keys()]).toEqual([...en.keys()]);
    for (const [name, text] of en) expect([name, shapeOf(id.get(name))]).toEqual([name, shapeOf(text)]);
  });

  test('no line of the help has more than 120 characters, except a line with a command', async () => {
    for (const language of ['id', 'en'] as const) {
      const lines = [...(await helpIn(language)).values()].flatMap((text) => text.split('\n'));
      expect(lines.filter((line) => line.length > 120 && !line.includes('npx disposisi'))).toEqual([]);
    }
  });
});

test.each([
  ['--version', 'id', 'Yang berubah di setiap versi: CHANGELOG.md'],
  ['-V', 'en', 'What each version changed: CHANGELOG.md'],
])(
  '%s (%s) prints version and commit of the program, the version of Node, where changes are listed, and nothing else',
  async (option, lang, reported) => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const { code, out, err } = await disposisi([option, '--lang', lang], folder);
    // Without git, there is no commit to name.
    const commit = existsSync(join(ROOT, '.git')) ? /^[0-9a-f]{8,}(-dirty)?, $/ : /^$/;
    const [, beginning = '', named = '', end] = /^(.*\()(.*)(Node .*\n.*\n)$/.exec(out) ?? [];
    expect({ code, err, beginning, end }).toEqual({
      ...{ code: 0, err: '', beginning: `disposisi ${version} (` },
      end: `Node ${process.versions.node})\n${reported}\n`,
    });
    expect(named).toMatch(commit);
  },
);

/** The sections of the help, by the command that they explain. */
async function helpIn(language: 'id' | 'en'): Promise<Map<string, string>> {
  const [, ...parts] = (await readFile(join(ROOT, `scripts/entry/cli/help.${language}.txt`), 'utf8')).split(
    /^== (.+)\n/m,
  );
  return new Map(parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? ''] as const] : [])));
}

/** Returns what must be the same in every language: the usage of a command, and its options. */
function shapeOf(text = ''): { usage: string[]; explained: string[] } {
  const lines = text.split('\n');
  const plain = (line: string): string =>
    line
      .trim()
      .replace(/^.*?(?=npx)/, '')
      .replace(/\b[A-Z]+(?:\/[A-Z]+)?\b|<\w+>|\[(?:opsi|options)\]/g, 'X');
  return {
    usage: lines.filter((line) => /^(?:\S.*: | +)npx disposisi/.test(line)).map(plain),
    explained: lines
      .flatMap((line) => /^ {2}(-{0,2}\w[^ ]*(?: [A-Z]\S*| id\|en)?) {2,}/.exec(line)?.[1] ?? [])
      .map(plain),
  };
}

describe('a wrong command line ends with exit code 2 and says where help is', () => {
  test.each([
    ['an unknown command', ['setujui']],
    ['help on an unknown command', ['help', 'setujui']],
    ['an unknown option', ['check', 'a.yaml', '--cepat']],
    ['an option without its value', ['new', '--file']],
    ['a missing operand', ['check']],
    ['an operand that is empty', ['check', '']],
    ['an office’s folder without a name, for start', ['start', '--folder', '']],
    ['an office’s folder without a name, for explain', ['explain', '1', '--folder=']],
    [
      'a corrected request with another act than its submission',
      ['act', 'approve', '1', '--as', 'x', '--file', 'a.yaml'],
    ],
    ['an attachment without the request that names it', ['act', 'submit', '1', '--as', 'x', '--attach', 'a.pdf']],
    ['too many operands', ['explain', '1', '2']],
    ['an unknown verb for SOPs', ['sop', 'baru']],
    ['an unknown act', ['act', 'setujui', '1', '--as', 'contoh-tu']],
    ['an invalid case', ['act', 'approve', 'PMK', '--as', 'contoh-tu']],
    ['an act without a person', ['act', 'approve', '1']],
    ['an unknown language', ['check', 'a.yaml', '--lang', 'fr']],
    ['help in an unknown language', ['help', '--lang', 'fr']],
    ['a language without its name', ['help', '--lang']],
    ['an invalid port', ['start', '--port', 'http']],
    ['a port beyond the last', ['start', '--port', '65536']],
    ['both one request and all', ['reconcile', '--pr', '1', '--all']],
    ['an invalid repository', ['explain', '1', '--repo', 'nama']],
  ])('%s ends with exit code 2, and the message says where help is', async (_what, args) => {
    const { code, out, err } = await disposisi(args, folder);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/Bantuan: npx disposisi help|Help: npx disposisi help/);
    expect(await contentsOf(folder)).toEqual({});
  });
});

describe('a command that fails ends with exit code 1 and says what to do', () => {
  test('a command without a running office says what to do', async () => {
    const { code, err } = await disposisi(['explain', '1'], folder);
    expect(code).toBe(1);
    expect(err).toContain('npm start');
  });

  test('a command for an office that no longer runs says what to do', async () => {
    await pretendOffice(folder, { pid: 999_999_999 });
    const { code, err } = await disposisi(['explain', '1', '--lang', 'en'], folder);
    expect(code).toBe(1);
    expect(err).toContain('No office runs in .disposisi');
  });

  test('a command for an office that died, whose process number is now another’s, says what to do', async () => {
    await pretendOffice(folder, { url: 'http://127.0.0.1:9' });
    const { codes, id, en } = await inBothLanguages(['explain', '1'], folder);
    expect(codes).toEqual([1, 1]);
    expect(id).toBe('Tidak ada kantor yang berjalan di .disposisi. Jalankan dahulu, di jendela lain: npm start\n');
    expect(en).toBe('No office runs in .disposisi. First run, in another window: npm start\n');
  });

  test('if no office runs, the message names the given folder in the command that starts one', async () => {
    const { id, en } = await inBothLanguages(['clone', '--folder', 'lain'], folder);
    expect([id, en]).toEqual([
      expect.stringMatching(/berjalan di lain\. .*: npm start -- --folder lain\n$/),
      expect.stringMatching(/runs in lain\. .*: npm start -- --folder lain\n$/),
    ]);
  });

  test('an empty argument is named by its place', async () => {
    const { codes, id, en } = await inBothLanguages(['act', 'approve', ''], folder);
    expect(codes).toEqual([2, 2]);
    expect(id).toMatch(/^Argumen ke-2 kosong; /);
    expect(en).toMatch(/^Argument 2 is empty; /);
  });

  test('an empty file is not sent as a result', async () => {
    const { asked } = await pretendOffice(folder);
    await writeFile(join(folder, 'hasil.yaml'), '\n');
    const args = ['act', 'approve', '1', '--as', 'contoh-tu', '--result', 'hasil.yaml'];
    const { codes, id, en } = await inBothLanguages(args, folder);
    expect(codes).toEqual([1, 1]);
    expect(id).toMatch(/^hasil\.yaml — File ini kosong\. .*disposisi explain\.\nTidak ada yang dikirim\.\n$/);
    expect(en).toMatch(/^hasil\.yaml — This file is empty\. .*disposisi explain\.\nNothing was sent\.\n$/);
    expect(asked).toEqual([]);
  });

  test('R9: a note or a result with forbidden characters is not sent, and the message names the place', async () => {
    const { asked } = await pretendOffice(folder);
    await writeFile(join(folder, 'hasil.yaml'), 'ruang: "t\u202ecm"\n');
    const words = ['--note', 'lihat \u202egnp.exe', '--result', 'hasil.yaml'];
    const { code, err } = await disposisi(['act', 'approve', '1', '--as', 'contoh-tu', ...words], folder);
    expect(code).toBe(1);
    expect(err).toMatch(/^note .*U\+202E.*\nhasil\.yaml:1 .*U\+202E.*\nTidak ada yang dikirim\.\n$/);
    expect(asked).toEqual([]);
  });

  test('for a request without its attachments, the message says how to give them', async () => {
    const { asked } = await pretendOffice(folder);
    await writeFile(join(folder, 'saya.yaml'), await sample());
    const { id, en } = await inBothLanguages(['new', '--file', 'saya.yaml', '--as', 'contoh-opd'], folder);
    expect(id).toMatch(/Lampiran ini tidak ada .*--attach FILE/s);
    expect(en).toMatch(/This attachment is not there .*--attach FILE/s);
    expect(asked).toEqual([]);
  });

  test('for an unknown account, the message names the known accounts, never their tokens', async () => {
    await pretendOffice(folder);
    const { code, out, err } = await disposisi(['act', 'approve', '1', '--as', 'contoh-lain'], folder);
    expect(code).toBe(1);
    expect(err).toContain('contoh-tu');
    expect(out + err).not.toMatch(/rahasia/);
  });

  test('a command for GitHub without a token says what to do', async () => {
    const { code, err } = await disposisi(['explain', '1', '--repo', 'kantor/disposisi'], folder);
    expect(code).toBe(1);
    expect(err).toContain('GITHUB_TOKEN');
  });

  test('a folder that is no clone is not verified', async () => {
    const { code, out } = await disposisi(['verify', folder], folder, { GIT_CEILING_DIRECTORIES: join(folder, '..') });
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });

  test('an invalid request is not sent: nothing reaches the forge, and nothing is written', async () => {
    const { asked } = await pretendOffice(folder);
    await writeFile(join(folder, 'saya.yaml'), (await sample()).replace('peserta: 14', 'peserta: banyak'));
    const before = await contentsOf(folder);
    const { code, err } = await disposisi(['new', '--file', 'saya.yaml', '--as', 'contoh-opd', '--lang', 'en'], folder);
    expect(code).toBe(1);
    expect(err).toMatch(/saya\.yaml:\d+ .*\/pelaksanaan\/peserta .*written "banyak"/);
    expect(err).toContain('Nothing was written.');
    expect(await contentsOf(folder)).toEqual(before);
    expect(asked).toEqual([]);
  });
});

test('without --lang, messages are in the machine’s language, or else in Indonesian', async () => {
  const words = async (env: Record<string, string>) => (await disposisi(['explain', '1'], folder, env)).err;
  expect(await words({ LANG: 'en_US.UTF-8' })).toContain('No office runs');
  expect(await words({ LANG: 'id_ID.UTF-8' })).toContain('Tidak ada kantor');
  expect(await words({ LANG: 'C' })).toContain('Tidak ada kantor');
  expect(await words({ LANG: 'id_ID.UTF-8', LC_ALL: 'en_GB.UTF-8' })).toContain('No office runs');
});

test('if nobody reads the output any more, the command works to its end, without an error', async () => {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/entry/cli/bin.mjs'), 'check', 'sops/rooms.yaml'], {
    cwd: FIRST,
  });
  child.stdout.destroy();
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  // The only message is about the sample letterhead.
  expect({ code, err }).toEqual({
    code: 0,
    err: expect.stringMatching(/^Peringatan: sops\/letterhead\.yaml [^\n]*\n$/),
  });
});
