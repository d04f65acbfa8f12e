import { describe, expect, test } from 'vitest';
import type { Config } from '#domain/case/state/config.ts';
import type { Account } from '#domain/case/state/facts.ts';
import { publicPart } from '#domain/journal/parts.ts';
import { indexPart } from '#domain/journal/index-file.ts';
import { originCaseOf } from '#domain/case/state/origin.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { judgeAgain } from '#domain/replay/judge-again.ts';
import { rulesFor } from '#domain/case/state/world.ts';
import {
  acts,
  applicant,
  edited,
  History,
  holder,
  type Json,
  office,
  request,
  run,
  type RunOptions,
  stranger,
  SUBMITTED,
  wib,
} from '../support/world.ts';

const NOON = wib(1, '12:00');
const FIELD = '/pemohon/akun';
const counter = holder('contoh-loket');
const person: Account = { id: 1201, login: 'Contoh-Warga', kind: 'user' };
const accounts = new Map([
  ...[applicant, stranger, counter, holder('contoh-tu'), holder('contoh-kepala-dinas')].map(
    ({ login, id }) => [login.toLowerCase(), id] as const,
  ),
  ['contoh-warga', person.id] as const,
  ['contoh-loket-lama', counter.id] as const,
]);
const with_ = { accounts };

/** Returns a request that was made at the counter the day before, by letter. */
const asked = (account?: string, changes: Record<string, unknown> = {}) =>
  request({
    [FIELD]: account,
    '/pemohon/masuk_tanggal': '2026-11-30',
    '/pemohon/masuk_lewat': 'surat',
    ...changes,
  });

/** Pushes a request with an attachment, since its schema requires a letter. */
const push = (history: History, at: string, value: Json): void => {
  history.push(at, edited(value, { '/lampiran': ['surat.pdf'] }), { attachments: ['surat.pdf'] });
};

function submitted(opener: Account, value: Json): History {
  const history = new History({ opener });
  push(history, wib(1, '07:50'), value);
  history.label(wib(1, '07:50:05'), 'opened');
  history.sign(SUBMITTED);
  return history;
}

/** Returns the problems of a first submission with their fields. An accepted submission has none. */
const refusal = (history: History, options: RunOptions = with_): string[] => {
  const { refusedDraft, entries } = run(history, [], NOON, options);
  if (!refusedDraft) expect(entries[0]?.kind).toBe('submitted');
  return (refusedDraft?.problems ?? []).map(({ code, path }) => `${code} ${path}`);
};

/** Returns the findings of verification: none if the judge would write the same journal. */
const again = (journal: readonly Entry[], config: Config = office) => {
  const rules = rulesFor(config, journal[0]?.request);
  const ground = { config, rules, others: { bookings: [], agenda: {}, openCases: {} } };
  return [...judgeAgain(journal, () => ground)].flatMap(({ differences, neverWritten, fault }) => [
    ...differences.map(({ path }) => path),
    ...(neverWritten ? [neverWritten] : []),
    ...(fault === undefined ? [] : [fault]),
  ]);
};

describe('a person who asks for themselves', () => {
  test.each(['contoh-kepala-dinas', 'Contoh-TU', stranger.login, 'tidak-ada'])(
    'R12, security 61: an applicant who names %s as their own account is refused at that field, also if that account decides',
    (login) => {
      const history = submitted(applicant, request({ [FIELD]: login }));
      expect(refusal(history)).toEqual([`not-own-account ${FIELD}`]);
      const [problem] = run(history, [], NOON, with_).refusedDraft?.problems ?? [];
      expect(problem).toMatchObject({ expected: 'contoh-opd', received: login, label: { id: 'Akun' } });
      // The message of a problem may be public, and must not contain the account.
      expect(JSON.stringify(problem?.message).toLowerCase()).not.toContain(login.toLowerCase());
    },
  );

  test('R12: an applicant names their own account in any letter case, or leaves the field empty if the schema allows it', () => {
    expect(refusal(submitted(applicant, request({ [FIELD]: 'CONTOH-Opd' })))).toEqual([]);
    expect(refusal(submitted(applicant, request({ [FIELD]: undefined })))).toEqual([]);
  });

  test('R12, R17, R29: after a change of login the old and the new login are accepted, and verification uses the login of each entry', () => {
    const before = submitted(applicant, request());
    before.approve(wib(1, '08:01'), 'contoh-tu');
    before.changes(wib(1, '08:02'), 'contoh-kepala-dinas', 'Lengkapi.');
    const { journal } = run(before, [], wib(1, '08:03'), with_);
    const renamed = { ...applicant, login: 'contoh-opd-baru' };
    const after = submitted(renamed, request());
    after.approve(wib(1, '08:01'), 'contoh-tu');
    after.changes(wib(1, '08:02'), 'contoh-kepala-dinas', 'Lengkapi.');
    push(after, wib(1, '08:05'), request({ [FIELD]: 'contoh-opd-baru' }));
    after.sign(wib(1, '08:06'));
    const next = run(after, journal, NOON, with_);
    expect(next.entries.map(({ kind }) => kind)).toContain('submitted');
    expect(again(next.journal)).toEqual([]);
  });
});

describe('a person who enters a request for somebody', () => {
  test.each<[what: string, account: string | undefined, problems: string[]]>([
    ['nobody', undefined, []],
    ['a person without a role', person.login.toUpperCase(), []],
    ['themselves', 'Contoh-LOKET', [`account-of-opener ${FIELD}`]],
    ['themselves by another login', 'contoh-loket-lama', [`account-of-opener ${FIELD}`]],
    ['an account that decides', 'contoh-kepala-dinas', [`account-decides ${FIELD}`]],
    ['the only holder of receipt', 'Contoh-TU', [`account-decides ${FIELD}`]],
    ['an unknown account', 'tidak-ada', [`account-unknown ${FIELD}`]],
  ])('R12, R41, security 61: whether a person who enters a request may name %s', (_what, account, problems) => {
    expect(refusal(submitted(counter, asked(account)))).toEqual(problems);
  });

  test('R41: a request may be entered for a former official', () => {
    const roles = structuredClone(office.roles);
    for (const each of roles.roles['tu']?.holders ?? []) each.until = '2026-11-30';
    const history = submitted(counter, asked('contoh-tu'));
    expect(refusal(history, { ...with_, config: { ...office, roles } })).toEqual([]);
  });

  test('R11, R41: the internal part of an entry has the named account’s number, and the index has the person', () => {
    const { journal, state } = run(submitted(counter, asked(person.login)), [], NOON, with_);
    expect(journal[0]?.onBehalf).toMatchObject({ role: 'loket', date: '2026-11-30', account: person.id });
    const all = { request: undefined, result: () => undefined, hasNature: false };
    const open = publicPart(journal[0] as Entry, { narrowed: false, applicant: undefined }, all);
    expect(open).toMatchObject({ onBehalf: { role: 'loket', date: '2026-11-30' } });
    expect(JSON.stringify(open)).not.toContain(String(person.id));
    expect(state && indexPart(state).open).toMatchObject({ applicant: counter.id, onBehalf: true, person: person.id });
    expect(again(journal)).toEqual([]);
  });

  test('R29, R41: a push or a correction may name another person, and verification uses the number in each entry', () => {
    const history = submitted(counter, asked(person.login));
    push(history, wib(1, '08:05'), asked(stranger.login));
    history.changes(wib(1, '08:10'), 'contoh-tu', 'Lengkapi.');
    push(history, wib(1, '08:20'), asked(stranger.login, { '/kegiatan/judul': 'Judul lain' }));
    history.sign(wib(1, '08:21'));
    const { journal, state } = run(history, [], NOON, with_);
    const reported = journal.filter(({ onBehalf }) => onBehalf).map(({ kind, onBehalf }) => [kind, onBehalf?.account]);
    expect(reported).toEqual([
      ['submitted', person.id],
      ['superseded', stranger.id],
      ['submitted', stranger.id],
    ]);
    expect(state?.onBehalf?.account).toBe(stranger.id);
    expect(again(journal)).toEqual([]);
    const forged = journal.map((entry) =>
      entry.kind === 'superseded' && entry.onBehalf
        ? { ...entry, onBehalf: { ...entry.onBehalf, account: 1002 } }
        : entry,
    );
    expect(again(forged)).not.toEqual([]);
  });

  test('R16, R41, security 14: the person for whom a request was entered decides nothing in it, whatever roles the person has, and may withdraw it', () => {
    const roles = structuredClone(office.roles);
    const since = { account: person.id, login: person.login, name: 'Contoh Warga', from: '2026-12-02' };
    roles.roles['tu']?.holders.push(since);
    const history = submitted(counter, asked(person.login));
    history.approve(wib(2, '08:00'), person);
    history.close(wib(2, '08:10'), { ...person, login: 'nama-baru' });
    const { journal } = run(history, [], wib(2, '09:00'), { ...with_, config: { ...office, roles } });
    expect(acts(journal).slice(-2)).toEqual(['refused penerimaan#1 (applicant)', 'withdrawn penerimaan#1 → withdrawn']);
    const applies = { narrowed: false, applicant: counter.id };
    const withdrawn = publicPart(journal.at(-1) as Entry, applies, {
      request: undefined,
      result: () => undefined,
      hasNature: false,
    });
    expect(withdrawn).toMatchObject({ who: { role: 'applicant' } });
  });

  test('R45: as an origin, a case names by number its opener and the person for whom it was entered', () => {
    const { state } = run(submitted(counter, asked(person.login)), [], NOON, with_);
    expect(state && originCaseOf(state, false)).toMatchObject({ opener: counter.id, person: person.id });
    const { state: nobodys } = run(submitted(counter, asked()), [], NOON, with_);
    expect(nobodys && originCaseOf(nobodys, false)).not.toHaveProperty('person');
  });
});
