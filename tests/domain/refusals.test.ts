import { describe, expect, test } from 'vitest';
import type { Config } from '#domain/case/state/config.ts';
import type { Account } from '#domain/case/state/facts.ts';
import type { Holder } from '#domain/generated/roles.ts';
import {
  acts,
  applicant,
  caseAt,
  findBusy,
  type History,
  holder,
  office,
  request,
  results,
  run,
  stranger,
  type Words,
  wib,
} from '../support/world.ts';

const LATER = wib(1, '08:30');

/** Returns how the last act of a history was judged: `accepted`, or the reason of its refusal. */
function judged(history: History, now = LATER) {
  const last = run(history, [], now).journal.findLast(({ kind }) => kind === 'accepted' || kind === 'refused');
  return last?.kind === 'refused' ? last.reason : last?.kind;
}

interface Act {
  readonly at: string;
  readonly time?: string;
  readonly by: Account | string;
  readonly gesture?: 'approve' | 'changes';
  readonly words?: Words;
  readonly edited?: true;
}

function act(history: History, { time = LATER, by, gesture = 'approve', words = {}, edited }: Act): void {
  const review = history.review(time, gesture, by, words);
  if (edited) history.shows(review, { editedByOther: true });
}

const bot: Account = { id: 5001, login: 'contoh[bot]', kind: 'bot' };
const ghost: Account = { id: 0, login: 'ghost', kind: 'ghost' };
const other = 'f'.repeat(64);

// Where possible, a reason that comes later in the list applies to the act too. The first reason must be reported.
test.each<readonly [reason: string, act: Act]>([
  ['closed', { at: 'end', by: bot, time: wib(7, '12:00'), edited: true }],
  ['edited', { at: 'penerimaan', by: bot, edited: true }],
  ['edited', { at: 'disposisi', by: 'contoh-tu', edited: true }],
  ['edited', { at: 'penerimaan', by: 'contoh-tu', words: { note: 'Lengkap.' }, edited: true }],
  ['not-a-person', { at: 'penerimaan', by: bot }],
  ['not-a-person', { at: 'penerimaan', by: ghost }],
  ['already-acted', { at: 'disposisi', by: 'contoh-tu' }],
  ['applicant', { at: 'penerimaan', by: applicant }],
  ['no-role', { at: 'penerimaan', by: stranger }],
  ['out-of-turn', { at: 'penerimaan', by: 'contoh-walikota', words: { digest: other } }],
  ['too-early', { at: 'pelaksanaan', by: 'contoh-operator', words: { digest: other } }],
  [
    'no-such-outcome',
    { at: 'pemberitahuan-alternatif', by: 'contoh-subkor-ile', gesture: 'changes', words: { digest: other } },
  ],
  ['stale', { at: 'disposisi', by: 'contoh-kepala-dinas', words: { digest: other } }],
  ['stale', { at: 'disposisi', by: 'contoh-kepala-dinas', words: { visit: 'disposisi#2' } }],
  ['stale', { at: 'laporan-walikota', by: 'contoh-kepala-dinas', words: { visit: 'disposisi#1', note: 'Lain.' } }],
  ['incomplete', { at: 'disposisi', by: 'contoh-kepala-dinas' }],
  ['incomplete', { at: 'disposisi', by: 'contoh-kepala-dinas', gesture: 'changes' }],
  ['incomplete', { at: 'pengecekan', by: 'contoh-subkor-ile' }],
])('R16: an act is refused as %s: %o', (reason, given) => {
  const at = given.at === 'pemberitahuan-alternatif' ? 'pengecekan' : given.at;
  const history = caseAt(at);
  if (given.at !== at) findBusy(history, wib(1, '08:10'));
  act(history, given);
  expect(judged(history, given.time)).toBe(reason);
});

test('R16: a refusal names who acted, whose turn it is, and in which step the case is', () => {
  const history = caseAt('penerimaan');
  const early = history.approve(LATER, 'contoh-walikota', 'Setuju.');
  const [refused] = run(history, [], LATER).journal.slice(-1);
  expect(refused).toMatchObject({
    kind: 'refused',
    reason: 'out-of-turn',
    step: 'penerimaan',
    visit: 1,
    gesture: 'approve',
    detail: { role: 'tu' },
    who: { id: 1004, login: 'contoh-walikota', name: 'Contoh Wali Kota', role: 'walikota' },
    source: { kind: 'review', id: early.id },
  });
  expect(refused?.next).toBeUndefined();
});

test('R16: an act while the case is with the applicant is out of turn, and the refusal says so', () => {
  const history = caseAt('penerimaan');
  history.changes(wib(1, '08:01'), 'contoh-tu', 'Nomor surat salah.');
  history.approve(LATER, 'contoh-kepala-dinas', 'Setuju.');
  expect(run(history, [], LATER).journal.at(-1)).toMatchObject({
    reason: 'out-of-turn',
    detail: { role: 'applicant' },
  });
});

test('R12, R16: a refusal names everything that is missing at once', () => {
  const history = caseAt('pengecekan');
  const result = results['pengecekan']?.({ '/mulai': '2026-12-07T10:00:00+07:00', '/platform': 'tidak-ada' }) ?? {};
  history.approve(LATER, 'contoh-subkor-ile', { result });
  const tooShort = results['pengecekan']?.({ '/mulai': '2026-12-07T10:00:00+07:00', '/ruang': 'aula' }) ?? {};
  history.approve(wib(1, '08:31'), 'contoh-subkor-ile', { result: tooShort });
  const { journal } = run(history, [], wib(1, '08:31'));
  const [first, second] = journal.slice(-2);
  expect(first?.problems?.map(({ path }) => path)).toEqual(['/platform']);
  expect(second?.problems?.map(({ code }) => code).sort()).toEqual(['slot-misses-request', 'unknown-room']);
});

test('R4: a review with two result blocks, or with one that is not YAML, is incomplete', () => {
  const history = caseAt('pengecekan');
  const two = history.approve(wib(1, '08:20'), 'contoh-subkor-ile', { result: results['pengecekan']?.() ?? {} });
  history.shows(two, { body: `${two.body}\n\n${two.body}` });
  expect(judged(history)).toBe('incomplete');
  history.approve(LATER, 'contoh-subkor-ile', { result: 'mulai: [' });
  expect(judged(history)).toBe('incomplete');
});

const BOOK = 'x'.repeat(60_000);

test.each([
  ['text in another writing direction', 'Setuju \u202egnp.exe', 'forbidden-character'],
  ['a text as long as a book', BOOK, 'text-too-long'],
])(
  'R9, R16: %s as the note of an act or the reason of a close makes the act incomplete, and none of the text is kept',
  (_what, note, code) => {
    for (const gesture of ['approve', 'changes', 'close'] as const) {
      const history = caseAt('disposisi');
      const said = history.review(
        wib(1, '08:09'),
        gesture === 'close' ? 'comment' : gesture,
        'contoh-kepala-dinas',
        'Baik.',
      );
      history.shows(said, { body: note });
      if (gesture === 'close') history.close(wib(1, '08:10'), 'contoh-kepala-dinas');
      const { journal } = run(history, [], LATER);
      expect(journal.find(({ kind }) => kind === 'refused')).toMatchObject({
        reason: 'incomplete',
        gesture,
        problems: [{ code }],
      });
      expect(journal.at(-1)?.kind).not.toBe('rejected');
      const kept = JSON.stringify(journal);
      expect(kept).not.toMatch(/[\u202e]|x{5000}/);
    }
  },
);

test.each([
  ['names the current visit, the second another one', 'visit=disposisi#1', 'visit=disposisi#2', 'incomplete'],
  ['names another visit, the second the current one', 'visit=disposisi#2', 'visit=disposisi#1', 'stale'],
  ['names no digest, the second another digest', '', `digest=${other}`, 'incomplete'],
  ['names another digest, the second no digest', `digest=${other}`, '', 'stale'],
])(
  'R4, R16: of two lines that name visit and digest, the first says what the act names: the first %s',
  (_what, first, second, reason) => {
    const history = caseAt('disposisi');
    const line = (names: string): string => `<!-- disposisi:${names && ` ${names}`} -->`;
    const review = history.approve(LATER, 'contoh-kepala-dinas', 'Setuju.');
    history.shows(review, { body: `${line(first)}\n\nSetuju.\n\n${line(second)}` });
    expect(judged(history)).toBe(reason);
  },
);

describe('R10: a result with Request changes', () => {
  const asked = (words: Words) => {
    const history = caseAt('koordinasi');
    history.changes(wib(1, '08:10'), 'contoh-kabid-aptika', words);
    return history;
  };
  const brought: Words = { note: 'Belum cocok.', result: results['koordinasi']?.() ?? {} };

  test('R10: a result with Request changes is refused as incomplete, whether or not Approve needs one', () => {
    const refused = run(asked(brought), [], LATER).journal.findLast(({ kind }) => kind === 'refused');
    expect(refused).toMatchObject({ kind: 'refused', reason: 'incomplete', gesture: 'changes' });
    expect(refused?.problems).toMatchObject([
      { code: 'result-unexpected', message: { en: /^Request changes brings no/ } },
    ]);
    const elsewhere = caseAt('penerimaan');
    elsewhere.changes(LATER, 'contoh-tu', { note: 'Belum lengkap.', result: {} });
    expect(judged(elsewhere)).toBe('incomplete');
    expect(judged(asked({ note: 'Belum cocok.' }))).toBe('accepted');
  });

  test('R10: a result with Request changes is reported together with everything that is missing', () => {
    const refused = run(asked({ ...brought, note: '' }), [], LATER).journal.findLast(({ kind }) => kind === 'refused');
    expect(refused?.problems?.map(({ code }) => code)).toEqual(['note-missing', 'result-unexpected']);
  });
});

test('R2: a holder of two roles acts twice, once in each row', () => {
  expect(acts(run(caseAt('arahan-walikota'), [], LATER).journal).slice(-2)).toEqual([
    'accepted disposisi#1 → laporan-walikota#1',
    'accepted laporan-walikota#1 → arahan-walikota#1',
  ]);
});

test('R2: the same words again are refused as already-acted, and other words are accepted in the next row', () => {
  const history = caseAt('disposisi');
  history.approve(wib(1, '08:05'), 'contoh-kepala-dinas', 'Setuju.');
  history.approve(wib(1, '08:06'), 'contoh-kepala-dinas', 'Setuju.');
  expect(judged(history)).toBe('already-acted');
  history.approve(wib(1, '08:07'), 'contoh-kepala-dinas', 'Dilaporkan.');
  expect(judged(history)).toBe('accepted');
});

test('R2: after a return and a new submission the same words are accepted again', () => {
  const history = caseAt('penerimaan');
  history.changes(wib(1, '08:05'), 'contoh-tu', 'Nomor surat salah.');
  history.sign(wib(1, '08:10'));
  history.changes(wib(1, '08:15'), 'contoh-tu', 'Nomor surat salah.');
  expect(judged(history)).toBe('accepted');
});

test('R16, security 14: the applicant is the opener, whatever roles they hold', () => {
  const tu = holder('contoh-tu');
  const own = caseAt('penerimaan', { opener: tu, request: request({ '/pemohon/akun': 'contoh-tu' }) });
  own.approve(LATER, tu);
  expect(judged(own)).toBe('applicant');
});

test('R17, security 12: a holder is known by account number: another letter case of the login is the same holder, another number is not', () => {
  const history = caseAt('penerimaan');
  history.approve(wib(1, '08:10'), { ...holder('contoh-tu'), id: 4711 });
  expect(judged(history)).toBe('no-role');
  history.approve(LATER, { ...holder('contoh-tu'), login: 'Contoh-TU' });
  expect(judged(history)).toBe('accepted');
});

/** Returns the office with one more holder of a role. */
const officeWith = (role: string, given: Holder): Config => {
  const roles = structuredClone(office.roles);
  roles.roles[role]?.holders.push(given);
  return { ...office, roles };
};

test.each([
  ['the day before', wib(2, '23:59:59'), 'no-role'],
  ['the first second of the first day', wib(3, '00:00'), 'accepted'],
  ['the last second of the last day', wib(4, '23:59:59'), 'accepted'],
  ['the day after', wib(5, '00:00'), 'no-role'],
])('R17, security 15: an acting official acts within the dates of the decree: %s', (_when, time, expected) => {
  const acting = { kind: 'plh', decree: 'CONTOH/SP-PLH/009/2026' } as const;
  const config = officeWith('tu', {
    account: stranger.id,
    login: stranger.login,
    name: 'Contoh Plh. TU',
    from: '2026-12-03',
    until: '2026-12-04',
    acting,
  });
  const history = caseAt('penerimaan', { config });
  history.approve(time, stranger);
  expect(judged(history, wib(6, '00:00'))).toBe(expected);
  if (expected === 'accepted')
    expect(run(history, [], time).journal.at(-1)?.who).toEqual({
      id: stranger.id,
      login: stranger.login,
      name: 'Contoh Plh. TU',
      role: 'tu',
      acting,
    });
});

test('R17: the roles at the time of the act count, even if the run comes after they ended', () => {
  const config = officeWith('tu', { account: 1999, login: 'x', name: 'X', from: '2026-12-01', until: '2026-12-01' });
  const history = caseAt('penerimaan', { config });
  history.approve(LATER, stranger);
  expect(judged(history, wib(20, '08:00'))).toBe('accepted');
});

test('R1: a comment decides nothing', () => {
  const history = caseAt('penerimaan');
  history.comment(LATER, 'contoh-tu', 'Setuju.');
  expect(run(history, [], LATER).entries.filter(({ kind }) => kind !== 'rung')).toHaveLength(1);
});
