import { describe, expect, it } from 'vitest';
import { courseOf } from '#domain/case/course/course.ts';
import { fold } from '#domain/case/state/state.ts';
import { roleNames, situationOf } from '#domain/words/case-situation.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { statusSentence } from '#domain/words/status.ts';
import { catalogueOf } from '#tests/support/catalogue.ts';
import fc from '#tests/support/fast-check.ts';
import { roles, sop, Walk, world } from '#tests/support/walked-case.ts';
import { exportCase, exportJournal, type JournalLine } from './export-register.ts';
import { exportRegister } from '#tests/support/export-register.ts';
import { usesNow } from '#public/site/pages/room-pages.ts';
import { caseEvents } from './events.ts';
import { publicSituation } from './situation.ts';
import { summarise } from './summary.ts';

const exported = (walk: Walk) => {
  const one = exportJournal(walk.sealed(), world([]))?.case;
  if (!one) throw new Error('The journal opens no case.');
  return one;
};
/** Returns all that is published of these cases: data, chains, and the sources of lists and search. */
const everything = (...walks: Walk[]): string => {
  const { publication, dossiers } = exportRegister(world(walks));
  return [
    JSON.stringify(publication),
    ...dossiers.flatMap(({ case: one, chain }) => [
      JSON.stringify(one),
      chain,
      JSON.stringify(summarise(one, publication.names)),
    ]),
  ].join('\n');
};

describe('R32: everybody sees how a case goes', () => {
  it('R32: the data of a case say whose turn it is, since when, and until when', () => {
    const one = exported(new Walk(7).to('disposisi'));
    expect(one).toMatchObject({ id: 'PMK-2026-7', status: 'running', rows: 10, waiting: { roles: ['kepala-dinas'] } });
    expect(one.visits.at(-1)).toMatchObject({ row: 3, opened: '2026-11-25T02:03:00Z', due: '2026-11-25T02:33:00Z' });
  });

  it('R32: the data of a case have allowed and used time, and how late an act was', () => {
    const one = exported(new Walk(7).to('disposisi').wait(42).approve({ note: 'x' }));
    expect(one.visits.at(-2)).toMatchObject({ used: 42 * 60, allowed: 30 * 60, late: 12 * 60, outcome: 'approved' });
  });

  it('R32: the data of a case have `late`, `withApplicant` and `explanation` only if there is something to say', () => {
    const one = exported(new Walk(7).to('disposisi'));
    const [, received, current] = one.visits;
    for (const name of ['late', 'withApplicant', 'explanation'])
      expect([received, current, ...one.visits.flatMap(({ entries }) => entries)].map(Object), name).not.toContainEqual(
        expect.objectContaining({ [name]: expect.anything() }),
      );
    const walk = new Walk(7).to('disposisi');
    const deadline = walk.entries.at(-1)?.next?.deadline;
    const skipped = [{ date: '2026-11-28', because: 'weekend' }];
    Object.assign(deadline ?? {}, { skipped, zone: 'Asia/Jayapura' });
    expect(exported(walk).visits.at(-1)?.explanation).toEqual({ skipped, zone: 'Asia/Jayapura' });
  });

  it('R52: an answer is listed in the visit whose record it answers, also if another step is current by then', () => {
    const walk = new Walk(7).to('laporan-walikota').wait(1);
    walk.add('answered', { step: 'disposisi', visit: 1, who: walk.holder('kabid-aptika'), note: 'x' });
    const one = exported(walk.wait(1).approve({ note: 'x' }));
    expect(one.visits.map(({ step, entries }) => [step, ...entries.map(({ kind }) => kind)])).toEqual([
      ['pengajuan', 'submitted'],
      ['penerimaan', 'accepted'],
      ['disposisi', 'accepted', 'answered'],
      ['laporan-walikota', 'accepted'],
      ['arahan-walikota'],
    ]);
    expect(caseEvents(one, undefined).find(({ kind }) => kind === 'answered')?.row).toBe(3);
  });

  it('R35: the first of two approvals, with a result, is shown as a recorded result, on the page and in lists', () => {
    const one = exported(new Walk(7).to('pengecekan').approve({ partial: true, result: { ketersediaan: 'tersedia' } }));
    const [first] = one.visits.at(-1)?.entries ?? [];
    expect(first && entryKind(first).id).toBe('Hasil dicatat');
    expect(
      caseEvents(one, undefined)
        .map((event) => entryKind(event).id)
        .at(-1),
    ).toBe('Hasil dicatat');
  });

  it('R6, R35: an Approve whose outcome has a reason is shown as a recorded result only if the act has a result', () => {
    const because = { id: 'uji koneksi gagal', en: 'the connection test failed' };
    const words = (more: object): string[] => {
      const one = exported(new Walk(7).to('pengecekan').approveTo('pemberitahuan-alternatif', { because, ...more }));
      const [led] = one.visits.at(-2)?.entries ?? [];
      return [
        led && entryKind(led).id,
        caseEvents(one, undefined)
          .map((event) => entryKind(event).id)
          .at(-1),
      ].map(String);
    };
    expect(words({ result: { ketersediaan: 'tersedia' } })).toEqual(['Hasil dicatat', 'Hasil dicatat']);
    expect(words({})).toEqual(['Dilanjutkan', 'Dilanjutkan']);
  });

  it('R22: the summary of a case is `near` after the journaled reminder, and `overdue` after the journaled level overdue', () => {
    const known = (walk: Walk) => summarise(exported(walk), exportRegister(world([walk])).publication.names).turn;
    const walk = new Walk(7).to('disposisi');
    expect(known(walk)).toMatchObject({ near: false, overdue: false });
    expect(known(walk.wait(24).level(0.8, 'remind'))).toMatchObject({ near: true, overdue: false });
    expect(known(walk.wait(6).level(1))).toMatchObject({ near: false, overdue: true });
  });

  it('R17, R32: the data of a case say who acted, in which role, and by which decree', () => {
    const acting = { kind: 'plh', decree: 'SP/7/2026' } as const;
    const who = { id: 9, login: 'contoh', name: 'Contoh', role: 'tu', acting };
    const one = exported(new Walk(7).submit().approve({ who }));
    const { id: _id, ...shown } = who;
    expect(one.visits[1]?.entries[0]?.who).toEqual(shown);
  });

  it('R2: a double click is not published', () => {
    const walk = new Walk(7)
      .submit()
      .refuse('already-acted')
      .refuse('out-of-turn', { detail: { role: 'tu' } });
    expect(
      exported(walk)
        .visits.at(-1)
        ?.entries.map(({ reason }) => reason),
    ).toEqual(['out-of-turn']);
  });

  it('R18: superseded acts are kept, and name the entry that superseded them', () => {
    const one = exported(new Walk(7).to('koordinasi').supersede());
    const acts = one.visits.flatMap(({ entries }) => entries).filter(({ kind }) => kind === 'accepted');
    expect(acts.map(({ superseded }) => superseded)).toEqual([6, 6, 6, 6]);
    expect(publicSituation(one, { procedure: sop, roleName: (id) => ({ id, en: id }) })).toMatchObject({
      row: 2,
      visit: 2,
      after: { kind: 'superseded', lost: 4, row: 2 },
    });
  });

  it('R5: the data say which of several roles have approved', () => {
    const one = exported(new Walk(7).to('pengecekan').approve({ partial: true }));
    expect(one.waiting).toEqual({
      ...{ roles: ['subkor-ile', 'staf-operator'], needed: 2, given: 1, approved: ['subkor-ile'] },
      ...{ missing: ['staf-operator'], joined: 'and' },
    });
  });

  it('R32: the data of a returned case say why it was returned, and that the turn is the applicant’s', () => {
    const one = exported(new Walk(7).to('disposisi').changes('Surat belum ditandatangani.'));
    expect(one.status).toBe('applicant');
    expect(publicSituation(one, { procedure: sop, roleName: (id) => ({ id, en: id }) })).toMatchObject({
      withApplicant: true,
      after: { kind: 'returned', row: 3, reason: 'Surat belum ditandatangani.' },
    });
  });

  it('R32: the data of an ended case say how it ended', () => {
    const done = exported(new Walk(7).to('pelaksanaan').wait(60).approve());
    expect(done).toMatchObject({ status: 'completed', end: { kind: 'completed', row: 10 } });
    expect(exported(new Walk(8).to('koordinasi').reject('Bukan krisis.')).end).toMatchObject({
      reason: 'Bukan krisis.',
    });
    expect(exported(new Walk(9).submit().withdraw()).status).toBe('withdrawn');
  });
});

describe('R15: the export states what the journal folds to', () => {
  const step = fc.constantFrom('approve', 'changes', 'supersede', 'refuse', 'rung', 'reject');
  const play = (walk: Walk, moves: readonly string[]): Walk => {
    walk.submit();
    for (const move of moves) {
      const state = fold(walk.entries);
      if (!state || state.end) break;
      walk.wait(7);
      if (state.visit.withApplicant) walk.submit();
      else if (move === 'changes' && sop.steps.find(({ id }) => id === state.visit.step)?.outcomes.changes)
        walk.changes('alasan');
      else if (move === 'supersede') walk.supersede();
      else if (move === 'refuse') walk.refuse('stale');
      else if (move === 'rung') walk.level(1);
      else if (move === 'reject') walk.reject('alasan');
      else walk.approve({ note: 'x' });
    }
    return walk;
  };

  it('R15: step, visit, end, agenda number and valid acts are exported as the journal has them, for any history', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (moves) => {
        const walk = play(new Walk(3), moves);
        const state = fold(walk.entries);
        const one = exported(walk);
        const current = one.visits.at(-1);
        expect([current?.step, current?.visit]).toEqual([state?.visit.step, state?.visit.visit]);
        expect(one.end?.kind).toBe(state?.end?.kind);
        expect(one.agenda).toEqual(state?.agenda);
        const acts = one.visits.flatMap(({ entries }) => entries).filter((entry) => entry.kind === 'accepted');
        expect(acts.filter(({ superseded }) => superseded === undefined).map(({ seq }) => seq)).toEqual(
          state?.acts.map(({ seq }) => seq),
        );
      }),
    );
  });
});

describe('R35: one fact, one sentence', () => {
  const PLH = {
    ...{ id: 9, login: 'contoh', name: 'Contoh', role: 'kepala-dinas' },
    acting: { kind: 'plh', decree: 'CONTOH/PLH/1' } as const,
  };
  const { zone } = sop;
  const names = roleNames(roles);

  it.each([
    ['a turn', new Walk(1).to('disposisi')],
    ['a turn of several roles, of which one has approved', new Walk(2).to('pengecekan').approve({ partial: true })],
    ['a return with its reason', new Walk(3).to('disposisi').changes('Surat belum ditandatangani.')],
    ['a time that has passed', new Walk(4).to('disposisi').wait(30).level(1)],
    ['a changed request', new Walk(5).to('koordinasi').supersede()],
    ['a second visit', new Walk(6).to('disposisi').changes('Perbaiki.').wait(9).submit().wait(2).approve()],
    [
      'a completed case, late in one row',
      new Walk(7).to('disposisi').wait(42).approve({ note: 'x' }).to('pelaksanaan').approve(),
    ],
    ['a failed case', new Walk(8).to('pelaksanaan').changes('Acara dibatalkan.')],
    ['a rejected case', new Walk(9).to('koordinasi').reject('Bukan krisis.')],
    ['a withdrawn case', new Walk(10).submit().withdraw()],
    ['a return by an acting official', new Walk(11).to('disposisi').changes('Belum lengkap.', { who: PLH })],
    ['a rejection by an acting official', new Walk(12).to('disposisi').reject('Bukan krisis.', { who: PLH })],
  ])('R35: the page states %s in the words of the comment', (_what, walk) => {
    const state = fold(walk.entries);
    if (!state) throw new Error('The journal opens no case.');
    const inComment = statusSentence(situationOf(courseOf(walk.entries, sop), sop, names), { zone });
    const onPage = statusSentence(publicSituation(exported(walk), { procedure: sop, roleName: names }), { zone });
    expect(onPage).toEqual(inComment);
  });

  it.each([
    [
      'a return',
      new Walk(11).to('disposisi').changes('Belum lengkap.', { who: PLH }),
      'Dikembalikan Plh. Kepala Dinas',
    ],
    [
      'a rejection',
      new Walk(12).to('disposisi').reject('Bukan krisis.', { who: PLH }),
      'Ditolak oleh Plh. Kepala Dinas',
    ],
  ])('R17, R35: page and events name an acting official as such: %s', (_what, walk, says) => {
    const one = exported(walk);
    expect(statusSentence(publicSituation(one, { procedure: sop, roleName: names }), { zone }).id).toContain(says);
    expect(caseEvents(one, undefined).at(-1)).toMatchObject({ role: 'kepala-dinas', acting: { kind: 'plh' } });
  });
});

describe('R11: what is not public is never published (security row 26)', () => {
  const INTERNAL = 'KENARI';
  const leak = (text: string) => expect(text).not.toContain(INTERNAL);
  const request = {
    pemohon: { nama: INTERNAL, telepon: INTERNAL },
    krisis: { uraian: INTERNAL },
    tak_dikenal: INTERNAL,
  };
  const attachments = [
    { path: `a/${INTERNAL}.pdf`, oid: INTERNAL, sha256: INTERNAL, type: 'application/pdf', size: 1 },
  ];
  const problem = {
    ...{ file: INTERNAL, path: '/x', code: 'c', expected: INTERNAL, received: INTERNAL },
    message: { id: 'm', en: 'm' },
  };
  const opens = {
    ...{ case: 'PMK-2026-5', number: 5, branch: INTERNAL, path: INTERNAL },
    procedure: { path: 'sops/protokol-manajemen-krisis.yaml', blob: 'b'.repeat(40) },
    schema: { path: 'schemas/permohonan-tcm.schema.json', blob: 'c'.repeat(40) },
    applicant: { id: 42, login: INTERNAL },
  };
  const applicant = { id: 42, login: INTERNAL, name: INTERNAL };
  const full = () =>
    new Walk(5)
      .submit(request, { attachments, opens, who: applicant })
      .approve({ note: INTERNAL, words: INTERNAL, digest: INTERNAL })
      .refuse('applicant', { who: applicant, note: INTERNAL, problems: [problem] })
      .refuse('no-role', { who: { id: 77, login: INTERNAL }, detail: { account: INTERNAL } })
      .changes('alasan')
      .add('submission-refused', { who: applicant, request, attachments, problems: [problem], gesture: 'submit' });

  it('R11: an internal field, a note, an attachment and the applicant are in no published file', () => {
    leak(everything(full()));
  });

  it('R27: the export does not read the private part of an entry', () => {
    const guarded = full()
      .sealed()
      .lines.map(
        (line): JournalLine =>
          ({
            id: line.id,
            public: line.public,
            get private(): never {
              throw new Error('The export reads a private part.');
            },
          }) as JournalLine,
      );
    expect(exportCase(5, guarded, world([]))?.id).toBe('PMK-2026-5');
  });

  it.each(['terbatas', 'rahasia', 'sangat rahasia'])(
    'R11: the public sees only id, row and times of a case whose letter is %s',
    (nature) => {
      const walk = new Walk(5).submit(
        {},
        { nature, slot: { room: 'tcm', start: '2026-11-26T01:00:00Z', end: '2026-11-26T02:00:00Z' } },
      );
      walk
        .wait(9)
        .approve()
        .wait(2)
        .changes(INTERNAL, { who: { id: 1, login: INTERNAL, name: INTERNAL, role: 'kepala-dinas' } });
      const one = exported(walk);
      expect(Object.keys(one).sort()).toEqual(
        [
          'id',
          'narrowed',
          'number',
          'procedure',
          'register',
          'rows',
          'status',
          'submitted',
          'updated',
          'visits',
        ].sort(),
      );
      const keys = one.visits.flatMap((visit) => Object.keys(visit));
      expect([...new Set(keys)].sort()).toEqual([
        'begins',
        'due',
        'ended',
        'entries',
        'late',
        'opened',
        'row',
        'visit',
      ]);
      expect(one.visits.every(({ entries }) => entries.length === 0)).toBe(true);
      leak(everything(walk));
    },
  );

  it('R11: a case whose letter becomes rahasia later is restricted as a whole, and stays restricted', () => {
    const walk = new Walk(5).to('disposisi').changes(INTERNAL).submit({}, { nature: 'rahasia' }).approve();
    leak(everything(walk));
    walk.changes('x').submit({}, { nature: 'biasa' });
    expect(exported(walk).narrowed).toBe(true);
    leak(everything(walk));
  });

  it('R11: how a restricted case ended is not published', () => {
    const one = exported(new Walk(5).submit({}, { nature: 'rahasia' }).approve().reject('x'));
    expect(one.status).toBe('ended');
    expect(one.end).toBeUndefined();
  });

  it('R11, R24: the room of a restricted case is shown as taken, and the case is not named', () => {
    const booking = { room: 'tcm', start: '2026-11-26T01:00:00Z', end: '2026-11-26T02:00:00Z' };
    const walks = [new Walk(5).submit({}, { nature: 'rahasia' }), new Walk(6).submit()];
    const bookings = [
      { ...booking, case: 'PMK-2026-5', number: 5 },
      { ...booking, room: 'lain', case: 'PMK-2026-6', number: 6 },
    ];
    const { publication, dossiers } = exportRegister(world(walks, { index: { bookings } }));
    const cases = dossiers.map((each) => summarise(each.case, publication.names));
    const catalogue = catalogueOf(cases);
    catalogue.hold(publication.bookings);
    expect(usesNow({ ...publication, catalogue })).toEqual([
      { ...booking, room: 'lain', state: 'held', case: 'PMK-2026-6', procedure: sop.id },
      { ...booking, state: 'held' },
    ]);
  });
});

describe('R11, R32: what changed since the last round, as far as the public sees it', () => {
  const request = (participants: number, more: object = {}, name = 'RAHASIA-SATU') => ({
    pemohon: { instansi: 'Dinas Contoh', nama: name, telepon: '080000000000' },
    pelaksanaan: { peserta: participants, ...more },
    lampiran: ['surat.pdf'],
  });
  const file = (name: string, sha256: string) => ({
    path: `requests/2026/x/${name}`,
    oid: sha256,
    sha256,
    type: 'application/pdf',
    size: 1,
  });
  const letter = (digest: string) => ({ attachments: [file('surat.pdf', digest.repeat(64))] });
  /** Returns a case that was returned at row 3 and submitted again. */
  const twice = (second: Record<string, unknown>, more: Parameters<Walk['submit']>[1] = letter('a')) =>
    new Walk(7).submit(request(12), letter('a')).approve().changes('Belum lengkap.').submit(second, more);
  const changesOf = (walk: Walk) =>
    exported(walk).visits.flatMap(({ entries }) => entries.flatMap(({ changes }) => changes ?? []));

  it('R11, R32: public fields that changed are published with both values, at the submission that changed them', () => {
    expect(changesOf(twice(request(14)))).toEqual([
      { since: 1, fields: [{ path: '/pelaksanaan/peserta', before: 12, after: 14 }] },
    ]);
    expect(changesOf(new Walk(7).submit(request(12)))).toEqual([]);
  });

  it('R11: a changed number of attachments is published, and their names and digests never', () => {
    const two = { attachments: [...letter('a').attachments, file('peta-rahasia.pdf', 'b'.repeat(64))] };
    const walk = twice(request(12), two);
    expect(changesOf(walk)).toEqual([{ since: 1, fields: [], attachments: { before: 1, after: 2 } }]);
    expect(everything(walk)).not.toMatch(/peta-rahasia|b{64}/);
  });

  it('security row 26: an internal field that changed, and a replaced letter, leave no trace', () => {
    const reported = (walk: Walk) => {
      const { visits } = exported(walk);
      return visits.map(({ entries }) => entries.map(({ id: _id, leaf: _leaf, ...each }) => each));
    };
    const same = reported(twice(request(12)));
    const secret = twice(request(12, {}, 'RAHASIA-DUA'), letter('c'));
    expect(reported(secret)).toEqual(same);
    expect(everything(secret)).not.toMatch(/RAHASIA|c{64}/);
    expect(changesOf(secret)).toEqual([{ since: 1, fields: [] }]);
    // A part without public fields is added and removed without a trace.
    expect(reported(twice({ ...request(12), surat: { srikandi: 'RAHASIA-TIGA' } }))).toEqual(same);
  });

  it('security row 26: no change of a restricted case is published, also if the later round restricted it', () => {
    const restrictedCase = twice(request(14), { ...letter('c'), nature: 'rahasia' });
    expect(changesOf(restrictedCase)).toEqual([]);
    const [dossier] = exportRegister(world([restrictedCase])).dossiers;
    expect(`${JSON.stringify(dossier?.case)}${dossier?.chain}`).not.toMatch(/peserta|"changes"|Belum lengkap/);
  });
});
