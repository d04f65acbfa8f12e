/**
 * The three offices of the tests, each with the requests and results that its people write, and random changes of its
 * procedure and roles.
 */
import type { Config } from '#domain/case/state/config.ts';
import { calendarData } from '#domain/clock/calendar.ts';
import type { Actor, Procedure, Step, Target } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import { branching, permit } from '../support/branching.ts';
import { SECOND } from '../support/folders.ts';
import { configOf, edited, type Json, office, request, results } from '../support/world.ts';
import type { Random } from './random.ts';

/** A request that somebody may push. */
export interface Writing {
  readonly name: string;
  readonly request: Json | undefined;
  readonly sound: boolean;
  readonly attachments?: readonly string[];
}

/** A result that somebody may write. */
export interface PossibleResult {
  readonly value: Json;
  readonly sound: boolean;
  /** The step whose schema the result follows, by default the current one when it was written. */
  readonly step?: string;
}

/** An office for which histories are made. */
export interface PlayedOffice {
  readonly name: string;
  readonly config: Config;
  readonly opener: { readonly id: number; readonly login: string };
  /** Histories begin at a random instant of the 24 hours after this instant. */
  readonly begins: string;
  readonly writings: readonly Writing[];
  /** Returns results for a step. The first one is right for the current request. */
  readonly possibleResults: (step: string, request: Json) => readonly PossibleResult[];
}

const letter = { '/lampiran': ['surat.pdf'] };

const everyDay = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [{ from: '08:00', to: '15:00' }]]),
);

const CALENDARS = new Map([
  [
    'lain',
    calendarData(
      {
        years: [2026, 2027].map((year) => ({
          year,
          decree: 'Contoh',
          holidays: [{ date: `${year}-12-03`, name: { id: 'Libur contoh', en: 'A day off' } }],
          collectiveLeave: [{ date: `${year}-01-02`, name: { id: 'Cuti contoh', en: 'Leave' } }],
        })),
      },
      'c'.repeat(40),
    ),
  ],
]);

/** A further procedure of the office. */
const OTHER = 'prosedur-lain';

const firstWritings: readonly Writing[] = [
  { name: 'first', request: request(), sound: true },
  { name: 'other title', request: request({ '/kegiatan/judul': 'Judul lain' }), sound: true },
  {
    name: 'other time',
    request: request({
      '/pelaksanaan/mulai': '2026-12-08T09:00:00+07:00',
      '/pelaksanaan/selesai': '2026-12-08T11:00:00+07:00',
    }),
    sound: true,
  },
  // This is how a form tidies a text that somebody wrote (R18).
  {
    name: 'other time, and blanks',
    request: request({
      '/pelaksanaan/mulai': '2026-12-08T09:00:00+07:00',
      '/pelaksanaan/selesai': '2026-12-08T11:00:00+07:00',
      '/krisis/uraian': 'Contoh rekaan: banjir. \n',
      '/lampiran': undefined,
    }),
    sound: true,
  },
  { name: 'other platform', request: request({ '/pelaksanaan/platform': 'google_meet' }), sound: true },
  {
    name: 'elsewhere',
    request: request({ '/pelaksanaan/ruang': undefined, '/pelaksanaan/tempat': 'Halaman' }),
    sound: true,
  },
  {
    name: 'soon',
    request: request({
      '/pelaksanaan/mulai': '2026-12-01T10:00:00+07:00',
      '/pelaksanaan/selesai': '2026-12-01T12:00:00+07:00',
    }),
    sound: true,
  },
  { name: 'ends first', request: request({ '/pelaksanaan/selesai': '2026-12-07T08:00:00+07:00' }), sound: true },
  { name: 'no such room', request: request({ '/pelaksanaan/ruang': 'aula' }), sound: true },
  { name: 'too many', request: request({ '/pelaksanaan/peserta': 31 }), sound: true },
  { name: 'dated later', request: request({ '/surat/tanggal': '2026-12-02' }), sound: true },
  { name: 'secret', request: request({ '/surat/sifat': 'rahasia' }), sound: true },
  { name: 'titled as an official', request: request({ '/kegiatan/judul': 'Contoh-Kabid-Aptika' }), sound: true },
  { name: 'for an official', request: request({ '/pemohon/akun': 'Contoh-Kabid-Aptika' }), sound: true },
  { name: 'with a letter', request: request(letter), sound: true, attachments: ['surat.pdf'] },
  { name: 'with another letter', request: request(letter), sound: true, attachments: ['surat.pdf=2'] },
  { name: 'without its letter', request: request(letter), sound: true },
  // The request is valid by the schema of the other procedure, but a case keeps the procedure with which it began.
  { name: 'of another procedure', request: { ...request(), sop: OTHER }, sound: true },
  { name: 'invalid', request: request({ '/kegiatan/judul': '' }), sound: false },
  { name: 'unreadable', request: undefined, sound: false },
];

/** Further fields of results: assigned people (R42), and the day of a recorded act (R41). */
const reported: Readonly<Record<string, Json>> = {
  pengecekan: { '/peralatan': ['contoh-operator'] },
  koordinasi: { '/kesepakatan': '2026-11-30' },
  pelaksanaan: { '/uraian': '2026-12-01' },
};

const offer = (mulai: string, selesai: string, ruang?: string): Json => ({
  ...{ mulai: `2026-12-${mulai}:00+07:00`, selesai: `2026-12-${selesai}:00+07:00` },
  ...(ruang === undefined ? { tempat: 'Halaman' } : { ruang }),
});

/** Slots that may be offered, and slots that may not (R24). */
const OFFERED: readonly Json[][] = [
  [offer('08T09:00', '08T11:00', 'tcm'), offer('09T09:00', '09T11:00', 'tcm'), offer('09T13:00', '09T15:00')],
  [offer('08T11:00', '08T09:00', 'tcm')],
  [offer('09T09:00', '09T11:00', 'aula')],
  [offer('01T06:00', '10T09:00', 'tcm')],
  [offer('08T11:00', '08T09:00')],
  ['07', '08', '09', '10'].map((day) => offer(`${day}T19:00`, `${day}T21:00`, 'tcm')),
];

function firstResults(step: string, asked: Json): PossibleResult[] {
  const make = results[step];
  if (!make) return [];
  const times = asked['pelaksanaan'];
  const own =
    typeof times === 'object' && times !== null && 'mulai' in times && 'selesai' in times && 'selesai' in make()
      ? { '/mulai': times.mulai, '/selesai': times.selesai }
      : {};
  const right = edited(make(own), reported[step] ?? {});
  const place = step === 'pengecekan' ? { '/ruang': undefined, '/tempat': 'Halaman' } : {};
  return [
    { value: right, sound: true },
    { value: make(), sound: true },
    { value: edited(right, place), sound: true },
    { value: edited(right, step === 'pengecekan' ? { '/ruang': 'aula' } : {}), sound: true },
    { value: edited(right, 'selesai' in right ? { '/selesai': '2026-12-01T09:00:00+07:00' } : {}), sound: true },
    { value: edited(right, 'selesai' in right ? { '/selesai': '2026-12-09T11:30:00+07:00' } : {}), sound: true },
    { value: edited(right, 'selesai' in right ? { '/selesai': '2028-12-09T11:30:00+07:00' } : {}), sound: true },
    ...reportResults(step, right),
    ...(step === 'pemberitahuan-alternatif'
      ? OFFERED.map((alternatif) => ({ value: { ...right, alternatif }, sound: true }))
      : []),
    ...(step === 'pengecekan'
      ? NAMES.map((each) => ({ value: edited(right, { '/peralatan': each }), sound: true }))
      : []),
    { value: {}, sound: false },
  ];
}

/** The names that a result may assign: a role, a person, several of them, or a person without the role (R42). */
export const NAMES: readonly (readonly string[])[] = [
  ['staf-operator'],
  ['contoh-operator'],
  ['contoh-subkor-ile'],
  ['subkor-ile', 'contoh-operator'],
  ['contoh-operator', 'contoh-subkor-ile', 'kabid-aptika'],
  ['kabid-aptika', 'staf-operator'],
  ['contoh-tu', 'kepala-dinas'],
  ['contoh-opd'],
  ['orang-lain'],
  [],
];

/**
 * Returns results for the checks of a step. A connection test has failed or is in the future. A coordination names a
 * person without the role, or its time is too early or too late. Stakeholders have known and unknown accounts. A report
 * is about an event that has not ended.
 */
function reportResults(step: string, right: Json): PossibleResult[] {
  const changes: readonly Record<string, unknown>[] =
    'uji_koneksi' in right
      ? [
          { '/uji_koneksi/hasil': 'gagal' },
          { '/uji_koneksi/hasil': 'gagal-total' },
          { '/uji_koneksi/waktu': '2026-12-03T09:00:00+07:00' },
          ...(step === 'pengecekan' ? [{ '/ketersediaan': 'bersamaan', '/acara_lain': 'Rapat contoh' }] : []),
          { '/uji_koneksi/hasil': 'gagal', '/selesai': '2026-12-01T09:00:00+07:00' },
        ]
      : step === 'koordinasi'
        ? [
            { '/dengan': 'Contoh Plt. Kabid IKP' },
            { '/dengan': 'contoh kabid IKP' },
            { '/dengan': 'Siapa pun', '/waktu': '2025-12-31T23:59:00+07:00' },
            { '/waktu': '2026-12-02T09:00:00+07:00' },
            { '/kesepakatan': '2026-12-02' },
          ]
        : step === 'arahan-walikota'
          ? ['contoh-tu', 'Contoh-Walikota', 'salah-akun', 'contoh-plt-kabid-ikp'].map((akun) => ({
              '/pemangku_kepentingan': [{ instansi: 'Contoh' }, { instansi: 'Contoh lain', akun }],
            }))
          : step === 'pelaksanaan'
            ? [{ '/selesai': right['mulai'] }, { '/mulai': '2026-12-09T11:30:00+07:00' }]
            : [];
  return changes.map((each) => ({ value: edited(right, each), sound: true }));
}

const loan = (changes: Json = {}): Json => ({
  sop: 'peminjaman-kendaraan',
  peminjam: 'contoh-orang-lain',
  tujuan: 'dalam-kota',
  berangkat: '2027-01-20T08:00:00+08:00',
  kembali: '2027-01-20T17:00:00+08:00',
  ...changes,
});

const secondWritings: readonly Writing[] = [
  { name: 'loan', request: loan(), sound: true },
  { name: 'far', request: loan({ tujuan: 'luar-kota' }), sound: true },
  { name: 'other time', request: loan({ kembali: '2027-01-21T17:00:00+08:00' }), sound: true },
  { name: 'soon', request: loan({ berangkat: '2026-12-22T08:00:00+08:00' }), sound: true },
  { name: 'ends first', request: loan({ kembali: '2027-01-19T17:00:00+08:00' }), sound: true },
  { name: 'for an official', request: loan({ peminjam: 'KELOLA' }), sound: true },
  { name: 'of another procedure', request: loan({ sop: OTHER }), sound: true },
  { name: 'invalid', request: loan({ tujuan: 'bulan' }), sound: false },
  { name: 'unreadable', request: undefined, sound: false },
];

const branchingWritings: readonly Writing[] = [
  ...['kecil', 'sedang', 'besar', 'lain'].map((size) => ({ name: size, request: permit(size), sound: true })),
  { name: 'for an official', request: { ...permit('kecil'), pemohon: 'tata' }, sound: true },
  { name: 'invalid', request: permit('raksasa'), sound: false },
  { name: 'unreadable', request: undefined, sound: false },
];

const costs = (): PossibleResult[] => [
  ...[300, 500, 501, 900].map((biaya) => ({ value: { biaya }, sound: true, step: 'pemeriksaan' })),
  { value: { biaya: -1 }, sound: false, step: 'pemeriksaan' },
];

const OFFICES: readonly PlayedOffice[] = [
  {
    name: 'first',
    config: office,
    opener: { id: 1101, login: 'contoh-opd' },
    begins: '2026-12-01T00:50:00Z',
    writings: firstWritings,
    possibleResults: firstResults,
  },
  {
    name: 'second',
    config: await configOf(SECOND),
    opener: { id: 1999, login: 'contoh-orang-lain' },
    begins: '2026-12-21T00:55:00Z',
    writings: secondWritings,
    possibleResults: costs,
  },
  {
    name: 'branching',
    config: branching,
    opener: { id: 1999, login: 'contoh-orang-lain' },
    begins: '2026-12-30T15:30:00Z',
    writings: branchingWritings,
    possibleResults: () => [{ value: { biaya: 1 }, sound: true }],
  },
];

/** Returns one of the offices. Two times out of three, its procedure and roles have random changes. */
export function anOffice(random: Random): PlayedOffice {
  const played = random.pick(OFFICES);
  const config = random.chance(1 / 3) ? asWritten(random, played) : changed(random, played);
  return { ...played, config: withOther(config) };
}

const NAMED = ['staf-operator', 'subkor-ile', 'kabid-aptika'];

/**
 * Returns the configuration mostly as it is. The results of the first office name people and days, so this office often
 * gets assigned actors, parties outside and requests for somebody else.
 */
function asWritten(random: Random, { name, config, opener }: PlayedOffice): Config {
  const [entry] = config.procedures.values();
  if (!entry || name !== 'first' || random.chance(0.3)) return config;
  const [value, roles] = [structuredClone(entry.value), structuredClone(config.roles)];
  const all = Object.keys(roles.roles).filter((role) => role !== 'applicant');
  for (const [index, step] of value.steps.entries())
    if (step.kind === 'review' && step.id !== value.receipt)
      changeParties(random, step, value.steps.slice(0, index), all);
  for (const step of value.steps) {
    const isAfter = ['persiapan-teknis', 'pelaksanaan'].includes(step.id);
    if (isAfter && random.chance(0.6))
      step.actor = { assigned: { field: '/peralatan', result: 'pengecekan', of: NAMED } };
    if (step.id === 'koordinasi' && random.chance(0.5))
      step.actor = {
        ...{ external: { id: 'pihak luar', en: 'the party outside' }, recordedBy: 'kabid-aptika' },
        deed: { date: '/kesepakatan', way: '/cara' },
      };
  }
  if (random.chance(0.4)) {
    value.request.onBehalf = { role: 'staf-operator', date: '/surat/tanggal', way: '/surat/sifat' };
    if (random.chance(0.8))
      roles.roles['staf-operator']?.holders.push({
        ...{ account: opener.id, login: opener.login, name: 'Contoh Loket', from: '2026-01-01' },
      });
  }
  return { ...config, roles, procedures: new Map([[value.id, { ...entry, value }]]) };
}

/** Returns the same configuration with a second procedure, whose steps have another actor. */
function withOther(config: Config): Config {
  const [entry] = config.procedures.values();
  if (!entry) throw new Error('The office has no procedure.');
  const value = structuredClone(entry.value);
  value.id = OTHER;
  value.steps = value.steps.map((step) => ({ ...step, row: 9, actor: 'kepala' }));
  const other = { path: `sops/${OTHER}.yaml`, blob: 'd'.repeat(40), value };
  return { ...config, procedures: new Map([...config.procedures, [OTHER, other]]) };
}

function changed(random: Random, { config, opener, begins }: PlayedOffice): Config {
  const [entry] = config.procedures.values();
  if (!entry) throw new Error('The office has no procedure.');
  const value = structuredClone(entry.value);
  const roles = structuredClone(config.roles);
  changeRoles(random, roles, opener, begins.slice(0, 8));
  changeProcedure(
    random,
    value,
    Object.keys(roles.roles).filter((role) => role !== 'applicant'),
  );
  const rooms = random.chance(0.2)
    ? config.rooms.map((room) => ({ ...room, closures: [closure(random)] }))
    : config.rooms;
  return { ...config, calendars: CALENDARS, roles, rooms, procedures: new Map([[value.id, { ...entry, value }]]) };
}

/** Returns a closure of a room, at or near the times that requests and results ask for (R51). */
const closure = (random: Random): NonNullable<Config['rooms'][number]['closures']>[number] => ({
  ...random.pick([
    { from: '2026-12-07T00:00+07:00', until: '2026-12-08T09:00+07:00' },
    { from: '2026-12-08T10:59+07:00', until: '2026-12-31T00:00+07:00' },
    { from: '2026-12-26T00:00Z', until: '2027-01-20T00:00Z' },
  ]),
  reason: { id: 'Pengecatan', en: 'Painting' },
});

/**
 * Changes the roles: terms that begin or end within the history, people with several roles, roles with several holders,
 * and an applicant who has a role.
 */
function changeRoles(
  random: Random,
  { roles }: Roles,
  opener: { readonly id: number; readonly login: string },
  month: string,
): void {
  const people = Object.values(roles).flatMap(({ holders }) => holders);
  const day = (): string => `${month}${String(1 + random.below(28)).padStart(2, '0')}`;
  for (const [name, role] of Object.entries(roles)) {
    if (name === 'applicant') continue;
    for (const holder of role.holders) {
      if (random.chance(0.08)) holder.from = day();
      if (random.chance(0.08)) holder.until = day();
    }
    if (random.chance(0.2)) {
      const { account, login, name: called } = random.pick(people);
      role.holders.push({ account, login, name: called, from: '2026-01-01' });
    }
    if (random.chance(0.07))
      role.holders.push({ account: opener.id, login: opener.login, name: 'Contoh Pemohon', from: '2026-01-01' });
  }
}

function changeProcedure(random: Random, procedure: Procedure, roles: readonly string[]): void {
  procedure.clocks = {
    ...procedure.clocks,
    kantor: {
      kind: 'office-hours',
      hours: {
        mon: [
          { from: '07:30', to: '12:00' },
          { from: '13:00', to: '16:00' },
        ],
        wed: [{ from: '07:30', to: '16:00' }],
        thu: [{ from: '00:00', to: '24:00' }],
        fri: [{ from: '07:30', to: '11:30' }],
        sat: [{ from: '08:00', to: '08:45' }],
      },
    },
    'siang-malam': { kind: 'continuous' },
    // This clock has days off of its own (R44).
    lain: { kind: 'office-hours', calendar: 'lain', hours: everyDay },
  };
  if (random.chance(0.1))
    procedure.request.onBehalf = {
      role: random.pick(roles),
      date: random.pick(['/surat/tanggal', '/pelaksanaan/tempat']),
      way: random.pick(['/surat/sifat', '/pelaksanaan/platform']),
    };
  if (random.chance(0.7)) procedure.corrections = { by: random.pick(roles) };
  else delete procedure.corrections;
  if (random.chance(0.2)) procedure.request.openCases = 1;
  if (random.chance(0.2)) procedure.request.leadTime = random.pick(['PT2H', 'P1D', 'P6D']);
  if (random.chance(0.3))
    procedure.escalation = [
      { share: random.pick([0.3, 0.5, 0.75]), action: 'remind' },
      { share: 1, action: 'overdue' },
      { share: random.pick([1.5, 2, 3]), action: 'superior' },
    ];
  if (random.chance(0.4)) procedure.origin = anOrigin(random);
  for (const [index, step] of procedure.steps.entries()) changeStep(random, procedure, step, index, roles);
  changeSpans(random, procedure);
}

/** Adds spans, and times in which no decision comes (R44). */
function changeSpans(random: Random, procedure: Procedure): void {
  const lapse = (word: string): NonNullable<Step['lapse']> => ({
    words: { id: `diam ${word}`, en: `undecided ${word}` },
    ...(random.chance(0.5) ? { opens: [OTHER] } : {}),
  });
  const later = procedure.steps.slice(1);
  for (const step of later)
    if (step.time.limit !== undefined && step.time.measured !== false && !step.outcomes.timeout && random.chance(0.2))
      step.lapse = lapse(step.id);
  if (random.chance(0.4)) return;
  procedure.spans = ['pertama', 'kedua'].slice(random.below(2)).map((id) => {
    const over = later.filter(() => random.chance(0.5)).map((step) => step.id);
    const rest = later.map((step) => step.id).filter((each) => !over.includes(each));
    const pausedAt = rest.filter(() => random.chance(0.6));
    return {
      ...{ id, words: { id: `jangka ${id}`, en: `span ${id}` } },
      over: over.length > 0 ? over : rest.slice(0, 1),
      ...(over.length > 0 && pausedAt.length > 0 ? { pausedAt } : {}),
      limit: random.pick(['PT9M', 'PT5H', 'P1D', 'P2DT3H']),
      ...(random.chance(0.5) ? { clock: random.pick(['kantor', 'siang-malam', 'lain']) } : {}),
      ...(random.chance(0.3) ? { escalation: [{ share: random.pick([0.4, 1]), action: 'overdue' as const }] } : {}),
      ...(random.chance(0.4) ? { lapse: lapse(id) } : {}),
    };
  });
}

/** The field in which requests of this office name their origins (R45). */
export const ORIGIN = '/asal';

/** The procedures of the cases that may be named as origins. */
export const OF_OTHERS = ['izin', 'pengaduan', 'lain'] as const;

/** Returns which origins are accepted, from whom, and until when. */
function anOrigin(random: Random): NonNullable<Procedure['origin']> {
  const one = (): NonNullable<Procedure['origin']>['from'][number] => ({
    procedure: random.pick(OF_OTHERS),
    ...(random.chance(0.6)
      ? { ends: random.pick([['refused', 'rejected'], ['completed'], ['refused', 'lapsed']]) }
      : {}),
    ...(random.chance(0.4) ? { waiting: random.chance(0.8) } : {}),
  });
  return {
    field: ORIGIN,
    from: [one(), ...(random.chance(0.8) ? [one(), one()] : [])],
    ...(random.chance(0.6) ? { within: random.pick(['PT6H', 'P1D', 'P4D', 'P2W']) } : {}),
  };
}

function changeStep(
  random: Random,
  { steps, receipt }: Procedure,
  step: Step,
  index: number,
  roles: readonly string[],
): void {
  for (const outcome of step.outcomes.approve)
    if (step.kind !== 'review' && random.chance(0.1)) outcome.because = { id: 'sebab', en: 'the cause' };
  if (index === 0) return;
  if (random.chance(0.2)) step.time = { printed: '', limit: random.pick(['PT7M', 'PT2H', 'P1D', 'P2DT3H', 'P1W']) };
  if (random.chance(0.1)) step.time = { ...step.time, measured: false };
  if (random.chance(0.2)) step.clock = random.pick(['kantor', 'siang-malam', 'lain']);
  const later = steps.slice(index + 1).map(({ id }) => id);
  if (random.chance(0.15) && later.length > 0) step.outcomes.timeout = { to: random.pick(later) };
  if (random.chance(0.05)) step.outcomes.timeout = anEnd(random);
  if (step.kind !== 'review') {
    if (random.chance(0.2))
      step.sections = ['/pelaksanaan', '/kegiatan/judul', '/kembali', '/ukuran', '/lampiran', ORIGIN];
    // The opener’s own step requires a field or a note (R40).
    if (step.kind === 'revise' && random.chance(0.15))
      step.requires = random.pick([
        { fields: ['/lampiran'] },
        { fields: ['/pelaksanaan/tempat'] },
        { note: { id: 'keterangan', en: 'the explanation' } },
      ]);
    for (const outcome of step.outcomes.approve) if (random.chance(0.1)) outcome.keeps = 'booking';
    return;
  }
  if (random.chance(0.25)) step.actor = anActor(random, roles);
  changeParties(random, step, steps.slice(0, index), roles);
  if (random.chance(0.1)) step.requires = { ...step.requires, note: { id: 'catatan', en: 'the note' } };
  if (random.chance(0.15)) step.fourEyes = [random.pick(steps).id];
  changeLists(random, step, roles);
  if (step.id === 'pemberitahuan-alternatif' && random.chance(0.6))
    step.offers = {
      ...{ field: '/alternatif', reservedFor: random.pick(['PT2H', 'P1D', 'P3D']) },
      ...(random.chance(0.4) ? { clock: random.pick(['kantor', 'siang-malam', 'lain']) } : {}),
    };
  // Without this outcome, few cases would reach the late steps.
  const far = steps.filter(({ id }) => FAR.includes(id));
  if (step.id === receipt && far.length > 0 && random.chance(0.4))
    step.outcomes.approve = [{ to: random.pick(far).id }];
  if (step.id === receipt) return;
  // Here a step before the booked time completes the case, as for a permit (R24).
  if (step.requires?.within && random.chance(0.4)) step.outcomes.approve = [{ end: 'completed' }];
  if (random.chance(0.1)) step.outcomes.changes = { to: random.pick(steps.slice(1)).id };
  if (random.chance(0.05)) delete step.outcomes.changes;
  if (random.chance(0.05)) step.outcomes.changes = anEnd(random);
  for (const outcome of step.outcomes.approve) {
    if (random.chance(0.1)) outcome.releases = random.chance(0.7);
    if (random.chance(0.1)) outcome.because = { id: 'sebab', en: 'the cause' };
    if (random.chance(0.15)) outcome.keeps = 'booking';
  }
  if (step.outcomes.changes && random.chance(0.3)) step.outcomes.changes.keeps = 'booking';
  // Another time may be asked for in any step (R53).
  if (random.chance(0.25)) {
    step.postpone = {
      sections: random.pick([['/pelaksanaan'], ['/pelaksanaan', '/kegiatan'], ['/kegiatan', '/kembali', '/mulai']]),
      to: random.pick(steps.slice(1, index + 1).filter(({ kind }) => kind === 'review')).id,
      ...(random.chance(0.3) ? { atMost: 1 } : {}),
    };
    if (random.chance(0.7)) step.begin = { ...step.begin, after: random.pick(['PT90M', 'P1D', 'P4D']) };
  }
  changeTimes(random, step);
}

/** Late steps. In some offices, receipt leads to one of them. */
const FAR = ['koordinasi', 'pengecekan', 'persiapan-teknis', 'pemberitahuan-alternatif', 'pelaksanaan'];

/** Sometimes replaces the actor by people whom the request or a result assigns (R42), or by a party outside (R41). */
function changeParties(random: Random, step: Step, before: readonly Step[], roles: readonly string[]): void {
  const of = [...new Set(['staf-operator', ...Array.from({ length: 3 }, () => random.pick(roles))])].filter((role) =>
    roles.includes(role),
  );
  const assigning = before.filter(({ id }) => ['pengecekan', 'arahan-walikota'].includes(id));
  if (assigning.length > 0 && random.chance(0.3)) {
    const { id } = random.pick(assigning);
    const field = id === 'pengecekan' ? '/peralatan' : '/pemangku_kepentingan/0/akun';
    step.actor = { assigned: { field, result: id, of } };
  } else if (random.chance(0.06)) {
    step.actor = { assigned: { field: random.pick(['/kegiatan/judul', '/peminjam', '/lampiran']), of } };
  } else if (step.requires?.result !== undefined && random.chance(0.12)) {
    const party = { id: 'pihak luar', en: 'the party outside' };
    const date = step.id === 'koordinasi' ? '/kesepakatan' : '/uraian';
    const recordedAct = {
      date,
      way: random.pick([...(step.id === 'koordinasi' ? ['/cara'] : []), '/selesai', '/mulai', '/waktu']),
    };
    step.actor = { external: party, recordedBy: random.pick(roles), deed: recordedAct };
  }
  if (random.chance(0.05)) step.requires = { ...step.requires, document: { id: 'suratnya', en: 'the letter' } };
  // In some steps nobody may reject, or only one of the roles on turn (R16).
  if (random.chance(0.2)) step.close = random.chance(0.3) ? 'none' : [random.pick(rolesOf(step.actor))];
}

/** Adds outcomes after which the time continues, extensions, and visits that begin later (R44). */
function changeTimes(random: Random, step: Step): void {
  const { outcomes } = step;
  for (const target of [outcomes.changes, outcomes.timeout, ...outcomes.approve])
    if (target?.to !== undefined && target.to !== step.id && random.chance(0.2)) target.continues = true;
  if (random.chance(0.15)) step.begin = { ...step.begin, after: random.pick(['PT3M', 'PT90M', 'P1D']) };
  const adds = random.pick(['PT10M', 'PT3H', 'P2D']);
  if (random.chance(0.1)) outcomes.changes = { adds, ...(random.chance(0.5) ? { atMost: 2 } : {}) };
  if (random.chance(0.1) && outcomes.approve.length > 0)
    outcomes.approve.unshift({ when: { field: '/sop', exists: random.chance(0.5) }, adds });
}

/** Changes or removes the consulted parties of a step, and the bounds for the times in its result. */
function changeLists(random: Random, step: Step, roles: readonly string[]): void {
  if (step.consults)
    step.consults = step.consults.map((party) =>
      'record' in party && random.chance(0.3) ? { ...party, role: random.pick(roles) } : party,
    );
  if (random.chance(0.1)) delete step.consults;
  const { requires } = step;
  if (!requires?.bounds) return;
  if (random.chance(0.15)) delete requires.bounds;
  else if (random.chance(0.3))
    requires.bounds = requires.bounds.map(({ field }) => ({
      field,
      ...random.pick([{ notAfter: 'act' as const }, { notAfter: '/mulai' }, { notBefore: 'visit' as const }]),
    }));
}

/** Returns an end of a case, with the procedure’s own words or without (R43). */
function anEnd(random: Random): Target {
  const end = random.pick(['completed', 'refused', 'failed', 'lapsed'] as const);
  return random.chance(0.5) ? { end, as: { id: `akhir ${end}`, en: `end ${end}` } } : { end };
}

function anActor(random: Random, roles: readonly string[]): Actor {
  const several = [...new Set([random.pick(roles), random.pick(roles), random.pick(roles)])];
  const kind = random.pick(['one', 'all', 'any', 'quorum'] as const);
  if (kind === 'one') return random.pick(roles);
  if (kind === 'all') return { all: several };
  return kind === 'any' ? { any: several } : { quorum: 1 + random.below(2), of: several };
}
