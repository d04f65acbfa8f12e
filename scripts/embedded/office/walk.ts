import { stringify } from 'yaml';
import { holdersOf } from '#domain/case/state/roles.ts';
import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import { fieldAt } from '#domain/request/annotations.ts';
import { composeReview } from '#domain/request/review.ts';
import { UserError } from '#domain/user-error.ts';
import type { Office } from './open-office.ts';
import { type Sample, shifted, wallTime } from './samples.ts';
import { type CaseReading, readCurrentCase, refusalOf, currentCaseOf } from './current-case.ts';

/** One act on a sample case. */
export interface Move {
  readonly row: number;
  readonly role: string;
  /** The time after the visit began, or after now if that is later, as an ISO 8601 duration. */
  readonly after: string;
  readonly note?: string;
  readonly result?: (sample: Sample, act: Acting) => Readonly<Record<string, unknown>> | undefined;
  readonly gesture?: 'return';
}

/** The data on which a result may depend. */
export interface Acting {
  readonly at: Instant;
  readonly holder: (role: string) => string | undefined;
  /** Returns whether the result of the current step has a field, by the pointer of the field. */
  readonly asks: (field: string) => boolean;
}

/** To the second, since the second test must be later than the first one, and a trial acts within a minute. */
const tested = ({ start }: Sample, { at }: Acting) => ({ waktu: wallTime(at, start, 'second'), hasil: 'baik' });

/** Returns the end of the event: the planned end, or now if the report is sent before that. */
const ended = ({ start, end }: Sample, { at }: Acting): string => {
  const now = wallTime(at, start);
  return now < end ? now : end;
};

const placeIn = ({ request }: Sample) => {
  const { ruang, tempat } = request['pelaksanaan'] as Readonly<Record<string, string>>;
  return ruang === undefined ? { tempat } : { ruang };
};
const AVAILABLE = { ketersediaan: 'tersedia' };

const checked = (sample: Sample, act: Acting) => {
  const { start, end, request } = sample;
  const { platform } = request['pelaksanaan'] as Readonly<Record<string, string>>;
  return {
    mulai: start,
    selesai: end,
    ...placeIn(sample),
    // An office that began with an earlier version of the SOP does not ask for this field.
    ...(act.asks('/ketersediaan') ? AVAILABLE : {}),
    tata_letak: 'Meja U, layar di depan',
    uji_koneksi: tested(sample, act),
    platform,
    peralatan: ['computer', 'internet'],
  };
};

const directed = (sample: Sample) => ({
  ...placeIn(sample),
  pemangku_kepentingan: [{ instansi: 'Dinas Perhubungan Contoh' }, { instansi: 'Kepolisian Resor Contoh' }],
});

const coordinated = ({ start }: Sample, { at, holder }: Acting) => ({
  dengan: holder('kabid-ikp') ?? 'Petugas jaga Bidang IKP Contoh',
  waktu: wallTime(at, start),
  cara: 'telepon',
  kesepakatan: 'Bidang IKP menyiapkan siaran pers dan peliputan; TCM Room menjadi pusat koordinasi.',
});

/** The receipt, the first act on a request. */
export const RECEIPT: Move = { row: 2, role: 'tu', after: 'PT2M' };

/** The acts that lead straight through the ten rows, with the notes and results of a simple case. */
export const STRAIGHT_WAY: readonly Move[] = [
  RECEIPT,
  { row: 3, role: 'kepala-dinas', after: 'PT12M', note: 'Kabid Aptika: tindak lanjuti, siapkan ruang.' },
  { row: 4, role: 'kepala-dinas', after: 'PT9M', note: 'Dilaporkan lisan kepada Wali Kota.' },
  {
    row: 5,
    role: 'walikota',
    after: 'PT1H40M',
    note: 'Laksanakan hari itu juga; undang semua pihak terkait.',
    result: directed,
  },
  { row: 6, role: 'kabid-aptika', after: 'PT14M', note: 'Subkor ILE: siapkan TCM Room.', result: coordinated },
  { row: 7, role: 'subkor-ile', after: 'PT50M', result: checked },
  { row: 7, role: 'staf-operator', after: 'PT6M' },
  {
    row: 9,
    role: 'subkor-ile',
    after: 'PT18M',
    result: (sample, act) => ({
      mulai: sample.start,
      selesai: sample.end,
      uji_koneksi: tested(sample, act),
      kesepakatan: 'Pemohon dihubungi; akun rapat dari TCM Room, operator hadir setengah jam sebelumnya.',
    }),
  },
  {
    row: 10,
    role: 'staf-operator',
    after: 'PT1H50M',
    result: (sample, act) => ({
      mulai: sample.start,
      selesai: ended(sample, act),
      uraian: 'Kegiatan berjalan sesuai rencana.',
      hadir: 17,
      terlaksana_penuh: true,
    }),
  },
];

interface Walker {
  readonly office: Office;
  /** Called after each gesture, once the process has judged the gesture. */
  readonly passed: (reading: CaseReading, act: { readonly row: number; readonly login: string }) => void;
}

/** The sample cannot continue, because the office's procedure differs from the one for which the sample was written. */
export class SampleStopped extends UserError {}

/** Returns the login of the first holder of a role at `now`; `undefined` if the role is vacant. */
export const actorOf = ({ config, procedure }: CaseReading, role: string, now: Instant): string | undefined =>
  holdersOf(config.roles, role, now, procedure?.zone ?? config.zone)[0]?.login;

/** Collects the data for the result of an act that is sent at an instant. */
export const actingAt = ({ config, procedure, journal }: CaseReading, at: Instant): Acting => ({
  at,
  holder: (role) => holdersOf(config.roles, role, at, procedure?.zone ?? config.zone)[0]?.name,
  asks: (field) => {
    const step = procedure?.steps.find(({ id }) => id === journal.state?.visit.step);
    const schema = config.schemas.get(step?.requires?.result ?? '')?.value;
    return schema !== undefined && fieldAt(schema, field) !== undefined;
  },
});

/** Opens a sample as its applicant, and returns the number of the pull request. */
export async function openSample({ office, passed }: Walker, sample: Sample, applicant: string): Promise<number> {
  const person = await office.as(applicant);
  const { name, files } = sample;
  const number = await person.open({ branch: `permohonan/${name}`, title: `Permohonan: ${name}`, files, draft: false });
  await office.idle();
  passed(await readCurrentCase(office.deps.forge, number), { row: 1, login: applicant });
  return number;
}

/**
 * Does the acts of a sample one after the other, each at its time. The process judges each act.
 * @throws SampleStopped if the process does not accept an act, or if nobody has the role that would act
 */
export async function walk(
  { office, passed }: Walker,
  number: number,
  sample: Sample,
  moves: readonly Move[],
): Promise<void> {
  for (const move of moves) {
    const before = await readCurrentCase(office.deps.forge, number);
    const { state } = before.journal;
    if (!state) throw stopped(sample, 1);
    goTo(office, shifted(laterOf(state.visit.begins, office.now()), move.after));
    const result = move.result?.(sample, actingAt(before, office.now()));
    const body = composeReview({
      ...(move.note === undefined ? {} : { note: move.note }),
      ...(result ? { result: stringify(result).trimEnd() } : {}),
      visit: `${state.visit.step}#${state.visit.visit}`,
      digest: state.digest,
    });
    const login = actorOf(before, move.role, office.now());
    if (login === undefined) throw stopped(sample, move.row);
    const person = await office.as(login);
    const review = await person.review(number, move.gesture ? 'REQUEST_CHANGES' : 'APPROVE', body);
    await office.idle();
    const after = await readCurrentCase(office.deps.forge, number);
    const answer = after.journal.entries.find(({ source }) => source?.kind === 'review' && source.id === review);
    const current = currentCaseOf(after);
    if (answer?.kind !== 'accepted')
      throw stopped(sample, move.row, answer && current ? refusalOf(current, answer) : undefined);
    passed(after, { row: move.row, login });
  }
}

function stopped({ name }: Sample, row: number, why?: Text): SampleStopped {
  const [id, en] = [why ? ` ${why.id}` : '', why ? ` ${why.en}` : ''];
  return new SampleStopped({
    id: `Permohonan contoh "${name}" berhenti pada langkah ${row}: SOP kantor ini berbeda dari SOP contoh.${id}`,
    en: `The sample request "${name}" stops at step ${row}: this office's SOP differs from the sample's.${en}`,
  });
}

/** Moves the office's clock forward to an instant. If the instant has passed, nothing happens. */
export function goTo(office: Office, instant: Instant): void {
  office.forward(epochSeconds(instant) - epochSeconds(office.now()));
}

const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
