import { describe, expect, test } from 'vitest';
import { caseAt, History, request, run, type Run, stranger, wib } from '../support/world.ts';

const NOON = wib(1, '12:00');
const theirs = request({ '/kegiatan/judul': 'Judul orang lain' });
const mine = request({ '/kegiatan/judul': 'Judul yang diperbaiki' });
const foreign = { by: stranger };
/** Returns the kinds of a journal’s entries, without escalation levels. */
const kindsOf = ({ journal }: Run) => journal.map(({ kind }) => kind).filter((kind) => kind !== 'rung');

describe('R48: a push by another account than the opener’s, while officials are on turn', () => {
  test('R48: a foreign push changes neither request, acts nor booking, and the journal names who pushed', () => {
    const history = caseAt('persiapan-teknis');
    const before = run(history, [], wib(1, '08:20')).state;
    history.push(wib(1, '08:20'), theirs, foreign);
    const { journal, state } = run(history, [], wib(1, '08:21'));
    expect(journal.at(-1)).toMatchObject({ kind: 'foreign-push', who: { id: stranger.id } });
    expect(state).toMatchObject({ booking: { room: 'tcm' }, request: before?.request, digest: before?.digest });
    expect(state?.acts).toEqual(before?.acts);
    expect(state?.visit).toEqual(before?.visit);
  });

  test('R48: a foreign push cannot restrict a case', () => {
    const history = caseAt('disposisi');
    history.push(wib(1, '08:10'), request({ '/surat/sifat': 'rahasia' }), foreign);
    expect(run(history, [], NOON).state?.nature).toBe('biasa');
  });

  test('R48: a foreign push is noted once for each account and visit, and again in the next visit', () => {
    const history = caseAt('penerimaan');
    history.push(wib(1, '08:05'), theirs, foreign);
    history.push(wib(1, '08:06'), mine, foreign);
    history.push(wib(1, '08:07'), theirs, { by: { id: 77, login: 'lain', kind: 'user' } });
    history.approve(wib(1, '08:08'), 'contoh-tu');
    history.push(wib(1, '08:09'), theirs, foreign);
    const { journal } = run(history, [], wib(1, '08:10'));
    expect(journal.filter(({ kind }) => kind === 'foreign-push').map(({ at, who }) => [at, who?.id])).toEqual([
      [wib(1, '08:05'), stranger.id],
      [wib(1, '08:07'), 77],
      [wib(1, '08:09'), stranger.id],
    ]);
  });

  test('R31, R48: one run notes a known account again if its push follows the act that begins another visit', () => {
    const history = caseAt('penerimaan');
    history.push(wib(1, '08:05'), theirs, foreign);
    const before = run(history, [], wib(1, '08:05')).journal;
    history.approve(wib(1, '08:06'), 'contoh-tu');
    history.push(wib(1, '08:07'), mine, foreign);
    expect(kindsOf(run(history, before, wib(1, '08:08')))).toEqual([
      'submitted',
      'foreign-push',
      'accepted',
      'foreign-push',
    ]);
  });

  test('R31, R48: one run notes a known account again if its push follows the opener’s push that begins another visit', () => {
    const history = caseAt('disposisi');
    history.push(wib(1, '08:05'), theirs, foreign);
    const before = run(history, [], wib(1, '08:05')).journal;
    history.push(wib(1, '08:06'), mine);
    history.push(wib(1, '08:07'), theirs, foreign);
    const { entries } = run(history, before, wib(1, '08:08'));
    expect(entries.map(({ kind }) => kind)).toEqual(['superseded', 'foreign-push']);
  });

  test('R48: a foreign push that leaves the content as it was is not noted', () => {
    const history = caseAt('penerimaan');
    history.push(wib(1, '08:05'), request(), foreign);
    expect(kindsOf(run(history, [], wib(1, '08:06')))).toEqual(['submitted']);
  });

  test('R48: on a foreign commit, an act that names the digest is accepted, and an act that names no digest is stale', () => {
    const history = caseAt('penerimaan');
    const { head } = history.push(wib(1, '08:05'), theirs, foreign);
    const { state } = run(history, [], wib(1, '08:05'));
    history.approve(wib(1, '08:06'), 'contoh-tu', { commit: head });
    history.approve(wib(1, '08:07'), 'contoh-tu', { commit: head, digest: state?.digest ?? '' });
    const { journal } = run(history, [], wib(1, '08:08'));
    expect(journal.slice(-2)).toMatchObject([
      { kind: 'refused', reason: 'stale' },
      { kind: 'accepted', digest: state?.digest, head: { oid: state?.head.oid } },
    ]);
  });

  test('R48: a foreign push after an act does not change the act', () => {
    const history = caseAt('penerimaan');
    history.approve(wib(1, '08:05'), 'contoh-tu');
    history.push(wib(1, '08:06'), theirs, foreign);
    expect(kindsOf(run(history, [], wib(1, '08:07')))).toEqual(['submitted', 'accepted', 'foreign-push']);
  });

  test('R48: the opener’s next push replaces the whole content, foreign changes included', () => {
    const history = caseAt('disposisi');
    history.push(wib(1, '08:10'), theirs, foreign);
    history.push(wib(1, '08:11'), mine);
    expect(run(history, [], wib(1, '08:12')).state?.request).toEqual(mine);
  });
});

/** Returns a case that was returned to its applicant. */
function returned(): History {
  const history = caseAt('penerimaan');
  history.changes(wib(1, '08:05'), 'contoh-tu', 'Perbaiki judul.');
  return history;
}

describe('R48: a push by another account in a draft, and while the case is with its opener', () => {
  const kinds = (history: History) => kindsOf(run(history, [], wib(1, '08:13')));

  test('R48: the first sign after a foreign push is refused, naming each file that differs; the next sign submits the opener’s content', () => {
    const history = returned();
    history.push(wib(1, '08:10'), theirs, { ...foreign, attachments: ['lain.pdf'] });
    history.sign(wib(1, '08:11'));
    const refused = run(history, [], wib(1, '08:12'));
    expect(refused.journal.at(-1)).toMatchObject({
      kind: 'submission-refused',
      problems: [
        { code: 'foreign-push', file: 'requests/2026/contoh/lain.pdf', received: `@${stranger.login}` },
        { code: 'foreign-push', file: 'requests/2026/contoh/request.yaml' },
      ],
    });
    history.label(wib(1, '08:13'), 'unlabeled', 'decap-cms/pending_review');
    history.sign(wib(1, '08:14'));
    const { journal, state } = run(history, [], wib(1, '08:15'));
    expect(journal.at(-1)).toMatchObject({ kind: 'submitted', head: { oid: journal[0]?.head?.oid } });
    expect(state?.request).toEqual(request());
  });

  test('R48: the opener’s first submission after a foreign push is refused, also with a new push; the opener’s next push is valid', () => {
    const history = returned();
    history.push(wib(1, '08:10'), request(), { ...foreign, attachments: ['surat.pdf=ditukar'] });
    history.push(wib(1, '08:11'), mine, { attachments: ['surat.pdf=ditukar'] });
    history.sign(wib(1, '08:12'));
    expect(kinds(history).at(-1)).toBe('submission-refused');
    history.push(wib(1, '08:13'), mine);
    const { state } = run(history, [], NOON);
    expect(state?.request).toEqual(mine);
    expect(state?.attachments).toEqual([]);
  });

  test('R48: what the opener pushes after the refusal is judged', () => {
    const history = returned();
    history.push(wib(1, '08:10'), theirs, foreign);
    history.sign(wib(1, '08:11'));
    expect(kinds(history).at(-1)).toBe('submission-refused');
    history.push(wib(1, '08:12'), mine);
    expect(kinds(history).at(-1)).toBe('submitted');
  });

  test('R48: a draft with a foreign push is refused before there is a case, and keeps no content of the other account', () => {
    const history = new History();
    history.push(wib(1, '07:50'), request());
    history.label(wib(1, '07:50:05'), 'opened');
    history.push(wib(1, '07:55'), theirs, foreign);
    history.sign(wib(1, '08:00'));
    expect(run(history, [], NOON)).toMatchObject({
      journal: [],
      refusedDraft: { problems: [{ code: 'foreign-push' }] },
    });
    history.label(wib(1, '08:01'), 'unlabeled', 'decap-cms/pending_review');
    history.sign(wib(1, '08:02'));
    expect(run(history, [], NOON).state?.request).toEqual(request());
  });

  test('R48: a foreign push before the opening is the request only if the opener had pushed nothing', () => {
    for (const [by, expected] of [
      [stranger, theirs],
      [undefined, request()],
    ] as const) {
      const history = new History();
      history.push(wib(1, '07:40'), by ? theirs : request(), by ? { by } : {});
      if (!by) history.push(wib(1, '07:45'), theirs, foreign);
      history.label(wib(1, '07:50'), 'opened');
      history.sign(wib(1, '08:00'));
      history.label(wib(1, '08:01'), 'unlabeled', 'decap-cms/pending_review');
      history.sign(wib(1, '08:02'));
      expect(run(history, [], NOON).state?.request).toEqual(expected);
    }
  });

  test('R48: a foreign push that changes nothing causes no refusal', () => {
    const history = returned();
    history.push(wib(1, '08:10'), request(), foreign);
    history.push(wib(1, '08:11'), mine);
    history.sign(wib(1, '08:12'));
    expect(kinds(history).at(-1)).toBe('submitted');
  });
});
