import { describe, expect, test } from 'vitest';
import type { Effect } from '#domain/case/plan/effects.ts';
import { DESK_LABEL } from '#domain/case/plan/label-names.ts';
import { judgedHead } from '#domain/case/plan/plan.ts';
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import fc from '../support/fast-check.ts';
import { rounds } from '../support/rounds.ts';
import { SECOND } from '../support/folders.ts';
import { Page } from '../support/page.ts';
import {
  after,
  caseAt,
  configOf,
  draft,
  History,
  holder,
  office,
  request,
  results,
  run,
  SUBMITTED,
  stranger,
  wib,
  wrong,
} from '../support/world.ts';
import { events, historyOf } from './random-history.ts';

const T = wib(1, '08:10');
const names = (effects: readonly Effect[]): string[] => effects.map((effect) => effect.do);
const of = <K extends Effect['do']>(effects: readonly Effect[], what: K): Extract<Effect, { do: K }>[] =>
  effects.filter((effect): effect is Extract<Effect, { do: K }> => effect.do === what);

/** Returns the pull request’s page after a run at an instant. */
const pageAt = (history: History, now: string): Page => {
  const page = new Page(history).show(now);
  return page.applyEffects(page.plan(now));
};

describe('R30: only what differs is written', () => {
  test('R30: for a new case, status, labels, checklist and review requests are written, and a second run writes nothing', () => {
    const history = caseAt('penerimaan');
    const page = new Page(history).show(SUBMITTED);
    expect(names(page.plan(SUBMITTED))).toEqual(['labels', 'comment', 'request-reviews', 'status']);
    page.applyEffects(page.plan(SUBMITTED));
    expect(page.pull).toMatchObject({
      status: {
        state: 'pending',
        description: 'penerimaan',
        url: 'https://situs.example/berkas/PMK-2026-12/#catatan-1',
      },
      labels: ['baris/2', SUBMIT_LABEL],
      requested: ['contoh-tu'],
    });
    expect(page.plan(SUBMITTED)).toEqual([]);
  });

  test('R30: after a plan is applied nothing is left to do, with any history', () => {
    fc.assert(
      fc.property(fc.constantFrom('cms/contoh', 'permohonan/contoh'), events, (branch, list) => {
        const { history, end } = historyOf(branch, list);
        const last = history.facts.findLast(
          (fact) => fact.kind === 'close' || (fact.kind === 'label' && fact.what === 'reopened'),
        );
        const state = last?.kind !== 'close' ? 'open' : last.merged ? 'merged' : 'closed';
        const page = new Page(history).show(end, {
          state,
          draft: history.isDraftAt(end),
          ...(state === 'open' ? {} : { branchHead: undefined }),
        });
        page.applyEffects(page.plan(end));
        expect(page.plan(end)).toEqual([]);
      }),
      { numRuns: rounds(200) },
    );
  });

  test('R30: in the next row the row label changes, and reviews are requested from the next holders instead of the holders of the row before', () => {
    const page = pageAt(caseAt('penerimaan'), SUBMITTED);
    const history = caseAt('disposisi');
    const next = new Page(history, page.pull).show(T).applyEffects([]);
    const effects = next.plan(wib(1, '08:02'));
    expect(of(effects, 'labels')).toEqual([{ do: 'labels', labels: ['baris/3', SUBMIT_LABEL] }]);
    expect(of(effects, 'request-reviews')).toEqual([
      { do: 'request-reviews', add: ['contoh-kepala-dinas'], remove: ['contoh-tu'] },
    ]);
  });
});

test('R30: the end of a case withdraws the review requests', () => {
  const history = caseAt('disposisi');
  const page = pageAt(history, T);
  history.close(wib(1, '08:10'), history.opener);
  page.show(wib(1, '08:10'), { state: 'closed' });
  expect(of(page.plan(wib(1, '08:10')), 'request-reviews')).toEqual([
    { do: 'request-reviews', add: [], remove: ['contoh-kepala-dinas'] },
  ]);
});

describe('R30: the labels of a case', () => {
  test('R30: labels of the process that people changed are restored, and other labels are left alone', () => {
    const history = caseAt('disposisi');
    const page = pageAt(history, T);
    page.show(T, { labels: ['baris/9', 'decap-cms/pending_publish', 'penting'] });
    page.applyEffects(page.plan(T));
    expect(page.pull.labels).toEqual(['baris/3', SUBMIT_LABEL, 'penting'].sort());
  });

  test('R30: the label `lewat-tenggat` is set from the escalation level `overdue` on, and removed in the next row', () => {
    const history = caseAt('penerimaan');
    expect(pageAt(history, wib(1, '08:04:59')).pull.labels).not.toContain('lewat-tenggat');
    const page = pageAt(history, wib(1, '08:05'));
    expect(page.pull.labels).toContain('lewat-tenggat');
    history.approve(wib(1, '08:06'), 'contoh-tu');
    page.show(wib(1, '08:06'));
    page.applyEffects(page.plan(wib(1, '08:06')));
    expect(page.pull.labels).toEqual(['baris/3', SUBMIT_LABEL]);
  });

  test('R13: on return the draft label is set; the opener’s sign stays, and a sign of another account is taken off', () => {
    const history = caseAt('penerimaan');
    history.changes(wib(1, '08:01'), 'contoh-tu', 'Perbaiki.');
    const page = pageAt(history, wib(1, '08:01'));
    expect(page.pull.labels).toEqual(['baris/1', DRAFT_LABEL]);
    history.label(wib(1, '08:02'), 'labeled', SUBMIT_LABEL, stranger);
    page.show(wib(1, '08:02'), { labels: ['baris/1', SUBMIT_LABEL] });
    page.applyEffects(page.plan(wib(1, '08:02')));
    expect(page.pull.labels).toEqual(['baris/1', DRAFT_LABEL]);
    history.push(wib(1, '08:03'), request(), { problems: [wrong] });
    history.sign(wib(1, '08:04'));
    page.show(wib(1, '08:04'), { labels: ['baris/1', SUBMIT_LABEL] });
    page.applyEffects(page.plan(wib(1, '08:04')));
    expect(page.pull.labels).toEqual(['baris/1', SUBMIT_LABEL]);
  });

  test('R13, R14: a sign set in the second of the return is taken off, and submits if it is set again a second later', () => {
    const history = caseAt('penerimaan');
    history.changes(wib(1, '08:01'), 'contoh-tu', 'Perbaiki.');
    history.sign(wib(1, '08:01'));
    const page = new Page(history).show(wib(1, '08:01'), { labels: ['baris/1', SUBMIT_LABEL] });
    page.applyEffects(page.plan(wib(1, '08:01')));
    expect(page.pull.labels).toEqual(['baris/1', DRAFT_LABEL]);
    history.sign(wib(1, '08:01:01'));
    page.show(wib(1, '08:01:01'), { labels: ['baris/1', SUBMIT_LABEL] });
    page.applyEffects(page.plan(wib(1, '08:01:01')));
    expect(page.pull.labels).toEqual(['baris/2', SUBMIT_LABEL]);
  });

  test('R13: a sign that the opener took back is not set again', () => {
    const history = caseAt('penerimaan');
    history.changes(wib(1, '08:01'), 'contoh-tu', 'Perbaiki.');
    history.push(wib(1, '08:02'), request(), { problems: [wrong] });
    history.sign(wib(1, '08:03'));
    history.label(wib(1, '08:04'), 'unlabeled', SUBMIT_LABEL);
    expect(pageAt(history, wib(1, '08:05')).pull.labels).toEqual(['baris/1', DRAFT_LABEL]);
  });
});

describe('R30: the label of the desk', () => {
  test.each(['meja', 'Meja'])(
    'R30: the desk’s label, written %s, is removed from a case, and nothing else is written',
    (left) => {
      const history = caseAt('disposisi');
      const page = pageAt(history, T);
      const before = page.pull.labels;
      page.show(T, { labels: [...before, left] });
      expect(page.plan(T)).toEqual([{ do: 'labels', labels: before }]);
      page.applyEffects(page.plan(T));
      expect(page.plan(T)).toEqual([]);
    },
  );

  test('R30: the desk’s label is removed from drafts and ended cases too, and the form’s labels stay', () => {
    const page = new Page(draft()).show(SUBMITTED, { labels: [DESK_LABEL, DRAFT_LABEL] });
    expect(of(page.plan(SUBMITTED), 'labels')).toEqual([{ do: 'labels', labels: [DRAFT_LABEL] }]);
    const history = caseAt('disposisi');
    history.close(wib(1, '08:09'), history.opener);
    const over = pageAt(history, T);
    over.show(T, { labels: [DESK_LABEL, SUBMIT_LABEL] });
    expect(of(over.plan(T), 'labels')).toEqual([{ do: 'labels', labels: [SUBMIT_LABEL] }]);
  });

  test('security 16: the desk’s label decides nothing: if anybody sets and removes the label, the journal is the same', () => {
    const history = caseAt('disposisi');
    const before = pageAt(history, T);
    for (const who of [stranger, holder('contoh-kepala-dinas'), history.opener]) {
      history.label(wib(1, '08:06'), 'labeled', DESK_LABEL, who);
      history.label(wib(1, '08:07'), 'unlabeled', DESK_LABEL, who);
    }
    const after = pageAt(history, T);
    expect(after.pull).toEqual(before.pull);
    expect(run(history, [], T).journal).toEqual(run(caseAt('disposisi'), [], T).journal);
    const unsent = draft();
    unsent.label(wib(1, '08:06'), 'labeled', DESK_LABEL, unsent.opener);
    expect(run(unsent, [], T).journal).toEqual([]);
  });
});

test('R30, security 35: row and overdue labels are removed from a draft, and the form’s labels stay', () => {
  const page = new Page(draft()).show(SUBMITTED, { labels: ['baris/9', 'lewat-tenggat', DRAFT_LABEL, 'penting'] });
  expect(of(page.plan(SUBMITTED), 'labels')).toEqual([{ do: 'labels', labels: [DRAFT_LABEL, 'penting'] }]);
  page.applyEffects(page.plan(SUBMITTED));
  expect(page.plan(SUBMITTED)).toEqual([]);
});

test('R30: a refused submission is not reported if the next one was accepted before anybody was notified', () => {
  const history = caseAt('penerimaan');
  history.changes(wib(1, '08:01'), 'contoh-tu', 'Perbaiki.');
  const reported = (page: Page, now: string) => of(page.plan(now), 'comment').map(({ body }) => body);
  history.push(wib(1, '08:02'), request(), { problems: [wrong] });
  history.sign(wib(1, '08:02:30'));
  const refused = new Page(history).show(wib(1, '08:03'));
  expect(reported(refused, wib(1, '08:03'))).toContainEqual(expect.stringContaining('refused'));
  history.push(wib(1, '08:04'), request());
  history.sign(wib(1, '08:05'));
  const accepted = new Page(history).show(wib(1, '08:06'));
  expect(reported(accepted, wib(1, '08:06'))).not.toContainEqual(expect.stringContaining('refused'));
});

describe('R30: comments of the process that another account changed', () => {
  const changed = (page: Page, n: number, body: string) =>
    page.show(T, {
      ownComments: page.pull.ownComments.map((each, at) => (at === n ? { ...each, body, isDefaced: true } : each)),
    });

  test('R30: a changed checklist is restored, and the text of a changed notice is replaced, once', () => {
    const history = caseAt('disposisi');
    history.close(wib(1, '08:09'), history.opener);
    const page = pageAt(history, T);
    const [sticky, notice] = page.pull.ownComments;
    changed(changed(page, 0, '<!-- sticky --> Disetujui.'), 1, 'Selesai.');
    const edits = of(page.plan(T), 'edit-comment');
    expect(edits).toEqual([
      { do: 'edit-comment', ...sticky },
      { do: 'edit-comment', id: notice?.id, body: 'defaced' },
    ]);
    // Now the notice is missing.
    expect(of(page.plan(T), 'comment')).toEqual([{ do: 'comment', body: notice?.body }]);
    expect(of(page.applyEffects(page.plan(T)).plan(T), 'edit-comment')).toEqual([]);
    expect(page.plan(T)).toEqual([]);
  });

  test('R30: on a draft that is not refused, the text of a changed comment of the process is replaced', () => {
    const own = ['<!-- sticky --> Diterima.', 'Selesai.'].map((body, n) => ({
      id: n + 1,
      body,
      isDefaced: true as const,
    }));
    const page = new Page(draft()).show(SUBMITTED, { ownComments: own });
    expect(of(page.plan(SUBMITTED), 'edit-comment').map(({ id, body }) => [id, body])).toEqual(
      [1, 2].map((id) => [id, 'defaced']),
    );
  });
});

test('R31: of sixty refused acts, one run dismisses fifty and the next run dismisses ten', () => {
  const history = caseAt('disposisi');
  for (let n = 0; n < 60; n += 1) history.approve(wib(1, '08:09'), stranger, `Setuju ${n}.`);
  const page = new Page(history).show(T);
  expect(of(page.plan(T), 'dismiss')).toHaveLength(50);
  page.applyEffects(page.plan(T));
  expect(of(page.plan(T), 'dismiss')).toHaveLength(10);
});

describe('R30: the dismissal of reviews', () => {
  test('R30: refused acts are dismissed once, with their reason, and accepted ones stay', () => {
    const history = caseAt('disposisi');
    const early = history.approve(wib(1, '08:09'), 'contoh-walikota', 'Setuju.');
    const page = new Page(history).show(T);
    expect(of(page.plan(T), 'dismiss')).toEqual([{ do: 'dismiss', review: early.order, message: 'out-of-turn' }]);
    page.applyEffects(page.plan(T));
    expect(of(page.plan(T), 'dismiss')).toEqual([]);
  });

  test('R13: a review of a draft is dismissed with the message that the request is not submitted yet, also after the submission', () => {
    const history = draft();
    const early = history.approve(wib(1, '07:55'), 'contoh-tu');
    const expected = [{ do: 'dismiss', review: early.order, message: 'not-submitted' }];
    expect(of(new Page(history).show(SUBMITTED).plan(SUBMITTED), 'dismiss')).toEqual(expected);
    history.sign(SUBMITTED);
    expect(of(new Page(history).show(SUBMITTED).plan(SUBMITTED), 'dismiss')).toEqual(expected);
  });
});

describe('R30: the requests for reviews', () => {
  test('R30: a review is never requested from the opener, whatever role they hold', () => {
    const tu = holder('contoh-tu');
    const history = caseAt('penerimaan', {
      opener: { ...tu, login: 'Contoh-TU' },
      request: request({ '/pemohon/akun': 'contoh-tu' }),
    });
    expect(of(new Page(history).show(SUBMITTED).plan(SUBMITTED), 'request-reviews')).toEqual([]);
  });

  test('R30: in an `all`, reviews are requested from the first role, and from the others after it has acted', () => {
    const history = caseAt('pengecekan');
    const page = pageAt(history, T);
    expect(page.pull.requested).toEqual(['contoh-subkor-ile']);
    const whole = caseAt('persiapan-teknis');
    expect(pageAt(whole, wib(1, '08:06')).pull.requested).toEqual(['contoh-operator']);
  });

  test('R30: in a quorum, reviews are requested from everybody who has not acted', async () => {
    const second = await configOf(SECOND);
    const history = new History({ config: second, branch: 'permohonan/mobil', opener: stranger });
    history.push('2026-12-21T01:00:00Z', {
      sop: 'peminjaman-kendaraan',
      peminjam: stranger.login,
      tujuan: 'luar-kota',
      berangkat: '2027-01-20T08:00:00+08:00',
      kembali: '2027-01-20T17:00:00+08:00',
    });
    history.label('2026-12-21T01:00:00Z', 'opened');
    history.approve('2026-12-21T01:10:00Z', 'tata');
    expect(pageAt(history, '2026-12-21T01:10:00Z').pull.requested).toEqual(['pan-satu', 'pan-dua', 'sekar']);
    history.approve('2026-12-21T01:20:00Z', 'pan-dua');
    expect(pageAt(history, '2026-12-21T01:20:00Z').pull.requested).toEqual(['pan-satu', 'sekar']);
  });

  test('R30: review requests are withdrawn while the case is with the applicant', () => {
    const history = caseAt('penerimaan');
    const page = pageAt(history, SUBMITTED);
    history.changes(wib(1, '08:01'), 'contoh-tu', 'Perbaiki.');
    page.show(wib(1, '08:01'));
    expect(of(page.plan(wib(1, '08:01')), 'request-reviews')).toEqual([
      { do: 'request-reviews', add: [], remove: ['contoh-tu'] },
    ]);
  });
});

describe('R22, R30: notices, each written once', () => {
  test('R30: a notice is written at the applicant’s turn, at a refused submission, and at the end', () => {
    const history = caseAt('penerimaan');
    const page = pageAt(history, SUBMITTED);
    const go = (now: string): string[] => {
      page.show(now);
      return page.applyEffects(page.plan(now)).applyEffects(page.plan(now)).notices;
    };
    history.changes(wib(1, '08:01'), 'contoh-tu', 'Perbaiki.');
    expect(go(wib(1, '08:01'))).toEqual(['turn:2']);
    history.push(wib(1, '08:02'), request(), { problems: [wrong] });
    history.sign(wib(1, '08:03'));
    expect(go(wib(1, '08:03'))).toEqual(['turn:2', 'refused:3']);
    history.close(wib(1, '08:04'), history.opener);
    expect(go(wib(1, '08:04'))).toEqual(['turn:2', 'refused:3', 'ended:4']);
  });

  test('R30: a notice is written after an act that completes a step which informs', () => {
    const history = caseAt('laporan-walikota');
    const now = wib(1, '08:02');
    const page = new Page(history).show(now);
    page.applyEffects(page.plan(now, run(history, [], now), ['disposisi']));
    expect(page.notices).toEqual(['informed:3']);
  });

  test('R52: of two Approves that a step needs, only the Approve that completes the step informs the roles', () => {
    const config = structuredClone(office);
    for (const { value } of config.procedures.values())
      Object.assign(stepOf(value, 'pengecekan'), { informs: [{ role: 'tu' }] });
    const informed = run(caseAt('persiapan-teknis', { config }), [], T).journal.slice(-2);
    expect(informed.map((entry) => [entry.partial, entry.informed])).toEqual([
      [true, undefined],
      [undefined, { roles: ['tu'] }],
    ]);
  });

  test('R52: an act whose result names a holder’s account informs this account, as the roles write it', () => {
    const history = caseAt('arahan-walikota');
    const named = [{ instansi: 'TU', akun: 'CONTOH-TU' }];
    const result = results['arahan-walikota']?.({ '/pemangku_kepentingan': named }) ?? {};
    history.approve(T, 'contoh-walikota', { note: 'Laksanakan.', result });
    const { id, login } = holder('contoh-tu');
    expect(run(history, [], T).journal.findLast(({ step }) => step === 'arahan-walikota')?.informed?.accounts).toEqual([
      { id, login },
    ]);
  });

  test('R52: a person with two of the roles that a record informs answers in the role that comes first in roles.yaml', () => {
    const config = structuredClone(office);
    for (const { value } of config.procedures.values())
      Object.assign(stepOf(value, 'disposisi'), { informs: [{ role: 'kabid-ikp' }, { role: 'kabid-aptika' }] });
    const [first, second] = ['kabid-aptika', 'kabid-ikp'].map((role) => config.roles.roles[role]?.holders);
    second?.push(...(first ?? []));
    const history = caseAt('laporan-walikota', { config });
    history.comment(T, 'contoh-kabid-aptika', { answers: 'disposisi#1', note: 'Kami tidak dihubungi.' });
    expect(run(history, [], T).journal.at(-1)).toMatchObject({ kind: 'answered', who: { role: 'kabid-aptika' } });
  });

  test('R22, R30: a late run reports only the highest escalation level, and a punctual run reports each', () => {
    const history = caseAt('penerimaan');
    expect(pageAt(history, wib(1, '09:00')).notices).toEqual(['rung:4']);
    const page = new Page(history);
    for (const now of [wib(1, '08:04'), wib(1, '08:05'), wib(1, '08:10'), wib(1, '09:00')]) {
      page.show(now);
      page.applyEffects(page.plan(now));
    }
    expect(page.notices).toEqual(['rung:2', 'rung:3', 'rung:4']);
  });

  test('R22, R30: escalation levels of an ended visit are not reported', () => {
    const history = caseAt('penerimaan');
    history.approve(wib(1, '09:00'), 'contoh-tu');
    expect(pageAt(history, wib(1, '09:01')).notices).toEqual([]);
  });

  test('R30: the reasons of a refused draft are reported once, and again for another attempt', () => {
    const history = draft();
    history.push(wib(1, '07:55'), request(), { problems: [wrong] });
    history.sign(SUBMITTED);
    const page = pageAt(history, SUBMITTED);
    expect(page.pull.status?.state).toBe('failure');
    expect(page.plan(after(SUBMITTED, 60))).toEqual([]);
    history.push(wib(1, '08:05'), request({ '/kegiatan/judul': 'x' }), { problems: [wrong] });
    page.show(wib(1, '08:05'));
    page.applyEffects(page.plan(wib(1, '08:05')));
    expect(page.notices).toHaveLength(2);
  });

  test('R13: the status of a refused draft keeps its words, even if it would be accepted now', () => {
    const history = draft();
    history.push(wib(1, '07:55'), request(), { problems: [wrong] });
    history.sign(SUBMITTED);
    const { refusedDraft, ...rest } = run(history, [], SUBMITTED);
    const byNow = { ...rest, refusedDraft: refusedDraft && { ...refusedDraft, problems: [] } };
    const shown = { state: 'failure', description: 'Ditolak: 1 alasan', url: undefined } as const;
    const page = pageAt(history, SUBMITTED).show(T, { status: shown });
    expect(of(page.plan(T, byNow), 'status')).toEqual([]);
    page.show(T, { status: undefined });
    expect(of(page.plan(T, byNow), 'status')).toMatchObject([{ state: 'failure' }]);
  });
});

describe('R18: what the process does at the end of a case', () => {
  test('R18: for a completed case, the judged commit is merged', () => {
    const history = caseAt('end');
    const now = wib(7, '11:00');
    const page = new Page(history).show(now);
    expect(of(page.plan(now), 'merge')).toMatchObject([
      { oid: page.pull.head, message: 'Selesai', files: [{ path: 'requests/2026/contoh/request.yaml' }] },
    ]);
    expect(pageAt(history, now).pull).toMatchObject({ state: 'merged', status: { state: 'success' } });
  });

  test('R34, R50: the judged commit is the one that the forge shows now for the push that the journal names', () => {
    const history = caseAt('end');
    const now = wib(7, '11:00');
    const { journal, state } = run(history, [], now);
    if (!state) throw new Error('No case.');
    const { pull } = new Page(history).show(now);
    const oid = 'f'.repeat(40);
    const facts = history.facts.map((fact) => (fact.kind === 'push' ? { ...fact, head: oid } : fact));
    expect(judgedHead({ journal, pull, facts: history.facts }, state)).toBe(state.head.oid);
    expect(judgedHead({ journal, pull, facts }, state)).toBe(oid);
  });

  test('security 6: a push past the end is undone before the merge, and a second run changes nothing', () => {
    const history = caseAt('end');
    const [judged] = history.contents.keys();
    history.push(wib(7, '11:00:30'), request({ '/kegiatan/judul': 'Lain' }));
    const now = wib(7, '11:01');
    const page = new Page(history).show(now);
    const effects = page.plan(now);
    expect(effects.slice(-2)).toMatchObject([
      { do: 'set-back', oid: judged },
      { do: 'merge', oid: judged },
    ]);
    expect(of(effects, 'status')).toMatchObject([{ oid: judged, state: 'success' }]);
    page.applyEffects(effects);
    expect(page.pull).toMatchObject({ state: 'merged', head: judged });
    expect(page.plan(now)).toEqual([]);
  });

  test('R18: a completed case that was closed, pushed to and whose branch was deleted is restored, reopened and merged', () => {
    const history = caseAt('end');
    history.push(wib(7, '11:00:30'), request({ '/kegiatan/judul': 'Lain' }));
    const now = wib(7, '11:01');
    const page = new Page(history).show(now, { state: 'closed', branchHead: undefined });
    expect(page.applyEffects(page.plan(now)).pull.state).toBe('merged');
  });

  test('R18: a completed case that was turned into a draft is made ready and merged', () => {
    const history = caseAt('end');
    const now = wib(7, '11:01');
    const page = new Page(history).show(now, { draft: true });
    expect(page.applyEffects(page.plan(now)).pull.state).toBe('merged');
  });

  test('R18: with any other end the pull request is closed, and a later push is neither undone nor reported again', () => {
    const history = caseAt('pelaksanaan');
    history.changes(wib(2, '08:00'), 'contoh-operator', 'Acara dibatalkan.');
    const page = pageAt(history, wib(2, '08:00'));
    expect(page.pull).toMatchObject({ state: 'closed', status: { state: 'failure' } });
    history.push(wib(2, '08:05'), request({ '/kegiatan/judul': 'Lain' }));
    page.show(wib(2, '08:05'), { status: undefined });
    page.applyEffects(page.plan(wib(2, '08:05')));
    expect(page.plan(wib(2, '08:05'))).toEqual([]);
  });

  test('R1: after a refused close the pull request is reopened, and a deleted branch is restored first', () => {
    const history = caseAt('disposisi');
    history.close(wib(1, '08:09'), stranger);
    const page = new Page(history).show(T, { state: 'closed', branchHead: undefined });
    expect(names(page.plan(T)).slice(0, 2)).toEqual(['restore-branch', 'reopen']);
    expect(page.applyEffects(page.plan(T)).pull.state).toBe('open');
  });

  test('R13: a draft that was set while the case is not with the applicant is made ready again', () => {
    const history = caseAt('disposisi');
    history.label(wib(1, '08:09'), 'draft');
    expect(names(new Page(history).show(T, { draft: true }).plan(T))).toContain('ready');
    const returned = caseAt('penerimaan');
    returned.changes(wib(1, '08:01'), 'contoh-tu', 'Perbaiki.');
    expect(names(new Page(returned).show(T, { draft: true }).plan(T))).not.toContain('ready');
  });
});

describe('R8: pull requests that are no case', () => {
  const history = draft({ branch: 'lain' });
  test('R8: a pull request that is no case gets the status success, and nothing else', () => {
    const page = new Page(history, { files: [{ path: 'README.md', status: 'modified' }] }).show(T);
    const effects = page.plan(T, { journal: [], entries: [], state: undefined, refusedDraft: undefined });
    expect(effects).toMatchObject([{ do: 'status', state: 'success' }]);
  });

  test('R8: a pull request with more files than the forge lists gets the status pending', () => {
    const page = new Page(history, { files: [{ path: 'README.md', status: 'modified' }], fileCount: 101 }).show(T);
    const effects = page.plan(T, { journal: [], entries: [], state: undefined, refusedDraft: undefined });
    expect(effects).toMatchObject([{ do: 'status', state: 'pending' }]);
  });

  test('R8: a pull request from a fork fails', () => {
    const page = new Page(history, { foreign: true }).show(T);
    const effects = page.plan(T, { journal: [], entries: [], state: undefined, refusedDraft: undefined });
    expect(effects).toMatchObject([{ do: 'status', state: 'failure' }]);
  });
});
