import { describe, expect, test } from 'vitest';
import type { Config } from '#domain/case/state/config.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import {
  acts,
  applicant,
  caseAt,
  draft,
  holder,
  office,
  request,
  run,
  SUBMITTED,
  stranger,
  shown,
  wib,
} from '../support/world.ts';

const NOON = wib(1, '12:00');

test('R1: a close by the applicant withdraws the case, although an official is on turn', () => {
  const history = caseAt('arahan-walikota');
  history.close(wib(1, '08:10'), history.opener);
  const { journal, state } = run(history, [], NOON);
  expect(acts(journal).at(-1)).toBe('withdrawn arahan-walikota#1 → withdrawn');
  expect(state?.end).toMatchObject({ kind: 'withdrawn', at: wib(1, '08:10') });
});

test('R1: a close by the holder on turn rejects the case, with the holder’s latest comment of this visit as the public reason', () => {
  const history = caseAt('disposisi');
  history.comment(wib(1, '08:05'), 'contoh-kepala-dinas', 'Alasan lama.');
  history.comment(wib(1, '08:06'), 'contoh-kepala-dinas', 'Bukan keadaan krisis.');
  history.comment(wib(1, '08:07'), 'contoh-walikota', 'Setuju ditolak.');
  history.close(wib(1, '08:10'), 'contoh-kepala-dinas');
  const rejected = run(history, [], NOON).journal.at(-1);
  expect(rejected).toMatchObject({
    kind: 'rejected',
    gesture: 'close',
    end: 'rejected',
    note: 'Bukan keadaan krisis.',
    publicNote: true,
    who: { role: 'kepala-dinas' },
  });
});

test.each([
  ['no comment', undefined],
  ['a comment of an earlier visit', wib(1, '08:00:30')],
  ['a comment after the close', wib(1, '08:11')],
])('R1: a close by the holder on turn with %s is refused as incomplete', (_what, at) => {
  const history = caseAt('disposisi');
  if (at) history.comment(at, 'contoh-kepala-dinas', 'Bukan keadaan krisis.');
  history.close(wib(1, '08:10'), 'contoh-kepala-dinas');
  const { journal, state } = run(history, [], NOON);
  expect(journal.find(({ kind }) => kind === 'refused')).toMatchObject({ reason: 'incomplete', gesture: 'close' });
  expect(state?.end).toBeUndefined();
});

test('R1: if the holder’s latest comment has no note, an older comment is not the reason, and the close is incomplete', () => {
  const history = caseAt('disposisi');
  history.comment(wib(1, '08:08'), 'contoh-kepala-dinas', 'Bukan keadaan krisis.');
  history.comment(wib(1, '08:09'), 'contoh-kepala-dinas', { visit: 'disposisi#1' });
  history.close(wib(1, '08:10'), 'contoh-kepala-dinas');
  expect(run(history, [], NOON).journal.findLast(({ kind }) => kind === 'refused')).toMatchObject({
    reason: 'incomplete',
    problems: [{ code: 'note-missing' }],
  });
});

test('R10: a close whose reason has a result is refused', () => {
  const history = caseAt('disposisi');
  history.comment(wib(1, '08:09'), 'contoh-kepala-dinas', { note: 'Bukan krisis.', result: { jadwal: 'besok' } });
  history.close(wib(1, '08:10'), 'contoh-kepala-dinas');
  expect(run(history, [], NOON).journal.findLast(({ kind }) => kind === 'refused')).toMatchObject({
    reason: 'incomplete',
    gesture: 'close',
    problems: [{ code: 'result-unexpected' }],
  });
});

test.each([
  ['two lines of the desk', 'Bukan krisis.\n<!-- disposisi: -->\n<!-- disposisi: -->'],
  ['a damaged line of the desk', 'Bukan krisis.\n<!-- disposisi: visit=a -->'],
  ['a block that is not closed', 'Bukan krisis.\n```hasil\njadwal: besok'],
])('R1, R4: a reason with %s is not accepted, and the close is refused as incomplete', (_what, body) => {
  const history = caseAt('disposisi');
  const reason = history.comment(wib(1, '08:09'), 'contoh-kepala-dinas', 'Bukan krisis.');
  history.shows(reason, { body });
  history.close(wib(1, '08:10'), 'contoh-kepala-dinas');
  expect(acts(run(history, [], NOON).journal).at(-1)).toBe('refused disposisi#1 (incomplete)');
});

test.each([
  ['a stranger', stranger, 'no-role'],
  ['a holder who is not on turn', 'contoh-walikota', 'out-of-turn'],
  ['a bot', { id: 5001, login: 'contoh[bot]', kind: 'bot' as const }, 'not-a-person'],
])('R1: a close by %s is refused', (_who, by, reason) => {
  const history = caseAt('disposisi');
  history.comment(wib(1, '08:09'), by, 'Ditolak.');
  history.close(wib(1, '08:10'), by);
  const { journal, state } = run(history, [], NOON);
  expect(journal.find(({ kind }) => kind === 'refused')?.reason).toBe(reason);
  expect(state?.end).toBeUndefined();
});

describe('R16: a step says who may reject in it', () => {
  const closing = (close: Step['close'] | undefined): Config => {
    const [entry] = office.procedures.values();
    if (!entry) throw new Error('No procedure.');
    const value = structuredClone(entry.value);
    if (close) stepOf(value, 'pengecekan').close = close;
    return { ...office, procedures: new Map([[value.id, { ...entry, value }]]) };
  };
  const closed = (close: Step['close'] | undefined, login: string, reason = 'Ruang rusak.') => {
    const history = caseAt('pengecekan', { config: closing(close) });
    const by = login === applicant.login ? applicant : login;
    history.comment(wib(1, '08:09'), by, reason);
    history.close(wib(1, '08:10'), by);
    return acts(run(history, [], NOON).journal).at(-1);
  };

  test.each<[Step['close'] | undefined, string, string]>([
    [undefined, 'contoh-operator', 'rejected pengecekan#1 → rejected'],
    [['subkor-ile'], 'contoh-subkor-ile', 'rejected pengecekan#1 → rejected'],
    [['subkor-ile'], 'contoh-operator', 'refused pengecekan#1 (no-such-outcome)'],
    ['none', 'contoh-subkor-ile', 'refused pengecekan#1 (no-such-outcome)'],
    ['none', 'contoh-walikota', 'refused pengecekan#1 (out-of-turn)'],
    ['none', applicant.login, 'withdrawn pengecekan#1 → withdrawn'],
  ])('R16: in a step with close %j, a close by %s is journaled as “%s”', (close, login, said) => {
    expect(closed(close, login)).toBe(said);
  });

  test('R16: in a step where nobody may reject, a close without a reason is refused as no-such-outcome', () => {
    const history = caseAt('pengecekan', { config: closing('none') });
    history.close(wib(1, '08:10'), 'contoh-operator');
    expect(acts(run(history, [], NOON).journal).at(-1)).toBe('refused pengecekan#1 (no-such-outcome)');
  });

  test('R16: a person with a role that may reject and a role that may not rejects in the role that may', () => {
    const config = closing(['staf-operator']);
    const roles = structuredClone(config.roles);
    const operator = holder('contoh-operator');
    roles.roles['subkor-ile']?.holders.push({
      ...{ account: operator.id, login: operator.login, name: 'Contoh Operator', from: '2026-01-01' },
    });
    const history = caseAt('pengecekan', { config: { ...config, roles } });
    history.comment(wib(1, '08:09'), operator, 'Ruang rusak.');
    history.close(wib(1, '08:10'), operator);
    expect(run(history, [], NOON).journal.at(-1)).toMatchObject({ kind: 'rejected', who: { role: 'staf-operator' } });
  });
});

test('R1: the second role of an `all` may reject before the first role has acted', () => {
  const history = caseAt('pengecekan');
  history.comment(wib(1, '08:09'), 'contoh-operator', 'Ruang rusak.');
  history.close(wib(1, '08:10'), 'contoh-operator');
  expect(run(history, [], NOON).state?.end?.kind).toBe('rejected');
});

test('R1, R19: a comment that another account edited is no reason, and no older comment replaces it', () => {
  const history = caseAt('penerimaan');
  history.comment(wib(1, '08:01'), 'contoh-tu', 'Catatan lama.');
  const reason = history.comment(wib(1, '08:02'), 'contoh-tu', 'Suratnya palsu.');
  history.shows(reason, { editedByOther: true });
  history.close(wib(1, '08:03'), 'contoh-tu');
  expect(acts(run(history, [], NOON).journal).at(-1)).toBe('refused penerimaan#1 (incomplete)');
});

test('R1: after a refused close the case continues', () => {
  const history = caseAt('penerimaan');
  history.close(wib(1, '08:01'), stranger);
  history.approve(wib(1, '08:02'), 'contoh-tu');
  expect(acts(run(history, [], NOON).journal).slice(-2)).toEqual([
    'refused penerimaan#1 (no-role)',
    'accepted penerimaan#1 → disposisi#1',
  ]);
});

test('R1: if the forge cannot reopen the pull request, the case moves to a successor and continues in its step', () => {
  const history = caseAt('disposisi');
  history.close(wib(1, '08:10'), stranger);
  const { journal, state } = run(history, [], wib(1, '08:12'), { cannotReopen: true });
  expect(shown(journal).at(-1)).toBe('moved disposisi#1');
  expect(journal.at(-1)).toMatchObject({ at: wib(1, '08:10'), who: { login: stranger.login } });
  expect([state?.end, state?.moved, state?.visit.step]).toEqual([undefined, 1, 'disposisi']);
});

test('R1: a merge into another branch moves the case to a successor twice, and the third merge ends the case', () => {
  const history = caseAt('koordinasi');
  for (let n = 0; n < 3; n += 1) history.close(wib(1, `08:1${n}`), 'contoh-kabid-aptika', true);
  expect(acts(run(history, [], NOON).journal).slice(-3)).toEqual([
    'moved koordinasi#1',
    'moved koordinasi#1',
    'ended-outside koordinasi#1 → ended-outside',
  ]);
});

test('R1: a merge into main by an account other than the process ends the case outside the procedure', () => {
  const history = caseAt('koordinasi');
  history.close(wib(1, '08:10'), 'contoh-kabid-aptika', true, 'main');
  expect(acts(run(history, [], NOON).journal).at(-1)).toBe('ended-outside koordinasi#1 → ended-outside');
});

test('R1: a case that cannot be reopened after the second move ends as abandoned, at the time of the close', () => {
  const history = caseAt('disposisi');
  for (let n = 0; n < 2; n += 1) history.close(wib(1, `08:1${n}`), stranger, true);
  history.close(wib(1, '08:20'), stranger);
  const first = run(history, [], wib(1, '08:22'), { cannotReopen: true });
  expect(shown(first.journal).at(-1)).toBe('abandoned disposisi#1 → abandoned');
  expect(first.state?.end?.at).toBe(wib(1, '08:20'));
  expect(run(history, first.journal, NOON, { cannotReopen: true }).entries).toEqual([]);
});

test('R16: after the end every act is refused as closed, and nothing else happens', () => {
  const history = caseAt('disposisi');
  history.close(wib(1, '08:10'), history.opener);
  history.approve(wib(1, '08:11'), 'contoh-kepala-dinas', 'Setuju.');
  history.push(wib(1, '08:12'), request({ '/kegiatan/judul': 'Lain' }));
  history.sign(wib(1, '08:13'));
  history.close(wib(1, '08:14'), stranger, true);
  const { journal } = run(history, [], wib(20, '08:00'));
  expect(shown(journal).slice(-2)).toEqual(['withdrawn disposisi#1 → withdrawn', 'refused disposisi#1 (closed)']);
});

test('R13: closing a draft changes nothing', () => {
  const history = draft();
  history.close(wib(1, '07:55'), history.opener);
  expect(run(history, [], NOON).journal).toEqual([]);
  history.label(wib(1, '07:56'), 'reopened');
  history.sign(SUBMITTED);
  expect(run(history, [], SUBMITTED).state?.visit.step).toBe('penerimaan');
});

test('R13: a closed pull request of a branch outside cms/ is not submitted until it is reopened', () => {
  const history = draft({ branch: 'permohonan/contoh', draft: true });
  history.close(wib(1, '07:55'), history.opener);
  history.label(wib(1, '07:56'), 'ready');
  expect(run(history, [], NOON).journal).toEqual([]);
  history.label(wib(1, '07:57'), 'reopened');
  expect(run(history, [], NOON).journal[0]?.at).toBe(wib(1, '07:57'));
});
