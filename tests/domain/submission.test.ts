import { describe, expect, test } from 'vitest';
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { PERMITS } from '../support/folders.ts';
import {
  acts,
  after,
  caseAt,
  configOf,
  draft,
  History,
  type HistoryOptions,
  request,
  run,
  SUBMITTED,
  stranger,
  wib,
  wrong,
} from '../support/world.ts';

const NOON = wib(1, '12:00');
const opened = (options: HistoryOptions = {}, content = request()): History => {
  const history = new History({ branch: 'permohonan/contoh', ...options });
  history.push(wib(1, '07:50'), content);
  history.label(wib(1, '07:51'), 'opened');
  return history;
};
const submittedAt = (history: History, now = NOON) =>
  run(history, [], now).journal.find(({ kind }) => kind === 'submitted')?.at;

test('R13: on a branch of the CMS nothing is submitted until the opener sets the label', () => {
  const history = draft();
  expect(run(history, [], NOON)).toMatchObject({ journal: [], state: undefined, refusedDraft: undefined });
  history.label(wib(1, '07:55'), 'labeled', DRAFT_LABEL);
  expect(submittedAt(history)).toBeUndefined();
  history.sign(wib(1, '08:00'));
  expect(submittedAt(history)).toBe(wib(1, '08:00'));
});

test('R8, security 32: on another base than main nothing is submitted, and the refusal names the base', () => {
  const history = opened();
  expect(run(history, [], NOON, { base: 'lain' })).toMatchObject({
    journal: [],
    refusedDraft: { problems: [{ code: 'other-base', received: '"lain"' }] },
  });
  expect(submittedAt(history)).toBe(wib(1, '07:51'));
});

test('R13, security 9: the label set by anybody else submits nothing', () => {
  const history = draft();
  history.label(wib(1, '07:55'), 'labeled', SUBMIT_LABEL, stranger);
  expect(submittedAt(history)).toBeUndefined();
  history.push(wib(1, '07:58'), request());
  expect(submittedAt(history)).toBeUndefined();
});

test('R13: on a branch outside cms/, opening a pull request that is no draft submits the request', () => {
  expect(submittedAt(opened())).toBe(wib(1, '07:51'));
});

test('R13: a draft is submitted when its opener marks it ready', () => {
  const history = opened({ draft: true });
  expect(submittedAt(history)).toBeUndefined();
  history.label(wib(1, '08:20'), 'ready');
  expect(submittedAt(history)).toBe(wib(1, '08:20'));
});

test('R13: an invalid submission keeps the sign, and the opener’s first valid push submits', () => {
  const history = draft({ request: request({ '/kegiatan/judul': '' }) });
  history.push(wib(1, '07:55'), request({ '/kegiatan/judul': '' }), { problems: [wrong] });
  history.sign(wib(1, '08:00'));
  const refused = run(history, [], NOON);
  expect(refused.journal).toEqual([]);
  expect(refused.refusedDraft?.problems).toEqual([wrong]);
  history.push(wib(1, '08:20'), request({ '/kegiatan/judul': 'Benar' }));
  expect(submittedAt(history)).toBe(wib(1, '08:20'));
});

test('R13: a draft whose sign was taken back is a draft again, not a refused submission', () => {
  const history = draft();
  history.push(wib(1, '07:55'), request(), { problems: [wrong] });
  history.sign(wib(1, '08:00'));
  history.label(wib(1, '08:10'), 'unlabeled', SUBMIT_LABEL);
  expect(run(history, [], NOON).refusedDraft).toBeUndefined();
});

test('R9, R12: the checks of start and room use the time of submission, and report all reasons at once', () => {
  const late = request({ '/pelaksanaan/mulai': '2026-12-01T07:00:00+07:00', '/pelaksanaan/peserta': 500 });
  const history = draft({ request: late });
  history.sign(SUBMITTED);
  expect(run(history, [], NOON).refusedDraft?.problems.map(({ code }) => code)).toEqual([
    'start-not-in-future',
    'room-too-small',
  ]);
});

test('R9: a start that was in the future at submission is accepted in a late run', () => {
  const history = draft();
  history.sign(SUBMITTED);
  expect(submittedAt(history, wib(20, '08:00'))).toBe(SUBMITTED);
});

test('R12: a request for an unknown procedure is refused with that reason', () => {
  const history = draft({ request: request({ '/sop': 'tidak-ada' }) });
  history.sign(SUBMITTED);
  expect(run(history, [], NOON).refusedDraft?.problems[0]).toMatchObject({
    code: 'unknown-procedure',
    received: 'tidak-ada',
  });
});

test('R13: on return only a new sign of the opener submits, and the content may be unchanged', () => {
  const history = caseAt('penerimaan');
  history.changes(wib(1, '08:05'), 'contoh-tu', 'Mohon periksa lagi.');
  history.push(wib(1, '08:06'), request());
  expect(run(history, [], NOON).state?.visit.step).toBe('perbaikan');
  history.sign(wib(1, '08:10'));
  expect(acts(run(history, [], NOON).journal).slice(-2)).toEqual([
    'accepted penerimaan#1 → perbaikan#1',
    'submitted perbaikan#1 → penerimaan#2',
  ]);
});

test('R13: on a branch outside cms/, a submission after a return needs the label', () => {
  const history = opened();
  history.changes(wib(1, '08:05'), 'contoh-tu', 'Mohon periksa lagi.');
  history.push(wib(1, '08:06'), request({ '/kegiatan/judul': 'Lain' }));
  history.label(wib(1, '08:07'), 'draft');
  history.label(wib(1, '08:08'), 'ready');
  expect(run(history, [], NOON).state?.visit.step).toBe('perbaikan');
  history.sign(wib(1, '08:10'));
  expect(run(history, [], NOON).state?.visit).toMatchObject({ step: 'penerimaan', visit: 2 });
});

test('R13: after a return, making a draft ready is no sign; if the label is set, the request is judged once more', () => {
  const history = opened();
  history.changes(wib(1, '08:05'), 'contoh-tu', 'Mohon periksa lagi.');
  history.push(wib(1, '08:06'), request({ '/kegiatan/judul': '' }), { problems: [wrong] });
  history.label(wib(1, '08:07'), 'draft');
  // The label alone is the sign, also on a draft of the forge.
  history.sign(wib(1, '08:08'));
  const refused = 'submission-refused perbaikan#1';
  expect(acts(run(history, [], NOON).journal).slice(-1)).toEqual([refused]);
  history.label(wib(1, '08:09'), 'ready');
  expect(acts(run(history, [], NOON).journal).slice(-2)).toEqual([refused, refused]);
  history.label(wib(1, '08:10'), 'unlabeled', SUBMIT_LABEL);
  history.push(wib(1, '08:11'), request({ '/kegiatan/judul': 'Benar' }));
  history.label(wib(1, '08:12'), 'draft');
  history.label(wib(1, '08:13'), 'ready');
  expect(run(history, [], NOON).state?.visit.step).toBe('perbaikan');
  history.sign(wib(1, '08:14'));
  expect(run(history, [], NOON).state?.visit).toMatchObject({ step: 'penerimaan', visit: 2 });
});

test('R12, R13: an invalid submission after a return is journaled with every reason, and the case stays with the applicant', () => {
  const history = caseAt('penerimaan');
  history.changes(wib(1, '08:05'), 'contoh-tu', 'Judul belum ada.');
  history.push(wib(1, '08:06'), request({ '/kegiatan/judul': '' }), { problems: [wrong] });
  history.sign(wib(1, '08:10'));
  const { journal, state } = run(history, [], NOON);
  expect(journal.at(-1)).toMatchObject({ kind: 'submission-refused', problems: [wrong] });
  expect(state?.visit.step).toBe('perbaikan');
  history.push(wib(1, '08:20'), request({ '/kegiatan/judul': 'Ada' }));
  expect(run(history, [], NOON).state).toMatchObject({
    visit: { step: 'penerimaan' },
    request: { kegiatan: { judul: 'Ada' } },
  });
});

test('R13: labels and drafts change nothing while the case is not with the applicant', () => {
  const history = caseAt('disposisi');
  for (const [seconds, what, label] of [
    [1, 'unlabeled', SUBMIT_LABEL],
    [2, 'labeled', DRAFT_LABEL],
    [3, 'labeled', 'decap-cms/pending_publish'],
    [4, 'draft', undefined],
    [5, 'labeled', SUBMIT_LABEL],
  ] as const)
    history.label(after(wib(1, '08:10'), seconds), what, label);
  const { state, journal } = run(history, [], NOON);
  expect(state?.visit).toMatchObject({ step: 'disposisi', visit: 1 });
  expect(acts(journal)).toHaveLength(2);
});

test('R13: an act on a draft is in no journal, also after the case has begun', () => {
  const history = draft();
  history.approve(wib(1, '07:55'), 'contoh-tu');
  history.close(wib(1, '07:56'), 'contoh-tu');
  history.label(wib(1, '07:57'), 'reopened');
  expect(run(history, [], wib(1, '07:58')).journal).toEqual([]);
  history.sign(SUBMITTED);
  expect(acts(run(history, [], SUBMITTED).journal)).toEqual(['submitted pengajuan#1 → penerimaan#1']);
});

test('R13: the case id has the year of the first submission in the zone of the procedure', () => {
  const history = draft({
    request: request({
      '/pelaksanaan/mulai': '2027-02-01T09:00:00+07:00',
      '/pelaksanaan/selesai': '2027-02-01T10:00:00+07:00',
    }),
  });
  history.sign('2026-12-31T17:00:00Z');
  expect(run(history, [], '2026-12-31T17:00:00Z').state?.opens.case).toBe('PMK-2027-12');
});

test('R13: the agenda number is given once, at the first receipt, as the next of that year', () => {
  const history = caseAt('disposisi');
  history.changes(wib(1, '08:05'), 'contoh-kepala-dinas', 'Perbaiki.');
  history.sign(wib(1, '08:06'));
  history.approve(wib(1, '08:07'), 'contoh-tu');
  const { journal, state } = run(history, [], NOON, { others: { agenda: { 2025: 90, 2026: 41 } } });
  expect(journal.flatMap(({ agenda }) => agenda ?? [])).toEqual([{ year: 2026, number: 42 }]);
  expect(state?.agenda).toEqual({ year: 2026, number: 42 });
});

test('R13: a receipt after midnight on New Year counts in the new year', () => {
  const history = draft({
    request: request({
      '/pelaksanaan/mulai': '2027-02-01T09:00:00+07:00',
      '/pelaksanaan/selesai': '2027-02-01T10:00:00+07:00',
    }),
  });
  history.sign(wib(31, '23:59:59'));
  history.approve(wib(32, '00:00'), 'contoh-tu');
  const { state } = run(history, [], wib(32, '01:00'), { others: { agenda: { 2026: 41 } } });
  expect(state).toMatchObject({ opens: { case: 'PMK-2026-12' }, agenda: { year: 2027, number: 1 } });
});

test('security 29: an opener who has as many open cases as the procedure allows is refused another submission', () => {
  const history = draft();
  history.sign(SUBMITTED);
  const [entry] = history.config.procedures.values();
  if (!entry) throw new Error('no procedure');
  const value = { ...entry.value, request: { ...entry.value.request, openCases: 2 } };
  const config = { ...history.config, procedures: new Map([[value.id, { ...entry, value }]]) };
  const withOpen = (count: number) => run(history, [], NOON, { config, others: { openCases: { [value.id]: count } } });
  expect(withOpen(2).refusedDraft?.problems.map(({ code }) => code)).toEqual(['too-many-open-cases']);
  expect(withOpen(1).journal).toHaveLength(withOpen(1).entries.length);
  expect(withOpen(1).state?.visit.step).toBe('penerimaan');
});

test('R27: the entry of a submission has the request, its attachments and the slot that it asks for', () => {
  const history = new History();
  history.push(wib(1, '07:50'), request({ '/lampiran': ['surat.pdf'] }), { attachments: ['surat.pdf'] });
  history.label(wib(1, '07:51'), 'opened');
  history.sign(SUBMITTED);
  const [submitted] = run(history, [], SUBMITTED).journal;
  expect(submitted).toMatchObject({
    kind: 'submitted',
    who: { id: 1101 },
    request: request({ '/lampiran': ['surat.pdf'] }),
    nature: 'biasa',
    slot: { room: 'tcm', start: wib(7, '09:00'), end: wib(7, '11:00') },
  });
  expect(submitted?.attachments?.map(({ path }) => path)).toEqual(['requests/2026/contoh/surat.pdf']);
});

describe('R40, R44: a step of the opener that requires a field and a note', () => {
  const MONDAY = '2026-12-21T01:00:00Z';
  const times = { mulai: '2027-01-20T08:00:00+08:00', selesai: '2027-01-20T17:00:00+08:00' };
  const asked = { sop: 'izin-balai', akun: stranger.login, acara: 'Pasar murah', ...times, lampiran: ['surat.pdf'] };
  /**
   * Returns a case that waits for its fee.
   * @param continues whether the time of the payment’s step continues later
   */
  const unpaid = async (continues: boolean): Promise<History> => {
    const config = await configOf(PERMITS);
    const procedure = config.procedures.get('izin-balai')?.value;
    const [onward] = (procedure && stepOf(procedure, 'pembayaran').outcomes.approve) ?? [];
    if (onward && continues) onward.continues = true;
    const history = new History({ config, branch: 'permohonan/pasar', opener: stranger });
    history.push(after(MONDAY, -60), asked, { attachments: ['surat.pdf'] });
    history.label(MONDAY, 'opened');
    history.approve(after(MONDAY, 60), 'loket');
    history.approve(after(MONDAY, 120), 'periksa', { result: { keputusan: 'lanjut', ruang: 'balai', ...times } });
    return history;
  };
  /**
   * Submits as the opener, with or without the proof of payment and a note.
   * @returns the last entry
   */
  const sent = (history: History, { proof, note }: { readonly proof: boolean; readonly note: boolean }) => {
    if (note) history.comment(after(MONDAY, 180), stranger, 'Dibayar tunai.');
    const attachments = ['surat.pdf', ...(proof ? ['bukti.pdf'] : [])];
    history.push(after(MONDAY, 240), { ...asked, ...(proof ? { bukti_bayar: ['bukti.pdf'] } : {}) }, { attachments });
    history.sign(after(MONDAY, 300));
    return run(history, [], after(MONDAY, 360)).journal.at(-1);
  };

  test.each([
    [{ proof: false, note: true }, ['field-needed']],
    [{ proof: true, note: false }, ['note-missing']],
    [{ proof: false, note: false }, ['field-needed', 'note-missing']],
  ])('R40: a submission that lacks something that the step requires is refused: %o', async (given, codes) => {
    const entry = sent(await unpaid(false), given);
    expect([entry?.kind, entry?.problems?.map(({ code }) => code)]).toEqual(['submission-refused', codes]);
    expect(entry?.next).toBeUndefined();
  });

  test.each([[true], [undefined]])(
    'R44: the entry says that the time of the step continues later if the outcome says so: %s',
    async (continues) => {
      const entry = sent(await unpaid(continues ?? false), { proof: true, note: true });
      expect(entry).toMatchObject({ kind: 'submitted', note: 'Dibayar tunai.', next: { step: 'keputusan' } });
      expect([entry?.continues, entry?.supersedes]).toEqual([continues, undefined]);
    },
  );
});
