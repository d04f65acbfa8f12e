import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { example } from '#tests/support/example-procedure.ts';
import { FIRST } from '#tests/support/folders.ts';
import { blobId, configFolder } from './folder.ts';
import { type ConfigFile, readConfig } from './read.ts';

const run = promisify(execFile);

const calendarOf = (date: string) =>
  stringify({
    years: [{ year: 2026, decree: 'contoh', holidays: [{ date, name: { id: 'x', en: 'x' } }], collectiveLeave: [] }],
  });

/** Returns the texts of a small sound configuration, by path. `changed` replaces some; `undefined` removes one. */
function filesOf(changed: Record<string, string | undefined> = {}): ConfigFile[] {
  const { procedure, roles, schemas } = example();
  const texts: Record<string, string | undefined> = {
    'sops/contoh.yaml': stringify(procedure, { aliasDuplicateObjects: false }),
    'sops/roles.yaml': stringify({ roles }),
    'sops/rooms.yaml': 'rooms: []\n',
    'sops/calendar.yaml': calendarOf('2026-08-17'),
    'sops/README.md': 'Contoh',
    ...Object.fromEntries([...schemas].map(([path, schema]) => [path, JSON.stringify(schema)])),
    ...changed,
  };
  return Object.entries(texts).flatMap(([path, text]) =>
    text === undefined ? [] : [{ path, text, blob: blobId(Buffer.from(text)) }],
  );
}

const configOf = (files: ConfigFile[]) => {
  const reading = readConfig(files);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems, null, 1));
  return reading.config;
};

const problemsOf = (changed: Record<string, string | undefined>) => {
  const reading = readConfig(filesOf(changed));
  return 'problems' in reading ? reading.problems : [];
};

test('R7: a sound configuration is read whole, each procedure with its blob', () => {
  const files = filesOf();
  const config = configOf(files);
  const { procedure, roles, schemas } = example();
  const blobOf = (path: string) => files.find((file) => file.path === path)?.blob;
  const path = 'sops/contoh.yaml';
  expect(config.procedures.get('contoh')).toEqual({ path, blob: blobOf(path), value: procedure });
  expect([...config.schemas.keys()].sort()).toEqual([...schemas.keys()].sort());
  expect(config.roles).toEqual({ roles });
  expect(config.rooms).toEqual([]);
  expect(config.calendar).toMatchObject({ years: [2026], revision: blobOf('sops/calendar.yaml') });
});

/** A second procedure next to the first, with a request schema of its own. */
function second(zone = example().procedure.zone): Record<string, string> {
  const { procedure, schemas } = example();
  const other = { ...procedure, id: 'lain', short: 'LAIN', zone, request: { ...procedure.request } };
  other.request.schema = 'schemas/permohonan-lain.schema.json';
  const schema = JSON.stringify(schemas.get('schemas/permohonan-contoh.schema.json')).replace('"contoh"', '"lain"');
  return {
    'sops/lain.yaml': stringify(other, { aliasDuplicateObjects: false }),
    'schemas/permohonan-lain.schema.json': schema,
  };
}

test('R3: a second procedure needs a second SOP file and its request schema, and nothing else', () => {
  const config = configOf(filesOf(second()));
  expect([...config.procedures.keys()].sort()).toEqual(['contoh', 'lain']);
});

test('R4: the office’s zone is that of its procedures; if they have several zones, the configuration must name one', () => {
  const roles = stringify({ roles: example().roles });
  expect(configOf(filesOf(second())).zone).toBe(example().procedure.zone);
  expect(problemsOf(second('Asia/Jayapura'))).toMatchObject([
    { file: 'sops/roles.yaml', path: '/zone', code: 'office-zone' },
  ]);
  const named = { ...second('Asia/Jayapura'), 'sops/roles.yaml': `zone: Asia/Jayapura\n${roles}` };
  expect(configOf(filesOf(named)).zone).toBe('Asia/Jayapura');
});

test('R28: the revision of a configuration changes with any file, and not with the order of its files', () => {
  const { revision } = configOf(filesOf());
  expect(configOf(filesOf().reverse()).revision).toBe(revision);
  expect(configOf(filesOf({ 'sops/README.md': 'Lain' })).revision).not.toBe(revision);
  expect(configOf(filesOf({ 'sops/rooms.yaml': 'rooms: [] # lain\n' })).revision).not.toBe(revision);
});

test.each([
  ['YAML that cannot be read', { 'sops/contoh.yaml': 'id: [' }, { file: 'sops/contoh.yaml', line: expect.any(Number) }],
  ['a wrong structure', { 'sops/rooms.yaml': 'rooms: 3\n' }, { file: 'sops/rooms.yaml', path: '/rooms', line: 1 }],
  ['no roles', { 'sops/roles.yaml': undefined }, { file: 'sops/roles.yaml', code: 'missing-file' }],
  ['no procedure', { 'sops/contoh.yaml': undefined }, { file: 'sops/*.yaml', code: 'missing-file' }],
  ['another file extension', { 'sops/lain.yml': 'id: lain\n' }, { file: 'sops/lain.yml', code: 'misplaced' }],
  ['a folder below sops/', { 'sops/lama/lain.yaml': 'id: lain\n' }, { file: 'sops/lama/lain.yaml', code: 'misplaced' }],
  [
    'a template in a folder of its own',
    { 'sops/documents/lama/surat.yaml': 'id: surat\n' },
    {
      code: 'misplaced',
      fix: { id: expect.stringContaining('sops/documents/'), en: expect.stringContaining('documents') },
    },
  ],
  [
    'a template of a procedure that does not exist',
    {
      'sops/documents/surat.yaml': stringify({
        id: 'surat',
        procedure: 'lain',
        title: { id: 'Surat', en: 'Letter' },
        audience: 'public',
        head: 'office',
        variants: [{ id: 'satu', when: { submitted: true }, blocks: [{ text: 'Contoh.' }] }],
      }),
    },
    { file: 'sops/documents/surat.yaml', code: 'unknown-procedure' },
  ],
  [
    'JSON that cannot be read',
    { 'schemas/x.schema.json': '{' },
    { file: 'schemas/x.schema.json', code: 'json-syntax' },
  ],
  [
    'a file that is no schema',
    { 'schemas/x.schema.json': '[]' },
    { file: 'schemas/x.schema.json', code: 'schema-invalid' },
  ],
  [
    'a result schema without titles',
    { 'schemas/hasil-contoh.schema.json': '{"type":"object","additionalProperties":false,"properties":{"mulai":{}}}' },
    { file: 'schemas/hasil-contoh.schema.json', code: 'schema-untitled' },
  ],
  [
    'a missing result schema',
    { 'schemas/hasil-contoh.schema.json': undefined },
    { file: 'sops/contoh.yaml', code: 'unknown-schema', line: expect.any(Number) },
  ],
  [
    'a holiday of another year',
    {
      'sops/calendar.yaml': calendarOf('2025-08-17'),
    },
    { file: 'sops/calendar.yaml', code: 'date-outside-year' },
  ],
])('R31: %s is reported, and there is no configuration', (_what, changed, expected) => {
  expect(problemsOf(changed)[0]).toMatchObject(expected);
});

test('R7: problems of several files are reported at once, and a problem of a procedure with its line', () => {
  const { procedure } = example();
  procedure.receipt = 'tiada';
  const found = problemsOf({
    'sops/contoh.yaml': stringify(procedure, { aliasDuplicateObjects: false }),
    'sops/roles.yaml': stringify({
      roles: { ...example().roles, tu: { name: { id: 'TU', en: 'TU' }, holders: [], superior: 'tu' } },
    }),
  });
  expect(found.map(({ file, path, code }) => [file, path, code])).toEqual([
    ['sops/roles.yaml', '/roles/tu/superior', 'superior-circle'],
    ['sops/contoh.yaml', '/receipt', 'unknown-step'],
  ]);
  const text = stringify(procedure, { aliasDuplicateObjects: false }).split('\n');
  expect(text[(found[1]?.line ?? 0) - 1]).toBe('receipt: tiada');
});

test('R7: the configuration of a whole office is read from its folder', async () => {
  const config = configOf(await configFolder(FIRST));
  expect([...config.procedures.keys()]).toEqual(['protokol-manajemen-krisis']);
  expect(config.roles.roles['kepala-dinas']?.superior).toBe('walikota');
});

async function folder(texts: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'config-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

test('R7: a working tree is read with the blob ids that git gives, and links are not followed', async () => {
  const root = await folder({ 'sops/a.yaml': 'id: a\n', 'sops/sub/b.yaml': 'Zürich ✓\n', 'requests/x.yaml': 'x' });
  await symlink('/etc/hostname', join(root, 'sops/link.yaml'));
  const files = await configFolder(root);
  expect(files.map(({ path, text }) => [path, text])).toEqual([
    ['sops/a.yaml', 'id: a\n'],
    ['sops/sub/b.yaml', 'Zürich ✓\n'],
  ]);
  for (const { path, blob } of files) {
    expect((await run('git', ['hash-object', '--no-filters', join(root, path)])).stdout.trim()).toBe(blob);
  }
});

test('R46: a row is a number with at most one small letter; anything else is reported once, with its place', () => {
  const { procedure } = example();
  const written = (row: unknown) => {
    const [first, ...steps] = procedure.steps;
    const changed = { ...procedure, steps: [{ ...first, row }, ...steps] };
    return problemsOf({ 'sops/contoh.yaml': stringify(changed, { aliasDuplicateObjects: false }) });
  };
  for (const row of [1, '1a', ['1a']]) expect(written(row).filter(({ path }) => path === '/steps/0/row')).toEqual([]);
  const message = { en: expect.stringContaining('Not in the expected format') };
  for (const row of ['3aa', '3A', '03a', '3', '', 'a', 1.5, true])
    expect(written(row)).toMatchObject([{ path: '/steps/0/row', expected: '3 / 3a / [3, 4]', message }]);
  for (const row of [0, -1, []]) expect(written(row)).toMatchObject([{ path: '/steps/0/row' }]);
  expect(written(['3aa', 4])).toMatchObject([{ path: '/steps/0/row/0', expected: '3 / 3a', message }]);
});

test('R50: the files about erasures are read, and what they cannot mean is a problem', () => {
  const ground = '{ id: Contoh, en: Sample }';
  const retention = `procedures:\n  contoh:\n    letters: { years: 5, ground: ${ground} }\n`;
  const named = (...cases: string[]) =>
    `cases:\n${cases.map((each) => `  - { ${each}, ground: ${ground} }\n`).join('')}`;
  const sound = filesOf({
    'sops/retention.yaml': retention,
    'sops/erasures.yaml': named('case: ABC-2026-1, public: true'),
  });
  expect(configOf(sound)).toMatchObject({
    retention: { procedures: { contoh: { letters: { years: 5 } } } },
    erasures: { cases: [{ case: 'ABC-2026-1', public: true }] },
  });
  const found = (text: string) => problemsOf({ 'sops/erasures.yaml': text }).map(({ code, line }) => [code, line]);
  expect(found(named('case: ABC-2026-1', 'case: ABC-2026-1'))).toEqual([['case-repeated', 3]]);
  expect(found(named('case: ABC-2026-1, what: [documents], public: true'))).toEqual([['public-alone', 2]]);
});

test('R50: a term for a procedure that main does not have is a warning', () => {
  const term = '{ letters: { years: 5, ground: { id: Contoh, en: Sample } } }';
  const reading = readConfig(filesOf({ 'sops/retention.yaml': `procedures: { cotnoh: ${term}, contoh: ${term} }\n` }));
  const warnings = 'warnings' in reading ? reading.warnings : [];
  expect(warnings.filter(({ file }) => file === 'sops/retention.yaml')).toMatchObject([
    { code: 'unknown-procedure', received: 'cotnoh' },
  ]);
});
