import { describe, expect, test } from 'vitest';
import { DRAFT_LABEL } from '#domain/case/push/sign.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import {
  acts,
  applicant,
  caseAt,
  findBusy,
  edited,
  History,
  type Json,
  office,
  request,
  results,
  run,
  type Run,
  SUBMITTED,
  shown,
  walk,
  wib,
  wrong,
} from '../support/world.ts';

const NOON = wib(1, '12:00');
const other = request({ '/kegiatan/judul': 'Judul lain' });
const last = (history: History, count: number, now = NOON) => acts(run(history, [], now).journal).slice(-count);

describe('R18: a push while the case is not with the applicant', () => {
  test('R18: a push with the same content changes nothing, although the commit is another', () => {
    const history = caseAt('arahan-walikota');
    history.push(wib(1, '08:10'), request());
    expect(last(history, 1)).toEqual(['accepted laporan-walikota#1 → arahan-walikota#1']);
  });

  test('R18: a push with other valid content sends the case to receipt, and every act is superseded', () => {
    const history = caseAt('persiapan-teknis');
    expect(run(history, [], wib(1, '08:09')).state).toMatchObject({ booking: { room: 'tcm' } });
    const push = history.push(wib(1, '08:20'), other);
    const { journal, state } = run(history, [], NOON);
    const entry = journal.find(({ kind }) => kind === 'superseded');
    expect(shown(entry ? [entry] : [])).toEqual(['superseded persiapan-teknis#1 → penerimaan#2']);
    expect(entry).toMatchObject({
      supersedes: true,
      releases: true,
      head: { oid: push.head },
      request: other,
      slot: { room: 'tcm' },
    });
    expect(state).toMatchObject({ acts: [], booking: undefined, request: other, digest: entry?.digest });
    expect(state?.agenda).toEqual({ year: 2026, number: 1 });
  });

  test('R18: a push with invalid content gives the case to the applicant, who must fix it before submitting', () => {
    const history = caseAt('koordinasi');
    history.push(wib(1, '08:10'), request({ '/kegiatan/judul': '' }), { problems: [wrong] });
    history.sign(wib(1, '08:11'));
    expect(last(history, 2)).toEqual(['superseded koordinasi#1 → perbaikan#1', 'submission-refused perbaikan#1']);
    history.push(wib(1, '08:12'), other);
    expect(last(history, 1)).toEqual(['submitted perbaikan#1 → penerimaan#2']);
    expect(run(history, [], NOON).state?.request).toEqual(other);
  });

  test('R18: a push that changes only an attachment supersedes the acts', () => {
    const history = caseAt('disposisi');
    history.push(wib(1, '08:10'), request(), { attachments: ['lain.pdf'], problems: [wrong] });
    expect(run(history, [], NOON).journal.at(-1)).toMatchObject({ kind: 'superseded', who: { id: applicant.id } });
  });

  test('R18: a push back to content that was judged before supersedes the acts too', () => {
    const history = caseAt('disposisi');
    const [first] = history.contents.keys();
    history.push(wib(1, '08:10'), other);
    history.push(wib(1, '08:11'), undefined, { oid: first ?? '' });
    expect(last(history, 2)).toEqual([
      'superseded disposisi#1 → penerimaan#2',
      'superseded penerimaan#2 → penerimaan#3',
    ]);
    expect(run(history, [], NOON).state?.request).toEqual(request());
  });

  test('R18: a push after the ending act changes nothing', () => {
    const history = caseAt('end');
    history.push(wib(7, '11:00:30'), other);
    expect(run(history, [], wib(7, '12:00')).state?.request).toEqual(request());
    expect(last(history, 1, wib(7, '12:00'))).toEqual(['accepted pelaksanaan#1 → completed']);
  });

  test('R11, R18: a push can restrict an open case, and cannot lift the restriction', () => {
    const history = caseAt('disposisi');
    history.push(wib(1, '08:10'), request({ '/surat/sifat': 'rahasia' }));
    expect(run(history, [], NOON).state?.nature).toBe('rahasia');
    history.push(wib(1, '08:11'), request());
    expect(run(history, [], NOON).state?.nature).toBe('rahasia');
  });
});

describe('R18, security 7 and 8: what an act attests', () => {
  test('R18: an act attests the content at its time, whatever commit the forge shows later', () => {
    const history = caseAt('penerimaan');
    const approval = history.approve(wib(1, '08:05'), 'contoh-tu');
    const { head } = history.push(wib(1, '08:06'), other);
    history.shows(approval, { commit: head });
    const { journal, state } = run(history, [], NOON);
    const accepted = journal.find(({ kind }) => kind === 'accepted');
    expect(accepted?.digest).toBe(journal[0]?.digest);
    expect(accepted?.head?.oid).not.toBe(head);
    expect(state?.visit).toMatchObject({ step: 'penerimaan', visit: 2 });
  });

  test('R18: an act made on an earlier commit with other content is stale', () => {
    const history = caseAt('penerimaan');
    const [first] = history.contents.keys();
    history.push(wib(1, '08:05'), other);
    history.approve(wib(1, '08:06'), 'contoh-tu', { ...(first ? { commit: first } : {}) });
    expect(run(history, [], NOON).journal.find(({ kind }) => kind === 'refused')?.reason).toBe('stale');
  });

  test('R18: an act made on a draft commit that was never judged is stale', () => {
    const history = new History({ branch: 'cms/contoh' });
    const saved = history.push(wib(1, '07:40'), other);
    history.push(wib(1, '07:50'), request());
    history.sign(wib(1, '08:00'));
    history.approve(wib(1, '08:01'), 'contoh-tu', { commit: saved.head });
    expect(run(history, [], wib(1, '08:01')).journal.at(-1)?.reason).toBe('stale');
  });

  test('R18: an act made on an earlier commit with the same content is accepted', () => {
    const history = caseAt('penerimaan');
    const [first] = history.contents.keys();
    history.push(wib(1, '08:02'), request());
    history.approve(wib(1, '08:03'), 'contoh-tu', { ...(first ? { commit: first } : {}) });
    expect(last(history, 1)).toEqual(['accepted penerimaan#1 → disposisi#1']);
  });

  test.each([
    ['approve', 'too-early'],
    ['changes', 'stale'],
  ] as const)(
    'R18: a review (%s) that is shown only after the content changed is refused, also from the account on turn',
    (verdict, reason) => {
      const history = caseAt('penerimaan');
      const review = history.review(wib(1, '08:02'), verdict, 'contoh-tu', 'Sudah dibaca.');
      history.seenFrom(review, wib(1, '08:04'));
      history.push(wib(1, '08:03'), other);
      const before = run(history, [], wib(1, '08:03')).journal;
      expect(shown(run(history, before, wib(1, '08:04')).entries)).toEqual([
        `refused penerimaan#2 (${reason}) (seen late)`,
      ]);
    },
  );
});

describe('R18: a revision by the applicant', () => {
  /** Returns a case in row 8 with the applicant: the room is taken, and another day is offered. */
  const considering = (changes: Json = {}, attachments: readonly string[] = []): History => {
    const history = new History({ branch: 'cms/contoh' });
    history.push(wib(1, '07:50'), request(changes), { attachments });
    history.sign(SUBMITTED);
    walk(history, 'pengecekan', SUBMITTED);
    findBusy(history, wib(1, '08:10'));
    history.approve(wib(1, '08:11'), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
    return history;
  };
  const moved: Json = edited(request(), {
    '/pelaksanaan/mulai': '2026-12-08T09:00:00+07:00',
    '/pelaksanaan/selesai': '2026-12-08T11:00:00+07:00',
  });

  test('R18: a revision within the sections of its step resumes at row 7, and earlier acts stay valid', () => {
    const history = considering();
    history.push(wib(1, '08:20'), moved);
    history.sign(wib(1, '08:21'));
    const { state } = run(history, [], NOON);
    expect(last(history, 1)).toEqual(['submitted pertimbangan-alternatif#1 → pengecekan#2']);
    expect(state?.acts.map(({ step }) => step)).toContain('arahan-walikota');
  });

  test('R18: tidied blanks and empty fields keep a revision within its sections', () => {
    const tidied = { '/krisis/uraian': ' Contoh rekaan: \r\nbanjir. \n', '/kegiatan/catatan': '' };
    const history = considering(tidied);
    history.push(
      wib(1, '08:20'),
      edited(moved, { '/krisis/uraian': 'Contoh rekaan:\nbanjir.', '/lampiran': undefined }),
    );
    history.sign(wib(1, '08:21'));
    expect(run(history, [], NOON).state?.acts.map(({ step }) => step)).toContain('arahan-walikota');
    expect(last(history, 1)).toEqual(['submitted pertimbangan-alternatif#1 → pengecekan#2']);
  });

  test('R18: a revision that removes a word along with blanks goes to receipt', () => {
    const history = considering({ '/krisis/uraian': 'Contoh rekaan: banjir. \n' });
    history.push(wib(1, '08:20'), edited(moved, { '/krisis/uraian': 'Contoh rekaan:' }));
    history.sign(wib(1, '08:21'));
    expect(run(history, [], NOON).state).toMatchObject({ visit: { step: 'penerimaan' }, acts: [] });
  });

  test('R18: a revision beyond the sections of its step goes to receipt, and the acts are superseded', () => {
    const history = considering();
    history.push(wib(1, '08:20'), edited(moved, { '/kegiatan/judul': 'Lain' }));
    history.sign(wib(1, '08:21'));
    const { journal, state } = run(history, [], NOON);
    expect(journal.findLast(({ kind }) => kind === 'submitted')).toMatchObject({ supersedes: true });
    expect(state).toMatchObject({ visit: { step: 'penerimaan', visit: 2 }, acts: [] });
  });

  test('R18: a changed attachment is beyond every section, also under the same name', () => {
    const history = considering({ '/lampiran': ['surat.pdf'] }, ['surat.pdf']);
    history.push(wib(1, '08:20'), edited(moved, { '/lampiran': ['surat.pdf'] }), { attachments: ['surat.pdf=2'] });
    history.sign(wib(1, '08:21'));
    expect(run(history, [], NOON).state?.visit.step).toBe('penerimaan');
    const kept = considering({ '/lampiran': ['surat.pdf'] }, ['surat.pdf']);
    kept.push(wib(1, '08:20'), edited(moved, { '/lampiran': ['surat.pdf'] }), { attachments: ['surat.pdf'] });
    kept.sign(wib(1, '08:21'));
    expect(run(kept, [], NOON).state?.visit.step).toBe('pengecekan');
  });

  test('R18: a revision in a step without sections supersedes the acts that attested the changed content', () => {
    const history = caseAt('koordinasi');
    history.changes(wib(1, '08:10'), 'contoh-kabid-aptika', 'Judul keliru.');
    history.push(wib(1, '08:11'), other);
    history.sign(wib(1, '08:12'));
    expect(run(history, [], NOON).state).toMatchObject({ visit: { step: 'penerimaan' }, acts: [] });
  });

  test('R6, R18: if the applicant’s time passes without a push, the acts stay valid, also after an earlier changed request', () => {
    const config = structuredClone(office);
    for (const { value } of config.procedures.values()) {
      const step = stepOf(value, 'pertimbangan-alternatif');
      Object.assign(step.time, { limit: 'PT2H' });
      Object.assign(step.outcomes, { timeout: { to: 'pengecekan' } });
    }
    const history = caseAt('disposisi', { config });
    history.push(wib(1, '08:02'), other);
    walk(history, 'pengecekan', wib(1, '08:02'));
    findBusy(history, wib(1, '08:10'));
    history.approve(wib(1, '08:11'), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
    const before = run(history, [], wib(1, '08:12'));
    expect(before.state).toMatchObject({ request: other, visit: { step: 'pertimbangan-alternatif' } });
    const { entries, state } = run(history, before.journal, wib(1, '10:11'));
    expect(acts(entries)).toEqual(['timed-out pertimbangan-alternatif#1 → pengecekan#2']);
    expect(state?.acts).toEqual(before.state?.acts);
  });

  test('R18: a revision that changes nothing resumes at row 7 too', () => {
    const history = considering();
    history.sign(wib(1, '08:21'));
    expect(run(history, [], NOON).state).toMatchObject({ visit: { step: 'pengecekan', visit: 2 } });
  });
});

describe('R14: the order of facts', () => {
  test('R14: facts of one second are judged in the order push, label, review, close', () => {
    const history = caseAt('penerimaan');
    const second = wib(1, '08:05');
    history.close(second, history.opener);
    history.approve(second, 'contoh-tu');
    history.push(second, other);
    expect(last(history, 3)).toEqual([
      'superseded penerimaan#1 → penerimaan#2',
      'accepted penerimaan#2 → disposisi#1',
      'withdrawn disposisi#1 → withdrawn',
    ]);
  });

  test('R14: a fact that is seen late is judged after the later entries, and its entry says so', () => {
    const history = caseAt('disposisi');
    const early = history.approve(wib(1, '08:00:30'), 'contoh-walikota', 'Setuju.');
    history.seenFrom(early, wib(1, '08:02'));
    const before = run(history, [], wib(1, '08:01:30')).journal;
    const { entries } = run(history, before, wib(1, '08:02'));
    expect(shown(entries)).toEqual(['refused disposisi#1 (out-of-turn) (seen late)']);
  });

  test('R14: a push that is seen late supersedes acts that were accepted meanwhile', () => {
    const history = caseAt('penerimaan');
    const push = history.push(wib(1, '08:02'), other);
    history.seenFrom(push, wib(1, '08:04'));
    history.approve(wib(1, '08:03'), 'contoh-tu');
    const before = run(history, [], wib(1, '08:03')).journal;
    expect(acts(before).at(-1)).toBe('accepted penerimaan#1 → disposisi#1');
    expect(shown(run(history, before, wib(1, '08:04')).entries)).toEqual([
      'superseded disposisi#1 → penerimaan#2 (seen late)',
    ]);
  });
});

describe('R19: a dismissal or an edit on the forge', () => {
  test.each(['dismissed', 'edited'] as const)(
    'R19: an act that is later %s on the forge is noted and still counts',
    (what) => {
      const history = caseAt('disposisi');
      const [approval] = history.facts.filter(({ kind }) => kind === 'review');
      if (approval) history.notice(wib(1, '08:10'), what, approval);
      const { journal, state } = run(history, [], wib(1, '08:10'));
      expect(shown(journal.slice(-1))).toEqual([`review-${what} disposisi#1`]);
      expect(state?.visit.step).toBe('disposisi');
    },
  );

  test('R19: neither the dismissal of a refused act nor the edit of a comment is journaled', () => {
    const history = caseAt('disposisi');
    const refused = history.approve(wib(1, '08:10'), 'contoh-walikota', 'Setuju.');
    const comment = history.comment(wib(1, '08:11'), 'contoh-kepala-dinas', 'Sebentar.');
    history.notice(wib(1, '08:12'), 'dismissed', refused);
    history.notice(wib(1, '08:13'), 'edited', comment);
    expect(last(history, 1)).toEqual(['refused disposisi#1 (out-of-turn)']);
  });

  test('security 11: a dismissal of an act makes no older act current again', () => {
    const history = caseAt('penerimaan');
    history.approve(wib(1, '08:01'), 'contoh-tu', 'Diterima.');
    history.changes(wib(1, '08:02'), 'contoh-kepala-dinas', 'Perbaiki.');
    const returned = history.facts.at(-1);
    history.label(wib(1, '08:03'), 'labeled', DRAFT_LABEL);
    if (returned) history.notice(wib(1, '08:04'), 'dismissed', returned);
    expect(last(history, 2)).toEqual(['accepted disposisi#1 → perbaikan#1', 'review-dismissed perbaikan#1']);
  });

  test('security 10: an act edited after it was read stays as it was read', () => {
    const history = caseAt('disposisi');
    const approval = history.approve(wib(1, '08:05'), 'contoh-kepala-dinas', 'Setuju.');
    const before = run(history, [], wib(1, '08:05')).journal;
    history.shows(approval, { body: 'Tidak setuju.' });
    history.notice(wib(1, '08:06'), 'edited', approval);
    const { journal } = run(history, before, wib(1, '08:06'));
    expect(journal.find(({ source }) => source?.id === approval.id)?.note).toBe('Setuju.');
    expect(shown(journal.slice(-1))).toEqual(['review-edited laporan-walikota#1']);
  });
});

test('R18: after its acts were superseded, a case goes through all steps again', () => {
  const history = caseAt('persiapan-teknis');
  history.push(wib(1, '08:30'), other);
  walk(history, 'end', wib(1, '08:40'));
  const { state } = run(history, [], wib(7, '12:00'));
  expect(state?.end?.kind).toBe('completed');
});

test('R7, R28: a push that names another procedure is no valid request, and the case keeps its procedure, in one run or in several', () => {
  const [entry] = office.procedures.values();
  if (!entry) throw new Error('The office has no procedure.');
  const value = { ...structuredClone(entry.value), id: 'prosedur-lain', steps: entry.value.steps.slice(0, 3) };
  const other = { path: 'sops/prosedur-lain.yaml', blob: 'd'.repeat(40), value };
  const config = { ...office, procedures: new Map([...office.procedures, [value.id, other]]) };
  const history = caseAt('disposisi', { config });
  history.push(wib(1, '08:02'), { ...request(), sop: value.id });
  history.push(wib(1, '08:03'), request());
  history.sign(wib(1, '08:04'));
  const { journal } = run(history, [], wib(1, '08:04'));
  expect(acts(journal).slice(-2)).toEqual([
    'superseded disposisi#1 → perbaikan#1',
    'submitted perbaikan#1 → penerimaan#2',
  ]);
  expect(journal.find(({ kind }) => kind === 'superseded')?.problems).toMatchObject([{ code: 'other-procedure' }]);
  const often = ['07:50:05', '08:00', '08:02', '08:03', '08:04'].reduce<Run['journal']>(
    (before, time) => run(history, before, wib(1, time)).journal,
    [],
  );
  expect(often).toEqual(journal);
});
