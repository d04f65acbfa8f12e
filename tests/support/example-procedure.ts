/** A small valid procedure, with schemas and roles, for tests to change. */
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Subject } from '#domain/procedure/finding.ts';

const words = (text: string) => ({ id: text, en: text });
const cells = (activity: string) => ({ activity, short: words(activity), completeness: '', output: '' });
const holders = (...accounts: number[]) =>
  accounts.map((account) => ({ account, login: `contoh-${account}`, name: 'Contoh', from: '2026-01-01' }));

const STEPS: Step[] = [
  {
    ...cells('mengajukan'),
    id: 'ajukan',
    row: 1,
    kind: 'submit',
    actor: 'applicant',
    time: { printed: '5 menit', limit: 'PT5M', measured: false },
    outcomes: { approve: [{ to: 'terima' }] },
  },
  {
    ...cells('memperbaiki'),
    id: 'perbaiki',
    row: 1,
    kind: 'revise',
    actor: 'applicant',
    time: { printed: '' },
    sections: ['/acara/mulai'],
    outcomes: { approve: [{ to: 'terima' }] },
  },
  {
    ...cells('menerima'),
    id: 'terima',
    row: [2, 3],
    kind: 'review',
    actor: { any: ['tu', 'kepala'] },
    time: { printed: '1 jam', limit: 'PT1H' },
    furtherRows: [
      { activity: 'mencatat', completeness: '', time: { printed: '30 menit', limit: 'PT30M' }, output: '' },
    ],
    outcomes: {
      approve: [{ when: { field: '/acara/jumlah', atLeast: 100 }, to: 'putuskan' }, { to: 'periksa' }],
      changes: { to: 'perbaiki' },
    },
  },
  {
    ...cells('memeriksa'),
    id: 'periksa',
    row: 4,
    kind: 'review',
    actor: { all: ['kepala', 'tu'] },
    time: { printed: '1 hari', limit: 'P1D' },
    clock: 'kantor',
    requires: {
      result: 'schemas/hasil-contoh.schema.json',
      books: { room: '/ruang', start: '/mulai', end: '/selesai' },
    },
    outcomes: { approve: [{ to: 'putuskan' }], changes: { to: 'perbaiki' }, timeout: { to: 'putuskan' } },
  },
  {
    ...cells('memutuskan'),
    id: 'putuskan',
    row: 5,
    kind: 'review',
    actor: { quorum: 2, of: ['panitia'] },
    time: { printed: '1-2 hari', limit: 'P2D' },
    begin: { result: 'periksa', field: '/mulai' },
    fourEyes: ['periksa'],
    informs: [{ role: 'applicant' }, { text: words('umum') }],
    requires: { note: words('alasan') },
    outcomes: { approve: [{ end: 'completed' }], changes: { end: 'failed' } },
  },
];

const PROCEDURE: Procedure = {
  id: 'contoh',
  short: 'CTH',
  title: words('Contoh'),
  identity: {
    office: [],
    division: '',
    number: '',
    created: '',
    revised: '',
    effective: '',
    approvedBy: { office: '', name: '', rank: '', nip: '' },
    title: 'CONTOH',
    legalBasis: [],
    qualifications: [],
    related: [],
    equipment: [],
    warnings: [],
    records: [],
  },
  zone: 'Asia/Pontianak',
  clock: { kind: 'continuous' },
  clocks: { kantor: { kind: 'office-hours', hours: { mon: [{ from: '07:30', to: '16:00' }] } } },
  request: {
    schema: 'schemas/permohonan-contoh.schema.json',
    leadTime: 'P1D',
    pointers: { start: '/acara/mulai', end: '/acara/selesai' },
  },
  receipt: 'terima',
  escalation: [
    { share: 0.8, action: 'remind' },
    { share: 1, action: 'overdue' },
  ],
  columns: ['applicant', 'tu', 'kepala', 'panitia'].map((role) => ({ role, heading: role })),
  steps: STEPS,
};

const ROLES: Roles = {
  roles: {
    applicant: { name: words('Pemohon'), holders: [] },
    tu: { name: words('TU'), superior: 'kepala', holders: holders(1) },
    kepala: { name: words('Kepala'), holders: holders(2) },
    panitia: { name: words('Panitia'), superior: 'kepala', holders: holders(3, 4) },
  },
};

const field = (title: string, shape: Schema = { type: 'string' }): Schema => ({
  ...shape,
  title,
  'x-title-en': title,
  description: `${title}.`,
  'x-description-en': `${title}.`,
});
const group = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
});

const SCHEMAS: Record<string, Schema> = {
  'schemas/permohonan-contoh.schema.json': {
    ...group({
      sop: field('SOP', { type: 'string', const: 'contoh' }),
      acara: field('Acara', { $ref: '#/$defs/acara' }),
      atas_nama: field(
        'Atas nama',
        group({
          tanggal: field('Tanggal', { type: 'string', format: 'date' }),
          cara: field('Cara', { type: 'string', enum: ['surat', 'loket'] }),
        }),
      ),
    }),
    required: ['sop'],
    $defs: {
      acara: group({ mulai: field('Mulai'), selesai: field('Selesai'), jumlah: field('Jumlah', { type: 'integer' }) }),
    },
  },
  'schemas/hasil-contoh.schema.json': {
    ...group({
      ruang: field('Ruang'),
      mulai: field('Mulai', { type: 'string', format: 'date-time' }),
      selesai: field('Selesai', { type: 'string', format: 'date-time' }),
      dengan: field('Dengan'),
      cara: field('Cara', { type: 'string', enum: ['surat', 'loket'] }),
      tanggal: field('Tanggal', { type: 'string', format: 'date' }),
      undangan: field('Undangan', { type: 'array', items: group({ nama: field('Nama'), akun: field('Akun') }) }),
    }),
    required: ['mulai', 'dengan', 'cara'],
  },
};

/** Returns a copy of the example that a test may change. */
export function example(): Subject & { readonly roles: Roles['roles'] } {
  const { roles } = structuredClone(ROLES);
  const schemas = new Map(Object.entries(structuredClone(SCHEMAS)));
  return { procedure: structuredClone(PROCEDURE), roles, schemas, rooms: [{ id: 'aula' }] };
}
