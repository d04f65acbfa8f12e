import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { mentioned, noticesOf } from '../support/notices.ts';
import {
  dismissalOf,
  type Office,
  openOffice,
  RESULTS,
  review,
  sampleRequest,
  submit,
  withResult,
} from '../support/office.ts';
import { approve, sendBack, tick, walkTo } from '../support/walk.ts';
import { wib } from '../support/world.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const begun = (slug: string): Promise<number> => submit(office, 'contoh-opd', slug, sampleRequest());
const bookings = async () =>
  parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH)).bookings.map(({ number }) => number);
const stepOf = async (number: number) => (await office.state(number))?.visit.step;

const notices = (number: number, kind: string): Promise<string[]> => noticesOf(office, number, kind);

const failing = (hasil: string, result: Record<string, unknown>) =>
  withResult('', { ...result, uji_koneksi: { waktu: 'SEKARANG', hasil } });

test('R6, R24: an Approve of row 7 with a failed test never leads to row 9, and books no room', async () => {
  const number = await begun('gagal');
  await walkTo(office, number, 7);
  tick(office);
  await approve(office, number, 'contoh-subkor-ile', failing('gagal', RESULTS.check()));
  tick(office);
  const [entry] = await approve(office, number, 'contoh-operator');
  expect(entry).toMatchObject({ next: { row: 8 }, because: { id: 'uji koneksi gagal' } });
  expect([await stepOf(number), await bookings()]).toEqual(['pemberitahuan-alternatif', []]);
  // From here, only the alternatives lead on: no Approve of row 7 or 9 is accepted any more.
  for (const who of ['contoh-operator', 'contoh-kabid-aptika', 'contoh-kepala-dinas']) {
    tick(office);
    const [refused] = await approve(office, number, who, failing('baik', RESULTS.check()));
    expect([who, refused?.kind]).toEqual([who, 'refused']);
  }
  tick(office);
  const [pressed] = await approve(office, number, 'contoh-subkor-ile', failing('baik', RESULTS.schedule()));
  expect(pressed?.reason).toBe('incomplete');
  expect(await stepOf(number)).toBe('pemberitahuan-alternatif');
});

test('R6: a connection test that makes the event impossible ends the case as failed, and the applicant is notified in words', async () => {
  const number = await begun('gagal-total');
  await walkTo(office, number, 7);
  tick(office);
  await approve(office, number, 'contoh-subkor-ile', failing('gagal-total', RESULTS.check()));
  tick(office);
  await approve(office, number, 'contoh-operator');
  const state = await office.state(number);
  expect([state?.end?.kind, state?.visit.row, await bookings()]).toEqual(['failed', 7, []]);
  const [ended = ''] = await notices(number, 'ended');
  expect(ended).toContain('Gagal pada langkah 7: gangguan jaringan internet.');
  expect(mentioned(ended)).toEqual(['@contoh-opd']);
});

test.each([
  ['gagal', 'pemberitahuan-alternatif', undefined],
  ['gagal-total', 'persiapan-teknis', 'failed'],
])('R24: a second test with the result %s releases the room at once', async (hasil, step, end) => {
  const number = await begun('kedua');
  await walkTo(office, number, 9);
  expect(await bookings()).toEqual([number]);
  tick(office);
  await approve(office, number, 'contoh-subkor-ile', failing(hasil, RESULTS.schedule()));
  const state = await office.state(number);
  expect([state?.visit.step, state?.end?.kind, await bookings()]).toEqual([step, end, []]);
  const other = await submit(office, 'contoh-bpbd', 'pengganti', sampleRequest({ account: 'contoh-bpbd' }));
  await walkTo(office, other, 9);
  expect(await bookings()).toEqual([other]);
});

test('R1, R16, R30: row 6 notifies the person to be consulted, requires the record of it, and lets that person decide nothing', async () => {
  const number = await begun('koordinasi');
  await walkTo(office, number, 6);
  const [reported = '', ...more] = await notices(number, 'consulted');
  expect([more, mentioned(reported)]).toEqual([[], ['@contoh-kabid-ikp']]);
  expect(reported).toContain('Koordinasi diperlukan: giliran Kabid Aptika (langkah 6)');
  for (const body of ['', 'Sudah dikoordinasikan.', withResult('Sudah.', {})]) {
    tick(office);
    const [entry] = await approve(office, number, 'contoh-kabid-aptika', body);
    expect([body, entry?.reason]).toEqual([body, 'incomplete']);
  }
  tick(office);
  const [consulted] = await approve(office, number, 'contoh-kabid-ikp', withResult('Setuju.', RESULTS.coordination));
  expect(consulted?.reason).toBe('out-of-turn');
  tick(office);
  const [returned] = await sendBack(office, number, 'contoh-kabid-ikp', 'Tidak setuju.');
  expect(returned?.reason).toBe('out-of-turn');
  expect(await stepOf(number)).toBe('koordinasi');
  tick(office);
  await approve(office, number, 'contoh-kabid-aptika', withResult('Siapkan.', RESULTS.coordination));
  expect(await stepOf(number)).toBe('pengecekan');
  expect(await notices(number, 'consulted')).toHaveLength(1);
});

test('R30, security 24: only stakeholders with an account of their own are mentioned, whatever else is written in their list', async () => {
  const number = await begun('pejabat');
  await walkTo(office, number, 5);
  tick(office);
  const listed = [
    { instansi: '@all' },
    { instansi: 'Kepala Dinas', akun: 'CONTOH-KEPALA-DINAS' },
    { instansi: '**Tebal** [klik](https://contoh.example) <b>x</b> fixes #1' },
    { instansi: '` @contoh-walikota ` @contoh-tu' },
  ];
  await approve(
    office,
    number,
    'contoh-walikota',
    withResult('Laksanakan.', { ruang: 'tcm', pemangku_kepentingan: listed }),
  );
  expect(await stepOf(number)).toBe('koordinasi');
  const [reported = ''] = await notices(number, 'informed').then((all) => all.slice(-1));
  expect(mentioned(reported).sort()).toEqual(['@contoh-kepala-dinas', '@contoh-opd']);
  expect(reported).toContain('- `@all`: hanya dicatat, tanpa akun; diberi tahu di luar sistem');
  expect(reported).toContain('- `Kepala Dinas`: diberi tahu melalui akunnya');
  expect(reported).not.toMatch(/^.*(?<!`)\*\*Tebal/m);
});

test('R16, R30: a stakeholder’s account that is unknown, or that is no account’s name, makes the act incomplete and notifies nobody', async () => {
  const number = await begun('masa');
  await walkTo(office, number, 5);
  const before = await notices(number, 'informed');
  const accounts = ['salah-akun', 'contoh-plt-kabid-ikp'];
  for (const akun of ['@contoh-tu', 'contoh-tu @all', 'contoh--tu', 'contoh-tu\n@all', ...accounts]) {
    tick(office);
    const body = withResult('Laksanakan.', { ruang: 'tcm', pemangku_kepentingan: [{ instansi: 'TU', akun }] });
    const [entry] = await approve(office, number, 'contoh-walikota', body);
    expect([akun, entry?.reason]).toEqual([akun, 'incomplete']);
    if (!accounts.includes(akun)) continue;
    expect(entry?.problems).toMatchObject([
      {
        ...{ code: 'account-unknown', path: '/pemangku_kepentingan/0/akun', internal: true },
        ...{ label: { id: 'Akun' }, received: `"${akun}"` },
        fix: { id: expect.stringContaining('atau kosongkan') },
      },
    ]);
  }
  expect(await notices(number, 'informed')).toEqual(before);
  tick(office);
  const past = { ruang: 'tcm', pemangku_kepentingan: [{ instansi: 'Mantan Plt.' }] };
  await approve(office, number, 'contoh-walikota', withResult('Laksanakan.', past));
  const [reported = ''] = await notices(number, 'informed').then((all) => all.slice(-1));
  expect(reported).toContain('- `Mantan Plt.`: hanya dicatat, tanpa akun');
  expect(mentioned(reported)).toEqual(['@contoh-opd']);
});

test('R9, R12: a letter dated after its submission is refused with its reason', async () => {
  office.setNow(wib(1, '08:00'));
  const request = sampleRequest() as { surat: Record<string, unknown> };
  request.surat['tanggal'] = '2026-12-02';
  const number = await submit(office, 'contoh-opd', 'surat', request);
  await office.run(number);
  expect(await office.state(number)).toBeUndefined();
  const [refused = ''] = await notices(number, 'refused');
  expect(refused).toContain('Tanggal surat paling lambat hari ini, ');
});

test('R9, R16: refuses the direction of row 5 with a room that rooms.yaml does not name, and says which rooms there are', async () => {
  const number = await begun('ruang');
  await walkTo(office, number, 5);
  tick(office);
  const id = await review(
    office,
    ...(['contoh-walikota', number, 'APPROVE'] as const),
    withResult('Laksanakan.', { ...RESULTS.direction, ruang: 'aula-lain' }),
  );
  const { entries } = await office.run(number);
  expect(entries).toMatchObject([{ kind: 'refused', reason: 'incomplete', problems: [{ code: 'unknown-room' }] }]);
  expect(await dismissalOf(office, 'contoh-walikota', number, id)).toMatch(/Ruang ini tidak ada[^]*tcm/);
  expect([await stepOf(number), await bookings()]).toEqual(['arahan-walikota', []]);
  expect((await verifyClone(join(office.folder, 'repo.git'))).findings).toEqual([]);
});
