import { describe, expect, it } from 'vitest';
import { checkSemantics, type RequestRules, type SubmissionFacts } from './semantics.ts';

const rules: RequestRules = {
  leadTime: 'PT2H',
  longEvent: 'PT120M',
  pointers: {
    start: '/acara/mulai',
    end: '/acara/selesai',
    room: '/acara/ruang',
    participants: '/acara/peserta',
    equipment: '/acara/peralatan',
    platform: '/acara/platform',
    attachments: '/lampiran',
  },
};
const rooms = [
  { id: 'tcm', capacity: 30, equipment: [{ id: 'internet' }, { id: 'computer' }], platforms: [{ id: 'zoom' }] },
  { id: 'aula', capacity: 200, equipment: [] },
];
const facts: SubmissionFacts = {
  file: 'requests/2026/a/request.yaml',
  submittedAt: '2026-12-01T01:00:00Z',
  attachments: ['requests/2026/a/surat.pdf'],
};
const request = (acara: Record<string, unknown> = {}, lampiran: unknown = ['surat.pdf']) => ({
  acara: { mulai: '2026-12-01T10:00:00+07:00', selesai: '2026-12-01T12:00:00+07:00', ruang: 'tcm', ...acara },
  lampiran,
});
const check = (value: unknown, changed: Partial<SubmissionFacts> = {}, by = rules) => {
  const { problems, warnings } = checkSemantics(value, by, rooms, { ...facts, ...changed });
  return [...problems.map(({ code, path }) => `${code} ${path}`), ...warnings.map(({ code }) => `warning ${code}`)];
};

describe('R9: checks of a request that a schema cannot express', () => {
  it.each([
    ['a valid request', request(), []],
    ['exactly the lead time', request({ mulai: '2026-12-01T03:00:00Z' }), []],
    [
      'a second less than the lead time',
      request({ mulai: '2026-12-01T09:59:59+07:00' }),
      ['lead-time-too-short /acara/mulai', 'warning long-event'],
    ],
    [
      'a start in the past',
      request({ mulai: '2026-11-30T10:00:00+07:00' }),
      ['start-not-in-future /acara/mulai', 'warning long-event'],
    ],
    [
      'a start at the very second of submission',
      request({ mulai: '2026-12-01T08:00:00+07:00' }),
      ['start-not-in-future /acara/mulai', 'warning long-event'],
    ],
    [
      'an end before its start, in another zone',
      request({ selesai: '2026-12-01T11:00:00+09:00' }),
      ['end-not-after-start /acara/selesai'],
    ],
    ['an end at its start', request({ selesai: '2026-12-01T03:00:00Z' }), ['end-not-after-start /acara/selesai']],
    ['an event of two hours and a second', request({ selesai: '2026-12-01T12:00:01+07:00' }), ['warning long-event']],
    ['a time as the form writes it', request({ mulai: '2026-12-01T10:00:00.000+07:00' }), []],
    ['a time without a zone', request({ mulai: '2026-12-01T10:00:00' }), ['not-an-instant /acara/mulai']],
    ['a day that does not exist', request({ selesai: '2026-02-30T10:00:00Z' }), ['not-an-instant /acara/selesai']],
    ['a room that does not exist', request({ ruang: 'balai' }), ['unknown-room /acara/ruang']],
    ['a place instead of a room', request({ ruang: undefined, tempat: 'Lapangan', peserta: 5000 }), []],
    ['a full room', request({ peserta: 30 }), []],
    ['one person too many', request({ peserta: 31 }), ['room-too-small /acara/peserta']],
    ['equipment of the room', request({ peralatan: ['internet', 'computer'] }), []],
    [
      'other equipment',
      request({ peralatan: ['internet', 'drone', 'genset'] }),
      ['unknown-equipment /acara/peralatan', 'unknown-equipment /acara/peralatan'],
    ],
    ['a platform of the room', request({ platform: 'zoom' }), []],
    ['another platform', request({ platform: 'skype' }), ['unknown-platform /acara/platform']],
    ['any platform in a room that lists none', request({ ruang: 'aula', platform: 'skype' }), []],
    ['a missing attachment', request({}, ['surat.pdf', 'peta.png']), ['attachment-missing /lampiran/1']],
    ['an attachment that is not named', request({}, []), ['attachment-unnamed /lampiran']],
    [
      'an attachment of another folder',
      request({}, ['../b/surat.pdf']),
      ['attachment-missing /lampiran/0', 'attachment-unnamed /lampiran'],
    ],
    ['no list of attachments at all', request({}, undefined), []],
  ])('R9: the checks beyond the schema, for %s', (_name, value, expected) => {
    const attachments = value.lampiran === undefined ? [] : facts.attachments;
    expect(check(value, { attachments })).toEqual(expected);
  });

  it('R12: every problem beyond the schema is reported at once', () => {
    const value = request({ selesai: '2026-11-30T10:00:00Z', ruang: 'tcm', peserta: 99, platform: 'skype' }, [
      'peta.png',
    ]);
    expect(check(value)).toEqual([
      'end-not-after-start /acara/selesai',
      'room-too-small /acara/peserta',
      'unknown-platform /acara/platform',
      'attachment-missing /lampiran/0',
      'attachment-unnamed /lampiran',
    ]);
  });

  it('R3: the checks use the fields that the SOP names, and check nothing if the SOP names none', () => {
    expect(check({ jadwal: { dari: 'kapan saja' } }, {}, { pointers: {} })).toEqual([]);
    const other: RequestRules = { pointers: { start: '/jadwal/dari', attachments: '/berkas/*/nama' } };
    const value = { jadwal: { dari: '2020-01-01T00:00:00Z' }, berkas: [{ nama: 'surat.pdf' }, { nama: 'x.png' }] };
    expect(check(value, {}, other)).toEqual(['start-not-in-future /jadwal/dari', 'attachment-missing /berkas/1/nama']);
  });

  it('R9: a draft is not checked against the current time', () => {
    const { submittedAt: _at, ...draft } = facts;
    expect(checkSemantics(request({ mulai: '2020-01-01T00:00:00Z' }), rules, rooms, draft).problems).toEqual([]);
  });

  it('R9: a problem has the title of its field, and says whether the field is internal', () => {
    const ruang = { title: 'Ruang', 'x-title-en': 'Room', 'x-public': true };
    const schema = { properties: { acara: { 'x-public': true, properties: { ruang, mulai: { title: 'Mulai' } } } } };
    const value = request({ ruang: 'balai', mulai: 'nanti' });
    expect(checkSemantics(value, rules, rooms, { ...facts, schema }).problems).toMatchObject([
      { code: 'not-an-instant', label: { id: 'Mulai' }, received: '"nanti"', internal: true },
      { code: 'unknown-room', label: { id: 'Ruang', en: 'Room' }, received: '"balai"', expected: 'tcm, aula' },
    ]);
  });
});
