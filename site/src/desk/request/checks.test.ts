import { describe, expect, it } from 'vitest';
import { problemLine } from '#domain/problem.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import type { RoomUse } from '#public/export/room-uses.ts';
import { FIRST } from '#tests/support/folders.ts';
import { newestUses } from '../asked-rooms.ts';
import { checksOf } from './checks.ts';
import { cleanedRequest } from './cleaned-request.ts';
import { ownAccount, accountFor, notForWriter } from './on-behalf.ts';

const reading = readConfig(await configFolder(FIRST));
if ('problems' in reading) throw new Error('The configuration is not sound.');
const { procedures, schemas, rooms } = reading.config;
const [procedure] = [...procedures.values()].map(({ value }) => value);
const schema = schemas.get(procedure?.request.schema ?? '')?.value;
if (!procedure || !schema) throw new Error('No procedure.');

it('a telephone number loses the spaces by which people group it, and a wrong one or another text stays', () => {
  const written = (telepon: string, nomor: string) =>
    cleanedRequest(schema, { pemohon: { telepon }, surat: { nomor } });
  expect(written('0812-3456 7890', '1 - 2')).toMatchObject({
    pemohon: { telepon: '081234567890' },
    surat: { nomor: '1 - 2' },
  });
  expect(written('0812 x', '1')).toMatchObject({ pemohon: { telepon: '0812 x' } });
});

const value = {
  sop: procedure.id,
  pelaksanaan: { mulai: '2026-12-02T05:00:00+07:00', selesai: '2026-12-02T08:00:00+07:00', ruang: 'tcm' },
};
const slot = { room: 'tcm', start: '2026-12-01T22:30:00Z', end: '2026-12-02T00:00:00Z' };

describe('R25: the desk’s warnings about a room while a request is written', () => {
  const reported = (held: RoomUse[], asked: RoomUse[], language: 'id' | 'en' = 'id'): string[] =>
    checksOf({
      ...{ procedure, schema, rooms, value, caseId: '', now: '2026-11-27T00:00:00Z' },
      bookings: held.map((use, at) => ({ ...slot, case: use.case ?? 'PMK-2026-99', number: at })),
      asked: newestUses({ uses: [...held, ...asked] }, { uses: [] }),
    })
      .warnings.filter(({ code }) => code.startsWith('room-'))
      .map((problem) => problemLine(problem, language));
  const held: RoomUse = { ...slot, state: 'held', case: 'PMK-2026-7' };
  const asks: RoomUse = { ...slot, state: 'asked', case: 'PMK-2026-8' };

  it('R25: a warning at the room’s field names the case that has the room, when, and what to do', () => {
    expect(reported([held], [])).toEqual([
      'Ruang: Ruang ini sudah dipesan PMK-2026-7, Rabu, 2 Desember 2026 pukul 05.30–07.00 WIB. Pilih waktu lain atau tempat lain.',
    ]);
    expect(reported([held], [], 'en')).toEqual([
      'Room: PMK-2026-7 has this room on Wednesday, 2 December 2026, 05:30–07:00 WIB. Choose another time or another place.',
    ]);
  });

  it('R11, R25: a warning about a room does not name a case that the site does not name', () => {
    const [line, ...more] = reported([{ ...slot, state: 'held' }], []);
    expect(line).toMatch(/^Ruang: Ruang ini sudah dipesan permohonan lain, Rabu, 2 Desember 2026 /);
    expect(more).toEqual([]);
  });

  it('R25: a warning names the case that asks for the same room, also if another case has the room', () => {
    expect(reported([], [asks])).toEqual([
      'Ruang: Ruang ini juga diminta oleh PMK-2026-8 untuk waktu itu; belum ada yang mendapatkannya.',
    ]);
    expect(reported([held], [asks])).toEqual([
      expect.stringContaining('PMK-2026-7'),
      'Ruang: Ruang ini juga diminta oleh PMK-2026-8 untuk waktu itu.',
    ]);
  });

  it('R25: there is no warning about a case that asks for the room from the end of the requested time on', () => {
    const after = { start: '2026-12-02T01:00:00Z', end: '2026-12-02T02:00:00Z' };
    expect(reported([], [{ ...asks, ...after }])).toEqual([]);
  });
});

describe('R25, R51: the state of a room at the time that is asked for', () => {
  const [room] = rooms;
  if (!room) throw new Error('No room.');
  const states = (uses: RoomUse[], has: object = {}, asks: object = value) =>
    checksOf({
      ...{ procedure, schema, rooms: [{ ...room, ...has }], value: asks, caseId: '', now: '2026-11-27T00:00:00Z' },
      bookings: uses
        .filter(({ state }) => state === 'held')
        .map((use, at) => ({ ...use, case: use.case ?? 'PMK-2026-99', number: at })),
      asked: newestUses({ uses }, { uses: [] }),
    }).rooms;
  const words = (uses: RoomUse[], has?: object): readonly [boolean | undefined, string | undefined] => {
    const state = states(uses, has)['tcm'];
    return [state?.isFree, state?.words.id];
  };
  const held: RoomUse = { ...slot, state: 'held', case: 'PMK-2026-7' };

  it('R25: a booked room says from when to when, with the days only if they differ, and does not name the case', () => {
    expect(words([held])).toEqual([false, 'Terpakai 05.30–07.00 WIB']);
    const until = { end: '2026-12-02T20:00:00Z' };
    const days = 'Rabu, 2 Desember 2026 pukul 05.30 WIB sampai Kamis, 3 Desember 2026 pukul 03.00 WIB';
    expect(words([{ ...held, ...until }])).toEqual([false, `Terpakai ${days}`]);
  });

  it('R25: a room that nobody has is free, also if a case that may be named asks for it', () => {
    expect(words([])).toEqual([true, 'Kosong']);
    expect(words([{ ...slot, state: 'asked', case: 'PMK-2026-8' }])).toEqual([true, 'Kosong; juga diminta PMK-2026-8']);
  });

  it('R25: of a room with opening hours the desk says only that it is not booked, because it does not know holidays', () => {
    expect(words([], { opening: { mon: [{ from: '07:30', to: '16:00' }] } })).toEqual([true, 'Belum dipesan']);
  });

  it('R51: a closed room gives the reason, and no state is known without a time', () => {
    const closure = { from: '2026-12-02T00:00:00+07:00', until: '2026-12-03T00:00:00+07:00' };
    const closures = [{ ...closure, reason: { id: 'perbaikan', en: 'repairs' } }];
    expect(words([], { closures })).toEqual([false, 'Ditutup: perbaikan']);
    expect(states([held], {}, { sop: procedure.id, pelaksanaan: { ruang: 'tcm' } })).toEqual({});
  });
});

describe('R41: the desk’s checks of a request for somebody else, before the request is sent', () => {
  const [OPD, COUNTER] = [1101, 1010];
  const writer = (id: number) => ({ id, login: id === OPD ? 'contoh-opd' : 'contoh-loket' });
  /** Matches the paths of the fields that these tests check. */
  const PLACE = /masuk|akun/;
  const reported = (pemohon: object, opener: number): (readonly [string, string | undefined])[] =>
    checksOf({
      ...{ procedure, schema, rooms, bookings: [], asked: [], caseId: '' },
      ...{
        writer: { ...writer(opener), roles: reading.config.roles },
        value: { ...value, pemohon },
        now: '2026-11-27T00:00:00Z',
      },
    })
      .problems.filter(({ path = '' }) => PLACE.test(path))
      .map(({ code, path }) => [code, path] as const);
  const came = { masuk_tanggal: '2026-11-26', masuk_lewat: 'surat' };

  it('R41: the fields of a request for somebody have no problem if the counter fills them in, or if an applicant leaves them empty', () => {
    expect(reported(came, COUNTER)).toEqual([]);
    expect(reported({ masuk_tanggal: '', masuk_lewat: '' }, OPD)).toEqual([]);
  });

  it('R41: only the counter may enter a request for somebody, with both fields filled in and a date that is not in the future', () => {
    expect(reported(came, OPD)).toEqual([['not-on-behalf', '/pemohon/masuk_tanggal']]);
    expect(reported({ ...came, masuk_tanggal: '2026-11-28' }, COUNTER)).toEqual([
      ['deed-to-come', '/pemohon/masuk_tanggal'],
    ]);
    expect(reported({ masuk_tanggal: '2026-11-26' }, COUNTER).map(([, path]) => path)).toEqual([
      '/pemohon/masuk_lewat',
    ]);
    expect(reported({ masuk_lewat: 'surat' }, COUNTER).map(([, path]) => path)).toEqual(['/pemohon/masuk_tanggal']);
  });

  it('R12, R41: a request for somebody names neither the counter’s account nor one that decides; any other request names its writer’s account', () => {
    const codes = (akun: string, opener = COUNTER) => reported({ ...(opener === COUNTER ? came : {}), akun }, opener);
    expect(codes('Contoh-Loket')).toEqual([['account-of-opener', '/pemohon/akun']]);
    expect(codes('contoh-kepala-dinas')).toEqual([['account-decides', '/pemohon/akun']]);
    expect(codes('contoh-warga')).toEqual([]);
    expect(codes('contoh-opd', OPD)).toEqual([]);
    expect(codes('contoh-tu', OPD)).toEqual([['not-own-account', '/pemohon/akun']]);
  });
});

describe('R12, R41: the account in a request', () => {
  const login = 'contoh-loket';
  const own = { pemohon: { akun: login, nama: 'Contoh' } };
  const came = { pemohon: { ...own.pemohon, masuk_tanggal: '2026-11-26' } };

  it('R41: at the desk, the writer’s account is removed from a request that becomes one for somebody, and is restored afterwards', () => {
    expect(accountFor(procedure, login, own, came)).toEqual({
      pemohon: { nama: 'Contoh', masuk_tanggal: '2026-11-26' },
    });
    const theirs = { pemohon: { ...came.pemohon, akun: 'contoh-warga' } };
    expect(accountFor(procedure, login, came, theirs)).toBe(theirs);
    expect(accountFor(procedure, login, theirs, { pemohon: { akun: 'contoh-warga', nama: 'Contoh' } })).toEqual(own);
  });

  it('R12, R41: the writer’s account is added to a request that names no account, and is removed from a request for somebody', () => {
    expect(ownAccount(procedure, { pemohon: {} }, login)).toEqual({ path: ['pemohon', 'akun'], value: login });
    expect(ownAccount(procedure, own, login)).toBeUndefined();
    expect(ownAccount(procedure, came, 'Contoh-Loket')).toEqual({ path: ['pemohon', 'akun'] });
    expect(ownAccount(procedure, { pemohon: { ...came.pemohon, akun: 'lain' } }, login)).toBeUndefined();
    expect(ownAccount({ ...procedure, request: { ...procedure.request, pointers: {} } }, {}, login)).toBeUndefined();
  });
});

describe('R41: the fields for a request on behalf of somebody', () => {
  const places = ['/pemohon/masuk_tanggal', '/pemohon/masuk_lewat'];
  const at = '2026-11-27T00:00:00Z';
  const hidden = (writer: number, values: unknown): string[] => [
    ...notForWriter(procedure, reading.config.roles, { writer, value: values, at }),
  ];

  it('R41: the counter sees the fields of a request for somebody, and others see such a field only if it has a value', () => {
    expect(hidden(1010, {})).toEqual([]);
    expect(hidden(1101, {})).toEqual(places);
    expect(hidden(1101, { pemohon: { masuk_tanggal: '2026-11-26' } })).toEqual(places.slice(1));
  });
});

it('R9: fields of one label name their groups in the list of problems', () => {
  const { problems } = checksOf({
    ...{ procedure, schema, rooms, bookings: [], asked: [], caseId: '', now: '2026-11-27T00:00:00Z' },
    value: { sop: procedure.id, pemohon: {}, surat: { penandatangan: {} } },
  });
  const labels = problems.filter(({ path }) => /nama$/.test(path)).map(({ label }) => label);
  expect(labels.map((label) => label?.en)).toEqual(['Name (Applicant)', 'Name (Who signs the letter)']);
  expect(labels.map((label) => label?.id)).toEqual(['Nama', 'Nama penanda tangan']);
});
