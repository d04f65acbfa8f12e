import { expect, test } from 'vitest';
import { formatProblem } from '#domain/problem.ts';
import { SECOND } from '#tests/support/folders.ts';
import { configFolder } from './folder.ts';
import { readConfig } from './read.ts';

const PROCEDURE = 'sops/peminjaman-kendaraan.yaml';
const ROLES = 'sops/roles.yaml';
const REQUEST = 'schemas/permohonan-kendaraan.schema.json';

const sound = await configFolder(SECOND);

/**
 * Returns the messages about the office after a text of a file is replaced. Without a replacement the file is removed.
 */
function saidOf(path: string, written: string, instead: string | undefined): string[] {
  const files = sound.flatMap((file) => {
    if (file.path !== path) return [file];
    expect(file.text).toContain(written);
    return instead === undefined ? [] : [{ ...file, text: file.text.replace(written, instead) }];
  });
  const reading = readConfig(files);
  return 'problems' in reading ? reading.problems.map((problem) => formatProblem(problem, 'en')) : [];
}

test('the office of these tests is sound before a mistake is made', () =>
  expect(saidOf(PROCEDURE, 'PKD', 'PKD')).toEqual([]));

/** A mistake in a file: the correct text, the wrong text that replaces it, and parts of the one message about it. */
interface Slip {
  readonly what: string;
  readonly path?: string;
  readonly written: string;
  readonly instead: string | undefined;
  readonly says: readonly string[];
}

/** The beginning of a span. Its steps must be added. */
const SPAN = 'spans:\n  - { id: seluruhnya, words: { id: waktu seluruhnya, en: the whole time }, limit: P9D, ';

const SLIPS: readonly Slip[] = [
  {
    what: 'a mistyped target, on which all steps depend',
    written: 'approve: [{ to: penerimaan }] }',
    instead: 'approve: [{ to: penerimaam }] }',
    says: ['.yaml:56 ', 'There is no step of this id', 'received "penerimaam"', 'Did you mean penerimaan?'],
  },
  {
    what: 'a step whose own id is mistyped, where four places name it',
    written: 'id: penerimaan',
    instead: 'id: penerimaaan',
    says: ['.yaml:56 ', 'There is no step of this id; in 3 other places too', 'Did you mean penerimaaan?'],
  },
  {
    what: 'a mistyped role',
    written: 'actor: kepala',
    instead: 'actor: kepla',
    says: ['.yaml:133 /steps/6/actor', 'This role is not defined', 'received "kepla"', 'Did you mean kepala?'],
  },
  {
    what: 'a mistyped role of a column',
    written: 'role: kepala,',
    instead: 'role: kepla,',
    says: ['.yaml:45 /columns/6/role', 'Did you mean kepala?'],
  },
  {
    what: 'a step id in capitals',
    written: 'id: rapat',
    instead: 'id: Rapat',
    says: ['.yaml:114 ', 'lower-case letters, digits and hyphens', 'expected terima-berkas', 'Did you mean rapat?'],
  },
  {
    what: 'an actor named by an unknown field',
    written: 'actor: kepala',
    instead: 'actor: { assigned: { field: /tujun, of: [kepala] } }',
    says: ['/actor/assigned/field', 'There is no such field', 'Did you mean /tujuan?'],
  },
  {
    what: 'an actor named by a result that no step has',
    written: 'actor: kepala',
    instead: 'actor: { assigned: { field: /tujuan, result: penerimaan, of: [kepala] } }',
    says: ['/actor/assigned/result', 'This step brings no result', 'received "penerimaan"'],
  },
  {
    what: 'an actor named by a mistyped key',
    written: 'actor: kepala',
    instead: 'actor: { assigned: { field: /tujuan, off: [kepala] } }',
    says: ['/actor', 'kepala'],
  },
  {
    what: 'a recorded act without a result that records it',
    written: 'actor: kepala',
    instead:
      'actor: { external: { id: desa, en: the village }, recordedBy: kepala, deed: { date: /tanggal, way: /cara } }',
    says: ['/actor/deed', 'To record an act needs a result', 'expected requires.result', 'Write requires.result'],
  },
  {
    what: 'a party outside without the role that records its acts',
    written: 'actor: kepala',
    instead: 'actor: { external: { id: desa, en: the village } }',
    says: ['/actor', 'recordedBy'],
  },
  {
    what: 'a mistyped property',
    written: 'outcomes: { approve: [{ end',
    instead: 'outcome: { approve: [{ end',
    says: ['.yaml:138 /steps/6/outcome —', 'There is no such field', 'Did you mean outcomes?'],
  },
  {
    what: 'a mistyped comparison',
    written: 'atMost: 500',
    instead: 'atmost: 500',
    says: ['.yaml:98 ', 'Did you mean atMost?'],
  },
  {
    what: 'a mistyped choice',
    written: 'kind: submit',
    instead: 'kind: sumbit',
    says: ['.yaml:49 ', 'expected submit (pengajuan), review (diputus petugas)', 'Did you mean submit?'],
  },
  {
    what: 'a time as the SOP prints it',
    written: 'limit: P3D',
    instead: 'limit: 30 menit',
    says: ['.yaml:135 ', 'hours (H) and minutes (M)', 'expected PT30M / PT1H30M / P2D', 'Did you mean PT30M?'],
  },
  { what: 'days as printed', written: 'limit: P3D', instead: 'limit: 1 hari', says: ['Did you mean P1D?'] },
  { what: 'a time without its unit', written: 'limit: P3D', instead: 'limit: PT30', says: ['Did you mean PT30M?'] },
  { what: 'minutes without T', written: 'limit: P3D', instead: 'limit: P30M', says: ['Did you mean PT30M?'] },
  {
    what: 'a row with a capital',
    written: 'row: 7',
    instead: 'row: 7A',
    says: ['.yaml:129 ', 'a number and one small letter', 'expected 3 / 3a / [3, 4]', 'Did you mean 7a?'],
  },
  {
    what: 'a prefix in small letters',
    written: 'short: PKD',
    instead: 'short: pkd',
    says: ['.yaml:3 ', '2 to 10 capital letters or digits', 'expected SOP', 'Did you mean PKD?'],
  },
  {
    what: 'a prefix that is too long',
    written: 'short: PKD',
    instead: 'short: PINJAMKENDARAAN',
    says: ['.yaml:3 ', '2 to 10 capital letters or digits', 'written "PINJAMKENDARAAN"'],
  },
  {
    what: 'a schema without its folder',
    written: 'schemas/permohonan-kendaraan.schema.json',
    instead: 'permohonan-kendaraan.json',
    says: ['.yaml:32 ', 'in the folder schemas', 'Did you mean schemas/permohonan-kendaraan.schema.json?'],
  },
  {
    what: 'a schema that is mistyped',
    written: 'schemas/permohonan-kendaraan.schema.json',
    instead: 'schemas/permohonan-kendaran.schema.json',
    says: ['.yaml:32 ', 'This schema does not exist', 'Did you mean schemas/permohonan-kendaraan.schema.json?'],
  },
  {
    what: 'a pointer without its slash',
    written: 'applicant: /peminjam',
    instead: 'applicant: peminjam',
    says: ['.yaml:33 ', 'beginning with a slash', 'Did you mean /peminjam?'],
  },
  {
    what: 'a pointer to a mistyped field',
    written: 'applicant: /peminjam',
    instead: 'applicant: /pemnjam',
    says: ['.yaml:33 ', 'There is no such field', 'Did you mean /peminjam?'],
  },
  {
    what: 'a property that is missing',
    written: '    completeness: ""\n    time: { printed: 3 hari',
    instead: '    time: { printed: 3 hari',
    says: ['.yaml:128 /steps/6/completeness — Must be filled in (expected "")'],
  },
  {
    what: 'words in one language',
    written: 'short: { id: memutuskan, en: decide }',
    instead: 'short: { id: memutuskan }',
    says: ['.yaml:132 /steps/6/short/en — Must be filled in (expected receive the file)'],
  },
  {
    what: 'words without their languages',
    written: 'short: { id: memutuskan, en: decide }',
    instead: 'short: memutuskan',
    says: ['.yaml:132 ', 'expected { id: menerima berkas, en: receive the file }', 'written "memutuskan"'],
  },
  {
    what: 'a tab',
    written: '    row: 7',
    instead: '\trow: 7',
    says: ['.yaml:129 ', 'A tab', 'Replace the tab by spaces'],
  },
  {
    what: 'a property twice',
    written: '    row: 7',
    instead: '    row: 7\n    row: 7',
    says: ['.yaml:130 /steps/6/row', 'written twice, on line 129 too', 'Delete one of them'],
  },
  {
    what: 'a zone as people call it',
    written: 'Asia/Makassar',
    instead: 'WIB',
    says: ['.yaml:20 /zone', 'expected Asia/Jakarta', 'Did you mean Asia/Jakarta?'],
  },
  {
    what: 'a mistyped zone',
    written: 'Asia/Makassar',
    instead: 'Asia/Makasar',
    says: ['Did you mean Asia/Makassar?'],
  },
  {
    what: 'an hour of one digit',
    written: 'from: "08:00", to: "11:00"',
    instead: 'from: "9:00", to: "11:00"',
    says: ['.yaml:28 ', 'two digits each', 'expected 08:00', 'Did you mean 09:00?'],
  },
  {
    what: 'an hour with a point',
    written: 'from: "08:00", to: "11:00"',
    instead: 'from: "08:00", to: "11.00"',
    says: ['.yaml:28 ', 'Did you mean 11:00?'],
  },
  {
    what: 'a share in per cent',
    written: 'share: 0.5',
    instead: 'share: 80',
    says: ['.yaml:36 /escalation/0/share', 'not a percentage', 'expected 0.8, received 80', 'Did you mean 0.8?'],
  },
  {
    what: 'a column that is missing',
    written: '  - { role: kepala, heading: Kepala }\n',
    instead: '',
    says: ['.yaml:132 /steps/6/actor', 'This role has no column', 'Add to columns: role: kepala'],
  },
  {
    what: 'a step of a span that is mistyped',
    written: 'columns:',
    instead: `${SPAN}over: [pemeriksan] }\ncolumns:`,
    says: ['/spans/0/over/0', 'There is no step of this id', 'received "pemeriksan"', 'Did you mean pemeriksaan?'],
  },
  {
    what: 'a step in which a span both runs and pauses',
    written: 'columns:',
    instead: `${SPAN}over: [rapat], pausedAt: [rapat] }\ncolumns:`,
    says: ['/spans/0/pausedAt/0', 'run and pause in the same step', 'Delete it from over or from pausedAt'],
  },
  {
    what: 'a span that begins with the submission',
    written: 'columns:',
    instead: `${SPAN}over: [pengajuan] }\ncolumns:`,
    says: ['/spans/0/over/0', 'The submission is no part of a span', 'Name the steps after it'],
  },
  {
    what: 'a span over no step',
    written: 'columns:',
    instead: `${SPAN}over: [] }\ncolumns:`,
    says: ['/spans/0/over', 'Must be filled in', 'Fill it in'],
  },
  {
    what: 'a span of zero time',
    written: 'columns:',
    instead: `${SPAN.replace('P9D', 'P0D')}over: [rapat] }\ncolumns:`,
    says: ['/spans/0/limit', 'more than nothing', 'received "P0D"', 'Write it as PT30M, PT2H or P1D'],
  },
  {
    what: 'two spans with one id',
    written: 'columns:',
    instead: `${SPAN}over: [rapat] }\n${SPAN.replace('spans:\n', '')}over: [rapat] }\ncolumns:`,
    says: ['/spans/1/id', 'This is written twice', 'received "seluruhnya"', 'Change or delete one of them'],
  },
  {
    what: 'a lapse in a step that has no time limit',
    written: '    completeness: ""\n    time: { printed: 3 hari, limit: P3D }',
    instead: '    lapse: { words: { id: diam, en: no decision } }\n    completeness: ""\n    time: { printed: 3 hari }',
    says: ['/steps/6/lapse', 'A lapse needs a time limit', 'Write time.limit, or delete lapse'],
  },
  {
    what: 'a step with both a lapse and an outcome by time',
    written: 'timeout: { to: putusan } }',
    instead: 'timeout: { to: putusan } }\n    lapse: { words: { id: diam, en: no decision } }',
    says: ['/steps/5/lapse', 'cannot have both', 'Delete lapse or outcomes.timeout'],
  },
  {
    what: 'a lapse that opens a procedure which the office does not have',
    written: 'columns:',
    instead: `${SPAN}over: [rapat], lapse: { words: { id: diam, en: no decision }, opens: [keberatan] } }\ncolumns:`,
    says: [
      '/spans/0/lapse/opens/0',
      'There is no procedure of this id',
      'Correct the id, or add that procedure in sops',
    ],
  },
  {
    what: 'a condition that compares nothing',
    written: ', atMost: 500',
    instead: '',
    says: ['.yaml:98 ', 'exactly one comparison', 'Write only one, such as equals: ya'],
  },
  {
    what: 'a list instead of one value',
    written: '{ end: completed }',
    instead: '{ to: [putusan, rapat] }',
    says: ['.yaml:138 ', 'Must be text', 'written ["putusan","rapat"]', 'Write one value, not a list'],
  },
  {
    what: 'one value instead of a list',
    written: 'approve: [{ to: penerimaan }] }',
    instead: 'approve: { to: penerimaan } }',
    says: ['.yaml:56 ', 'Must be a list', 'Begin each item with “- ”'],
  },
  {
    what: 'several actors without their number',
    written: 'actor: kepala',
    instead: 'actor: [kepala, panitia]',
    says: ['.yaml:133 ', 'expected tata-usaha / { all: [tata-usaha, sekretaris] }', 'written ["kepala","panitia"]'],
  },
  {
    what: 'a mistyped word for several actors',
    written: '{ all: [pengelola',
    instead: '{ al: [pengelola',
    says: ['.yaml:91 /steps/3/actor', 'Did you mean all?'],
  },
  {
    what: 'a capital in one of several actors',
    written: '{ all: [pengelola',
    instead: '{ all: [Pengelola',
    says: ['.yaml:91 /steps/3/actor/all/0', 'Did you mean pengelola?'],
  },
  {
    what: 'an outcome without a target',
    written: '{ end: completed }',
    instead: '{ ende: completed }',
    says: ['.yaml:138 /steps/6/outcomes/approve/0/ende', 'Did you mean end?'],
  },
  {
    what: 'a receipt that is no step',
    written: 'receipt: penerimaan',
    instead: 'receipt: penerimaaan',
    says: ['.yaml:34 /receipt', 'expected penerimaan | pemeriksaan', 'Did you mean penerimaan?'],
  },
  {
    what: 'a result without its schema',
    path: 'schemas/hasil-pemeriksaan.schema.json',
    written: '',
    instead: undefined,
    says: ['.yaml:95 ', 'This schema does not exist', 'Add this schema file'],
  },
  {
    what: 'a request that does not require its procedure',
    path: REQUEST,
    written: '"sop", ',
    instead: '',
    says: ['.yaml:32 /request/schema', 'must require a field sop', 'Add "sop" to its "required"'],
  },
  {
    what: 'a request that names another procedure',
    path: REQUEST,
    written: '"const": "peminjaman-kendaraan"',
    instead: '"const": "peminjaman"',
    says: ['.yaml:32 ', 'received "peminjaman"', '"const": "peminjaman-kendaraan"'],
  },
  {
    what: 'a comma that is missing in a schema',
    path: REQUEST,
    written: '"x-title-en": "Procedure",',
    instead: '"x-title-en": "Procedure"',
    says: ['.schema.json:10 ', 'This JSON cannot be read', 'Check commas, quotes and brackets'],
  },
  {
    what: 'a field without its English title',
    path: REQUEST,
    written: '"x-title-en": "Procedure",',
    instead: '',
    says: ['.schema.json:7 /properties/sop', 'A field without title and x-title-en', 'Add "title"'],
  },
  {
    what: 'a mistyped keyword of a schema',
    path: REQUEST,
    written: '"const"',
    instead: '"konst"',
    says: ['.schema.json:13 /properties/sop/konst', 'There is no such keyword', 'Did you mean const?'],
  },
  {
    what: 'a type that JSON Schema does not have',
    path: REQUEST,
    written: '"type": "string",',
    instead: '"type": "teks",',
    says: ['.schema.json:12 /properties/sop/type', 'expected string, number, integer'],
  },
  {
    what: 'a time without its braces',
    written: '{ printed: 3 hari, limit: P3D }',
    instead: '3 hari',
    says: ['.yaml:135 ', 'Must be a group of fields', 'expected { printed: 30 menit, limit: PT30M }'],
  },
  {
    what: 'an end without its braces',
    written: '{ end: completed }',
    instead: 'completed',
    says: ['.yaml:138 ', 'expected { to: terima-berkas } / { end: completed }'],
  },
  {
    what: 'a row in quotation marks',
    written: 'row: 7',
    instead: 'row: "7"',
    says: ['.yaml:129 ', 'Write it without quotes'],
  },
  {
    what: 'several actors in one text',
    written: 'actor: kepala',
    instead: 'actor: kepala, panitia',
    says: ['.yaml:133 ', '{ any: [tata-usaha, sekretaris] }', 'Correct it.'],
  },
  {
    what: 'a clock in Indonesian',
    written: 'kind: office-hours',
    instead: 'kind: jam-kerja',
    says: ['.yaml:22 ', 'expected continuous (24 jam), office-hours (jam kerja)'],
  },
  {
    what: 'a day in Indonesian',
    written: '    mon:',
    instead: '    senin:',
    says: ['.yaml:24 /clock/hours/senin', 'expected mon, sat, sun'],
  },
  {
    what: 'a line with too little indentation, after which everything seems wrong',
    written: '    activity: Memutuskan',
    instead: '   activity: Memutuskan',
    says: ['.yaml:131 ', 'Check indentation'],
  },
  {
    what: 'a colon inside a text',
    written: 'activity: Memutuskan',
    instead: 'activity: Memutuskan: ya',
    says: ['.yaml:131 ', 'colons on this line'],
  },
  {
    what: 'a date as people write it',
    path: ROLES,
    written: 'from: 2026-01-01',
    instead: 'from: 1 Januari 2026',
    says: ['roles.yaml:5 ', 'Must be a date', 'expected 2026-01-31', 'written "1 Januari 2026"'],
  },
  {
    what: 'a name of a role with a line break',
    path: ROLES,
    written: 'name: { id: Tata usaha, en: Administration }',
    instead: 'name: { id: "Tata\\nusaha", en: Administration }',
    says: ['roles.yaml:4 /roles/tata-usaha/name/id', 'one line', 'Did you mean Tata usaha?'],
  },
  {
    what: 'a name of a holder with a line break',
    path: ROLES,
    written: 'name: Contoh Tata',
    instead: 'name: "Contoh\\nTata"',
    says: ['roles.yaml:5 /roles/tata-usaha/holders/0/name', 'one line', 'Did you mean Contoh Tata?'],
  },
  {
    what: 'a role in capitals',
    path: ROLES,
    written: '  panitia:',
    instead: '  Panitia:',
    says: ['roles.yaml:15 /roles/Panitia', 'Did you mean panitia?'],
  },
  {
    what: 'an unknown superior',
    path: ROLES,
    written: 'name: { id: Tata usaha, en: Administration }',
    instead: 'name: { id: Tata usaha, en: Administration }\n    superior: kepla',
    says: ['roles.yaml:5 /roles/tata-usaha/superior', 'Did you mean kepala?'],
  },
  {
    what: 'an origin of a mistyped procedure',
    written: 'receipt: ',
    instead: 'origin: { field: /tujuan, from: [{ procedure: peminjaman-kendaran, waiting: true }] }\nreceipt: ',
    says: ['/origin/from/0/procedure', 'no procedure of this id', 'Did you mean peminjaman-kendaraan?'],
  },
  {
    what: 'an origin in a mistyped field',
    written: 'receipt: ',
    instead: 'origin: { field: /tujuaan, from: [{ procedure: peminjaman-kendaraan }] }\nreceipt: ',
    says: ['/origin/field', 'There is no such field in', 'Did you mean /tujuan?'],
  },
  {
    what: 'an origin with an end that its procedure does not have',
    written: 'receipt: ',
    instead: 'origin: { field: /tujuan, from: [{ procedure: peminjaman-kendaraan, ends: [refused] }] }\nreceipt: ',
    says: [
      '/origin/from/0/ends/0',
      'No case of that procedure ends in this way',
      'Name an end that is written in that procedure',
    ],
  },
  {
    what: 'an origin with a time limit of zero',
    written: 'receipt: ',
    instead: 'origin: { field: /tujuan, from: [{ procedure: peminjaman-kendaraan }], within: P0D }\nreceipt: ',
    says: ['/origin/within', 'A duration is more than nothing', 'Write it as PT30M, PT2H or P1D'],
  },
  {
    what: 'an unknown end of an origin',
    written: 'receipt: ',
    instead: 'origin: { field: /tujuan, from: [{ procedure: peminjaman-kendaraan, ends: [refuse] }] }\nreceipt: ',
    says: ['/origin/from/0/ends/0', 'refused'],
  },
];

test.each(SLIPS)('R7: $what gives one message, with its line and what was meant', (slip) => {
  const { path = PROCEDURE, written, instead, says } = slip;
  const said = saidOf(path, written, instead);
  expect(said).toHaveLength(1);
  for (const each of says) expect(said[0]).toContain(each);
  // A message must not quote a regular expression, because its readers do not know them.
  expect(said[0]).not.toMatch(/\^[[(a-zP]|\\d|\\S/);
  expect(said[0]).toMatch(/^\S+:\d+ /);
});

test('R13: if two procedures have one prefix, the message names both files, and says that the newer procedure must change', () => {
  const [first] = sound.filter(({ path }) => path === PROCEDURE);
  if (!first) throw new Error('There is no procedure.');
  const text = first.text.replace('id: peminjaman-kendaraan', 'id: lain').replace('/permohonan-k', '/lain-k');
  const request = sound.find(({ path }) => path === REQUEST)?.text.replace('"peminjaman-kendaraan"', '"lain"') ?? '';
  const other = { ...first, path: 'sops/lain.yaml', text };
  const schema = { ...first, path: 'schemas/lain-kendaraan.schema.json', text: request };
  const reading = readConfig([...sound, other, schema]);
  const said = 'problems' in reading ? reading.problems.map((problem) => formatProblem(problem, 'en')) : [];
  expect(said).toEqual([
    `${PROCEDURE.replace('peminjaman-kendaraan', 'lain')}:3 /short — Two SOPs use this, here and ${PROCEDURE}:3 (received "PKD"). Change it in the newer SOP.`,
  ]);
});
