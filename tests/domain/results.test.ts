import { describe, expect, test } from 'vitest';
import type { Config } from '#domain/case/state/config.ts';
import { courseOf } from '#domain/case/course/course.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import {
  acts,
  after,
  caseAt,
  draft,
  edited,
  type History,
  office,
  request,
  results,
  run,
  SUBMITTED,
  walk,
  wib,
  type Words,
} from '../support/world.ts';

/** An instant after the acts of these tests. */
const LATER = wib(1, '08:51:30');

const last = (history: History, options = {}): Entry | undefined =>
  run(history, [], LATER, options).journal.findLast(({ kind }) => kind === 'accepted' || kind === 'refused');

const problemsOf = (entry: Entry | undefined) => entry?.problems?.map(({ path, code }) => [code, path]);

/** Returns a case whose row 7 reported a connection test with this result, which the second role attested. */
function checked(hasil: string, changes: Readonly<Record<string, unknown>> = {}): History {
  const history = caseAt('pengecekan');
  const result = results['pengecekan']?.({ '/uji_koneksi/hasil': hasil, ...changes }) ?? {};
  history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result });
  history.approve(wib(1, '08:31'), 'contoh-operator');
  return history;
}

/** Returns a case whose row 9 reported a connection test with this result. */
function prepared(hasil: string): History {
  const history = caseAt('persiapan-teknis');
  const result = results['persiapan-teknis']?.({ '/uji_koneksi/hasil': hasil }) ?? {};
  history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result });
  return history;
}

/** The time of a connection test in row 7, before the slot that has passed when the row is approved. */
const EARLY = '2026-12-01T08:20:00+07:00';

const FAILED = { id: 'uji koneksi gagal', en: 'the connection test failed' };
const DISTURBED = { id: 'gangguan jaringan internet', en: 'the internet connection is disturbed' };

describe('R6, R24: a connection test', () => {
  test('R6, R24: a good connection test leads to row 9, and books the room', () => {
    const entry = last(checked('baik'));
    expect(entry).toMatchObject({ next: { step: 'persiapan-teknis' }, booking: { room: 'tcm' } });
    expect(entry?.because).toBeUndefined();
  });

  test('R6, R24: a failed test in row 7 leads to row 8 and books nothing, whatever else the Approve says', () => {
    const { state, journal } = run(checked('gagal'), [], LATER);
    expect(journal.at(-1)).toMatchObject({ next: { step: 'pemberitahuan-alternatif', row: 8 }, because: FAILED });
    expect(journal.at(-1)?.booking).toBeUndefined();
    expect(state?.booking).toBeUndefined();
  });

  test('R6: a connection test that makes the event impossible ends the case as failed, with the reason in words', () => {
    const { state, journal } = run(checked('gagal-total'), [], LATER);
    expect(journal.at(-1)).toMatchObject({ end: 'failed', because: DISTURBED });
    expect([state?.end?.kind, state?.booking]).toEqual(['failed', undefined]);
  });

  // An act that releases the room needs only slot times that can be read (R24).
  test.each<[string, Readonly<Record<string, unknown>>, string | undefined]>([
    ['ends before it starts', { '/selesai': '2026-12-07T08:00:00+07:00' }, undefined],
    [
      'has passed',
      { '/mulai': '2026-12-01T08:25:00+07:00', '/selesai': '2026-12-01T08:29:00+07:00', '/uji_koneksi/waktu': EARLY },
      undefined,
    ],
    ['lasts longer than a year', { '/selesai': '2028-12-09T11:30:00+07:00' }, undefined],
    ['does not contain the time of the request', { '/mulai': '2026-12-07T10:30:00+07:00' }, undefined],
    ['cannot be read', { '/mulai': '2026-12-07T25:00:00+07:00' }, '/mulai'],
    // The other times of an act keep their bounds (R4).
    ['has a test in the future', { '/uji_koneksi/waktu': '2026-12-03T09:00:00+07:00' }, '/uji_koneksi/waktu'],
  ])('R24: whether a failed test is accepted with a slot that %s', (_what, changes, wrong) => {
    const history = caseAt('pengecekan');
    const result = results['pengecekan']?.({ '/uji_koneksi/hasil': 'gagal-total', ...changes }) ?? {};
    history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result });
    const entry = last(history);
    if (wrong === undefined) expect(entry).toMatchObject({ kind: 'accepted', partial: true });
    else {
      expect(entry).toMatchObject({ kind: 'refused', reason: 'incomplete' });
      expect(entry?.problems?.map(({ path }) => path)).toContain(wrong);
    }
    // With a good test, each of these results is refused.
    const well = caseAt('pengecekan');
    const good = results['pengecekan']?.({ '/uji_koneksi/hasil': 'baik', ...changes }) ?? {};
    well.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result: good });
    expect(last(well)).toMatchObject({ kind: 'refused', reason: 'incomplete' });
  });

  test('R24: a failed test may be reported while another case has the room', () => {
    const bookings = [
      { room: 'tcm', start: '2026-12-07T01:00:00Z', end: '2026-12-07T09:00:00Z', case: 'PMK-2026-1', number: 1 },
    ];
    const others = { others: { bookings } };
    expect(last(checked('gagal'), others)).toMatchObject({ next: { step: 'pemberitahuan-alternatif' } });
    expect(last(checked('baik'), others)?.reason).toBe('out-of-turn');
  });

  test.each([
    ['gagal', { next: { step: 'pemberitahuan-alternatif' }, because: FAILED, releases: true }],
    ['gagal-total', { end: 'failed', because: DISTURBED }],
    ['cukup', { next: { step: 'pelaksanaan' } }],
  ])(
    'R6, R24: a test in row 9 with the result %s leads to %j, and the room is released unless the event takes place',
    (hasil, led) => {
      const { state, journal } = run(prepared(hasil), [], LATER);
      expect(journal.at(-1)).toMatchObject(led);
      expect(state?.booking === undefined).toBe(hasil !== 'cukup');
    },
  );

  test('R24: while the applicant considers alternatives, the cause of the turn is what row 7 recorded', () => {
    const history = checked('gagal');
    history.approve(wib(1, '08:40'), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
    const [procedure] = office.procedures.values();
    const course = procedure && courseOf(run(history, [], LATER).journal, procedure.value);
    expect(course).toMatchObject({ is: 'current', cause: { kind: 'led', row: 7, because: FAILED } });
  });

  test('R6: after a failed test come alternatives, the applicant, and a check from the beginning', () => {
    const history = checked('gagal');
    const result = results['pemberitahuan-alternatif']?.() ?? {};
    history.approve(wib(1, '08:40'), 'contoh-subkor-ile', { result });
    history.push(wib(1, '08:50'), request({ '/pelaksanaan/ruang': undefined, '/pelaksanaan/tempat': 'Posko' }));
    history.sign(wib(1, '08:51'));
    expect(acts(run(history, [], LATER).journal).slice(-3)).toEqual([
      'accepted pengecekan#1 → pemberitahuan-alternatif#1',
      'accepted pemberitahuan-alternatif#1 → pertimbangan-alternatif#1',
      'submitted pertimbangan-alternatif#1 → pengecekan#2',
    ]);
  });

  test.each([
    ['after the act', '2026-12-01T08:31:00+07:00', {}],
    ['after the event', '2026-12-01T08:20:00+07:00', { '/mulai': '2026-12-01T08:10:00+07:00' }],
  ])('R4: a connection test dated %s is refused at its field', (_when, waktu, more) => {
    const history = caseAt('pengecekan');
    const result = results['pengecekan']?.({ '/uji_koneksi/waktu': waktu, ...more }) ?? {};
    history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result });
    const entry = last(history);
    expect(entry?.reason).toBe('incomplete');
    expect(problemsOf(entry)).toEqual([['time-too-late', '/uji_koneksi/waktu']]);
    expect(entry?.problems?.[0]).toMatchObject({
      expected: expect.stringMatching(/^≤ 2026-12-01T08:.*\+07:00$/),
      label: { id: 'Waktu uji', en: 'Time of the test' },
    });
  });

  test.each([
    ['pengecekan', '2026-11-30T09:00:00+07:00'],
    ['pengecekan', '2026-12-01T07:30:00+07:00'],
    ['persiapan-teknis', '2026-11-30T09:00:00+07:00'],
  ])(
    'R4: a connection test of the step %s from before its visit is refused, and so before the request (%s)',
    (step, waktu) => {
      const history = caseAt(step);
      const result = results[step]?.({ '/uji_koneksi/waktu': waktu }) ?? {};
      history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result });
      const entry = last(history);
      expect(entry?.reason).toBe('incomplete');
      expect(problemsOf(entry)).toContainEqual(['time-too-early', '/uji_koneksi/waktu']);
    },
  );

  test('R4: the second connection test is later than the first one, and not the same', () => {
    const second = (seconds: number) => {
      const history = caseAt('persiapan-teknis');
      const first = run(history, [], LATER).state?.acts.find(({ step, result }) => step === 'pengecekan' && result);
      const waktu = after(first?.at ?? '', seconds);
      const result = results['persiapan-teknis']?.({ '/uji_koneksi/waktu': waktu }) ?? {};
      history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result });
      return last(history);
    };
    for (const seconds of [-1, 0]) {
      const entry = second(seconds);
      expect([entry?.reason, problemsOf(entry)]).toEqual(['incomplete', [['time-too-early', '/uji_koneksi/waktu']]]);
      expect(entry?.problems?.[0]?.message.id).toContain('tidak sesudah waktu');
    }
    expect(second(1)).toMatchObject({ kind: 'accepted', next: { step: 'pelaksanaan' } });
  });

  test('R4: a connection test in the second of the act is accepted', () => {
    const history = caseAt('pengecekan');
    const result = results['pengecekan']?.({ '/uji_koneksi/waktu': '2026-12-01T08:30:00+07:00' }) ?? {};
    history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result });
    expect(last(history)?.kind).toBe('accepted');
  });
});

describe('R4, R16: the report of row 10', () => {
  test.each([
    ['an end in the future', {}, '09:01', [['time-too-late', '/selesai']]],
    [
      'a start in the future',
      { '/mulai': '2026-12-07T10:00:00+07:00' },
      '09:01',
      [
        ['time-too-late', '/mulai'],
        ['time-too-late', '/selesai'],
      ],
    ],
    ['an end before the start', { '/mulai': '2026-12-07T10:50:00+07:00' }, '11:00', [['time-too-late', '/mulai']]],
    ['past times in order', {}, '10:45', undefined],
  ])('R4, R16: whether the report of row 10 is accepted with %s', (_what, changes, time, problems) => {
    const history = caseAt('pelaksanaan');
    history.approve(wib(7, time), 'contoh-operator', { result: results['pelaksanaan']?.(changes) ?? {} });
    const entry = run(history, [], wib(7, time)).journal.findLast(({ kind }) => kind !== 'rung');
    expect(problemsOf(entry)).toEqual(problems);
    expect(entry?.reason).toBe(problems && 'incomplete');
  });
});

/** Returns a case whose row 6 was approved with this text. */
function coordinated(words: Words, config: Config = office): History {
  const history = caseAt('koordinasi', { config });
  history.approve(wib(1, '08:30'), 'contoh-kabid-aptika', words);
  return history;
}

const reported = (changes: Readonly<Record<string, unknown>> = {}): Words => ({
  note: 'Subkor ILE: siapkan TCM Room.',
  result: results['koordinasi']?.(changes) ?? {},
});

describe('R4, R16: the direction in row 5', () => {
  const directed = (changes: Readonly<Record<string, unknown>>) => {
    const history = caseAt('arahan-walikota');
    history.approve(wib(1, '08:30'), 'contoh-walikota', {
      ...{ note: 'Laksanakan.', result: results['arahan-walikota']?.(changes) ?? {} },
    });
    return last(history);
  };

  test('R4, R16: the direction in row 5 designates a room, or names another place', () => {
    expect(directed({})?.kind).toBe('accepted');
    expect(directed({ '/ruang': undefined, '/tempat': 'Halaman kantor' })?.kind).toBe('accepted');
    expect(directed({ '/ruang': undefined })?.reason).toBe('incomplete');
    expect(directed({ '/tempat': 'Halaman kantor' })?.reason).toBe('incomplete');
  });
});

describe('R9: a room that the office does not have', () => {
  const inRow5 = () => {
    const history = caseAt('arahan-walikota');
    const result = results['arahan-walikota']?.({ '/ruang': 'aula-lain' }) ?? {};
    history.approve(wib(1, '08:30'), 'contoh-walikota', { note: 'Laksanakan.', result });
    return last(history);
  };

  test('R9, R16: refuses the direction of row 5 that designates a room that rooms.yaml does not name', () => {
    const entry = inRow5();
    expect([entry?.reason, problemsOf(entry)]).toEqual(['incomplete', [['unknown-room', '/ruang']]]);
    expect(entry?.problems?.[0]).toMatchObject({
      expected: expect.stringContaining('tcm'),
      received: expect.stringContaining('aula-lain'),
    });
  });

  test.each(['baik', 'gagal'])('R9: refuses the room once in row 7, with a connection test that is %s', (hasil) => {
    const history = caseAt('pengecekan');
    const result = results['pengecekan']?.({ '/uji_koneksi/hasil': hasil, '/ruang': 'aula-lain' }) ?? {};
    history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result });
    expect(problemsOf(last(history))).toEqual([['unknown-room', '/ruang']]);
  });

  test('R9: refuses the room of an offer once, at its item of the list', () => {
    const history = checked('gagal');
    const alternatif = [
      { mulai: '2026-12-08T09:00:00+07:00', selesai: '2026-12-08T11:00:00+07:00', ruang: 'aula-lain' },
    ];
    const result = results['pemberitahuan-alternatif']?.({ '/alternatif': alternatif }) ?? {};
    history.approve(wib(1, '08:40'), 'contoh-subkor-ile', { result });
    expect(problemsOf(last(history))).toEqual([['unknown-room', '/alternatif/0/ruang']]);
    expect(last(history)?.problems?.[0]?.label?.id).toContain('1');
  });
});

describe('R1, R4, R16: the coordination in row 6', () => {
  test('R4, R16: an Approve in row 6 without its coordination is incomplete', () => {
    for (const words of [{}, { note: 'Sudah.' }]) expect(last(coordinated(words))?.reason).toBe('incomplete');
    expect(problemsOf(last(coordinated({})))).toEqual([
      ['note-missing', ''],
      ['result-missing', ''],
    ]);
  });

  test.each(['/dengan', '/waktu', '/cara', '/kesepakatan'])('R4, R16: a coordination without %s is refused', (path) => {
    const entry = last(coordinated(reported({ [path]: undefined })));
    expect([entry?.reason, problemsOf(entry)]).toEqual(['incomplete', [['schema-required', path]]]);
  });

  test('R4: a coordination with holder, time and way leads to the next row, and the journal has it', () => {
    expect(last(coordinated(reported()))).toMatchObject({
      next: { step: 'pengecekan' },
      result: { dengan: 'Contoh Kabid IKP', cara: 'telepon' },
    });
  });

  test('R4: a coordination must name the holder of that day, in any spacing and letter case', () => {
    expect(last(coordinated(reported({ '/dengan': 'contoh  KABID ikp' })))?.kind).toBe('accepted');
    const entry = last(coordinated(reported({ '/dengan': 'Contoh Kabid Aptika' })));
    expect([entry?.reason, problemsOf(entry)]).toEqual(['incomplete', [['not-the-holder', '/dengan']]]);
    expect(entry?.problems?.[0]).toMatchObject({ expected: 'Contoh Kabid IKP', received: 'Contoh Kabid Aptika' });
    // On a day before the holder’s term, only the time is too early.
    const before = reported({ '/dengan': 'Contoh Plt. Kabid IKP', '/waktu': '2026-03-31T20:00:00+07:00' });
    expect(problemsOf(last(coordinated(before)))).toEqual([['time-too-early', '/waktu']]);
  });

  test('R4: a coordination cannot be before the Mayor directs it, with a tolerance of five minutes', () => {
    const at = (waktu: string) => last(coordinated(reported({ '/waktu': waktu })));
    const begins = Date.parse(run(caseAt('koordinasi'), [], LATER).state?.visit.begins ?? '');
    const before = (seconds: number): string => new Date(begins - seconds * 1000).toISOString().replace('.000', '');
    expect(problemsOf(at(before(301)))).toEqual([['time-too-early', '/waktu']]);
    expect(at(before(301))?.problems?.[0]?.message.id).toBe('Waktu ini mendahului giliran langkah ini');
    expect(at(before(300))?.kind).toBe('accepted');
  });

  test('R4: a coordination is accepted with any name if the role is vacant on that day', () => {
    const vacant = structuredClone(office.roles);
    for (const holder of vacant.roles['kabid-ikp']?.holders ?? []) holder.until = '2026-11-30';
    const config = { ...office, roles: vacant };
    expect(last(coordinated(reported({ '/dengan': 'Petugas jaga Bidang IKP' }), config))?.kind).toBe('accepted');
    expect(last(coordinated({ note: 'Sudah.' }, config))?.reason).toBe('incomplete');
  });

  test('R1: the person who is consulted decides nothing', () => {
    const history = caseAt('koordinasi');
    history.approve(wib(1, '08:30'), 'contoh-kabid-ikp', reported());
    expect(last(history)?.reason).toBe('out-of-turn');
    history.changes(wib(1, '08:31'), 'contoh-kabid-ikp', 'Tidak setuju.');
    expect(last(history)?.reason).toBe('out-of-turn');
  });

  test('R4: a coordination cannot be after it is reported', () => {
    const entry = last(coordinated(reported({ '/waktu': '2026-12-01T08:31:00+07:00' })));
    expect([entry?.reason, problemsOf(entry)]).toEqual(['incomplete', [['time-too-late', '/waktu']]]);
  });
});

describe('R9: the date of the letter', () => {
  const submitted = (tanggal: string) =>
    run(draft({ request: request({ '/surat/tanggal': tanggal }) }), [], wib(1, '07:55'));

  test('R9: a letter dated on the day of submission is accepted, and a letter dated a day later is refused at its field', () => {
    const history = draft({ request: request({ '/surat/tanggal': '2026-12-01' }) });
    history.sign(SUBMITTED);
    expect(run(history, [], LATER).state?.visit.step).toBe('penerimaan');
    const later = draft({ request: request({ '/surat/tanggal': '2026-12-02' }) });
    later.sign(SUBMITTED);
    const { refusedDraft, state } = run(later, [], LATER);
    expect(state).toBeUndefined();
    expect(refusedDraft?.problems).toMatchObject([{ code: 'letter-dated-later', path: '/surat/tanggal' }]);
    expect(submitted('2026-12-02').refusedDraft).toBeUndefined();
  });

  test('R9: the letter’s date is compared with the day in the zone of the procedure', () => {
    // 17:00 UTC is midnight in the office’s zone.
    const history = draft({ request: request({ '/surat/tanggal': '2026-12-02' }) });
    history.sign('2026-12-01T17:00:00Z');
    expect(run(history, [], '2026-12-01T18:00:00Z').state?.visit.step).toBe('penerimaan');
  });
});

test('R6: the journal says why a submission or a revision leads to its step, as for any other act', () => {
  const [entry] = office.procedures.values();
  if (!entry) throw new Error('There is no procedure.');
  const value = structuredClone(entry.value);
  const why = (id: string) => ({ id, en: `${id}, in English` });
  for (const step of value.steps)
    if (step.kind !== 'review') for (const outcome of step.outcomes.approve) outcome.because = why(`sebab ${step.id}`);
  const config = { ...office, procedures: new Map([[value.id, { ...entry, value }]]) };
  const history = caseAt('penerimaan', { config });
  history.changes(wib(1, '08:30'), 'contoh-tu', 'Perbaiki.');
  history.sign(wib(1, '08:31'));
  const { journal } = run(history, [], LATER);
  expect(journal.filter(({ kind }) => kind === 'submitted').map(({ step, because }) => [step, because?.id])).toEqual([
    ['pengajuan', 'sebab pengajuan'],
    ['perbaikan', 'sebab perbaikan'],
  ]);
  const course = courseOf(journal, value);
  expect(course).toMatchObject({ cause: { kind: 'led', because: why('sebab perbaikan') } });
  // A revision outside the sections of the step does not take this outcome.
  history.changes(wib(1, '08:32'), 'contoh-tu', 'Sekali lagi.');
  history.push(wib(1, '08:33'), request({ '/kegiatan/judul': 'Judul lain' }));
  history.sign(wib(1, '08:34'));
  const beyond = run(history, [], LATER).journal.findLast(({ kind }) => kind === 'submitted');
  expect([beyond?.supersedes, beyond?.because]).toEqual([true, undefined]);
});

test('R3: without bounds and consulted roles in the procedure, row 7 leads on as before, and row 6 accepts any time and name', () => {
  const [entry] = office.procedures.values();
  if (!entry) throw new Error('There is no procedure.');
  const value = structuredClone(entry.value);
  for (const step of value.steps) {
    delete step.requires?.bounds;
    delete step.consults;
    for (const outcome of step.outcomes.approve) {
      delete outcome.because;
      delete outcome.releases;
    }
  }
  const config = { ...office, procedures: new Map([[value.id, { ...entry, value }]]) };
  const history = caseAt('pengecekan', { config });
  walk(history, 'persiapan-teknis', wib(1, '08:30'), 'pengecekan');
  expect(last(history)).toMatchObject({ next: { step: 'persiapan-teknis' }, booking: { room: 'tcm' } });
  const late = edited(results['koordinasi']?.() ?? {}, { '/waktu': '2027-01-01T00:00:00+07:00', '/dengan': 'Siapa' });
  const row6 = coordinated({ note: 'Sudah.', result: late }, config);
  expect(last(row6)?.kind).toBe('accepted');
});
