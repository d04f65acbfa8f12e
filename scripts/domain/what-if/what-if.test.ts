import { describe, expect, it } from 'vitest';
import type { Config } from '#domain/case/state/config.ts';
import { rulesFor } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { changed } from '#tests/support/changed.ts';
import { newConfig, walkCases, type Way } from '#tests/support/forged-register.ts';
import { after, type History, office, results, walk, wib } from '#tests/support/world.ts';
import { whatIfComment } from './comment.ts';
import { type ConfigChange, WhatIf } from './what-if.ts';
import type { CaseComparison, CaseDifference } from './compare-case.ts';
import { differenceWords, unknownWords } from './words.ts';

const SOP = 'protokol-manajemen-krisis';

/** Compares cases that went these ways with the same cases under a change. */
function compared(
  ways: Readonly<Record<number, Way>>,
  change: ConfigChange,
  stood: { readonly config: Config | undefined } = { config: newConfig },
): readonly CaseComparison[] {
  const steps = walkCases(new Map(Object.entries(ways).map(([number, way]) => [Number(number), way])));
  const journals = new Map<number, Entry[]>();
  for (const step of steps)
    if ('number' in step) journals.set(step.number, [...(journals.get(step.number) ?? []), ...step.entries]);
  const taken = new Map<number, number>();
  const whatIf = new WhatIf(change);
  for (const step of steps) {
    if (!('number' in step)) continue;
    const { number } = step;
    const journal = journals.get(number) ?? [];
    const from = taken.get(number) ?? 0;
    const to = from + step.entries.length;
    taken.set(number, to);
    whatIf.take(
      { number, journal, from, to },
      { config: () => stood.config, rules: rulesFor(newConfig, journal[0]?.request) },
    );
  }
  return whatIf.conclude().cases;
}

/** Returns the comparisons of `compared` by the number of the case. */
const otherwise = (...given: Parameters<typeof compared>): Record<number, CaseComparison> =>
  Object.fromEntries(compared(...given).map((each) => [each.number, each]));

const edit = (change: (procedure: Procedure) => void): ConfigChange => changed(newConfig, SOP, change);

/** Returns the sentences about a case’s differences, in Indonesian. */
const said = (comparison: CaseComparison | undefined): string[] =>
  (comparison?.differences ?? []).map(
    (each) => differenceWords(each, { zone: 'Asia/Pontianak', roles: office.roles, rooms: office.rooms }).id,
  );

/** Makes an act some seconds after the last recorded fact. */
const then =
  (does: (history: History, at: string) => void, seconds = 60) =>
  (history: History): string => {
    const at = after(history.facts.at(-1)?.at ?? '', seconds);
    does(history, at);
    return after(at, 1);
  };

describe('what a change would have made of a past case', () => {
  it('a case is identical, entry for entry, under a procedure with the same content', () => {
    const { 1: one } = otherwise(
      { 1: {} },
      edit(() => undefined),
    );
    expect(one).toMatchObject({ identical: true, renumbered: false, differences: [], unknown: 0 });
  });

  it('cases are listed by number, also if a later one ended first', () => {
    // Under the change, the first case waits in a step that time can end.
    const change = edit((procedure) => (stepOf(procedure, 'disposisi').outcomes.approve = [{ to: 'koordinasi' }]));
    const ways = { 1: { to: 'laporan-walikota' }, 2: { to: 'penerimaan' } };
    expect(compared(ways, change).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('a case of which only deadlines change is not identical, but has no differences that are reported', () => {
    const change = edit((procedure) => (stepOf(procedure, 'disposisi').time = { printed: '', limit: 'PT20M' }));
    expect(otherwise({ 1: {} }, change)[1]).toMatchObject({ identical: false, differences: [] });
  });

  it('a case becomes late by a shorter time limit, and is no longer late by a longer one', () => {
    const slow: Way = {
      to: 'disposisi',
      more: then((history, at) => history.approve(at, 'contoh-kepala-dinas', 'Tindak lanjuti.'), 2400),
    };
    const quick: Way = {
      ...slow,
      more: then((history, at) => history.approve(at, 'contoh-kepala-dinas', 'Ya.'), 1200),
    };
    const limit = (value: string) =>
      edit((procedure) => (stepOf(procedure, 'disposisi').time = { printed: '', limit: value }));
    const halved = otherwise({ 1: slow, 2: quick }, limit('PT15M'));
    expect(halved[1]?.differences).toEqual([]);
    expect(halved[2]?.differences).toMatchObject([{ kind: 'late', step: 'disposisi', row: 3, visit: 1, seconds: 300 }]);
    const doubled = otherwise({ 1: slow, 2: quick }, limit('PT1H'));
    expect(doubled[1]?.differences).toMatchObject([{ kind: 'in-time', step: 'disposisi', seconds: 600 }]);
    expect(said(doubled[1])).toEqual(['langkah 3 tidak lagi terlambat 10 menit']);
    expect(doubled[2]?.differences).toEqual([]);
  });

  it('R35: whether an open case is late is judged at the last instant in the register', () => {
    const ways = { 1: { to: 'laporan-walikota' }, 2: { more: () => wib(8, '00:00') } };
    const change = edit((procedure) => (stepOf(procedure, 'laporan-walikota').time = { printed: '', limit: 'P30D' }));
    expect(otherwise(ways, change)[1]?.differences).toMatchObject([{ kind: 'in-time', step: 'laporan-walikota' }]);
  });

  it('a case whose act a new rule refuses waits at that step', () => {
    const change = edit((procedure) => (stepOf(procedure, 'laporan-walikota').fourEyes = ['disposisi']));
    const { 1: one } = otherwise({ 1: { to: 'arahan-walikota' } }, change);
    expect(one?.differences).toMatchObject([
      { kind: 'refused', step: 'laporan-walikota', login: 'contoh-kepala-dinas', reason: 'four-eyes', more: 0 },
      { kind: 'stuck', step: 'laporan-walikota', row: 4, roles: ['kepala-dinas'] },
    ]);
    expect(said(one)[0]).toMatch(
      /^langkah 4: Setujui oleh contoh-kepala-dinas tidak diterima: harus orang lain, bukan /,
    );
    expect(said(one)[1]).toMatch(/^tertahan di langkah 4, menunggu Kepala Dinas/);
  });

  it('a case gets an act accepted that was refused', () => {
    const ways = {
      1: {
        to: 'penerimaan',
        more: then((history, at) => history.approve(at, 'contoh-kepala-dinas', 'Setuju.')),
      },
    };
    const change = edit((procedure) => (stepOf(procedure, 'penerimaan').actor = { any: ['tu', 'kepala-dinas'] }));
    const { 1: one } = otherwise(ways, change);
    expect(one?.differences).toMatchObject([
      { kind: 'accepted', login: 'contoh-kepala-dinas', reason: 'out-of-turn' },
      { kind: 'routed', step: 'penerimaan', was: null, would: { step: 'disposisi', row: 3 } },
      { kind: 'stuck', step: 'disposisi' },
    ]);
    expect(said(one)[1]).toBe('dari langkah 2 ke langkah 3, bukan tetap di situ');
  });

  it('a case takes another outcome and has another end', () => {
    const change = edit((procedure) => {
      stepOf(procedure, 'arahan-walikota').outcomes.approve = [{ end: 'completed' }];
    });
    const { 1: one } = otherwise({ 1: { to: 'pengecekan' } }, change);
    expect(one?.differences).toMatchObject([
      { kind: 'refused', reason: 'closed' },
      { kind: 'routed', step: 'arahan-walikota', was: { step: 'koordinasi', row: 6 }, would: { end: 'completed' } },
      { kind: 'ended', was: null, would: 'completed' },
    ]);
    expect(said(one)[2]).toBe('ditutup dengan status selesai, bukan masih berjalan');
  });

  it('a case is refused at submission by a changed schema, with the problems', () => {
    const change = changed(newConfig, SOP, (_procedure, schemas) => {
      const schema = schemas.get('schemas/permohonan-tcm.schema.json') as { required: string[] } | undefined;
      schema?.required.push('anggaran');
    });
    const { 1: one } = otherwise({ 1: {} }, change);
    expect(one?.differences).toMatchObject([{ kind: 'not-submitted', problems: [{ path: '/anggaran' }] }]);
    expect(said(one)[0]).toMatch(/^pengajuannya ditolak: /);
  });

  it('a case is not comparable if the configuration of its time cannot be read', () => {
    const change = edit((procedure) => (procedure.request.openCases = 1));
    const { 1: one } = otherwise({ 1: {} }, change, { config: undefined });
    expect(one?.differences).toEqual([{ kind: 'not-comparable', why: 'configuration' }]);
  });

  const endsInDisposition = edit((procedure) => {
    stepOf(procedure, 'disposisi').outcomes.timeout = { end: 'failed' };
  });
  /** Returns the way of a case whose disposition took three hours, and which then continued to this step. */
  const slow = (to: string): Way => ({
    to: 'disposisi',
    more: (history) => {
      const at = after(history.facts.at(-1)?.at ?? '', 3 * 3600);
      history.approve(at, 'contoh-kepala-dinas', 'Tindak lanjuti.');
      walk(history, to, at, 'laporan-walikota');
      return after(history.facts.at(-1)?.at ?? '', 1);
    },
  });

  it('R6: a case is ended by an outcome by time that the change adds, and later acts are refused', () => {
    const { 1: one } = otherwise({ 1: slow('koordinasi') }, endsInDisposition);
    expect(one?.differences).toMatchObject([
      { kind: 'refused', reason: 'closed', more: 2 },
      { kind: 'routed', step: 'disposisi', would: { end: 'failed' } },
      { kind: 'ended', was: null, would: 'failed' },
    ]);
  });

  it('R24: a room that was taken is free under the change; since the refused result was not kept, its outcome is reported as unknown', () => {
    const taken: Way = {
      to: 'pengecekan',
      more: then((history, at) =>
        history.approve(at, 'contoh-subkor-ile', { result: results['pengecekan']?.() ?? {} }),
      ),
    };
    const second: Way = { ...taken, request: { '/kegiatan/judul': 'Rapat kedua' } };
    const ways = { 1: slow('persiapan-teknis'), 2: second };
    expect(
      otherwise(
        ways,
        edit(() => undefined),
      )[2],
    ).toMatchObject({ identical: true, unknown: 0 });
    const { 1: one, 2: two } = otherwise(ways, endsInDisposition);
    expect(one?.differences.at(-1)).toMatchObject({ kind: 'ended', would: 'failed' });
    expect(two).toMatchObject({ differences: [], unknown: 1 });
  });

  it('R13: a case gets the agenda number that is next under the change', () => {
    const change = edit((procedure) => (stepOf(procedure, 'penerimaan').outcomes.timeout = { end: 'failed' }));
    const late = then((history, at) => history.approve(at, 'contoh-tu'), 3600);
    const { 1: one, 2: two } = otherwise({ 1: { to: 'penerimaan', more: late }, 2: {} }, change);
    expect(one?.differences.at(-1)).toMatchObject({ kind: 'ended', would: 'failed' });
    expect(two).toMatchObject({ renumbered: true, identical: false, differences: [] });
  });

  it('a case is not submitted if an earlier case of the same applicant then stays open', () => {
    const change = edit((procedure) => (stepOf(procedure, 'laporan-walikota').fourEyes = ['disposisi']));
    const ways = { 1: { opener: 4000 }, 2: { opener: 4000 } };
    const { 1: one, 2: two } = otherwise(ways, change);
    expect(one?.differences.at(-1)).toMatchObject({ kind: 'stuck', step: 'laporan-walikota' });
    expect(two?.differences).toMatchObject([{ kind: 'not-submitted', problems: [{ code: 'too-many-open-cases' }] }]);
  });

  it('R17: a case is judged by changed roles on the day of each act', () => {
    const roles = structuredClone(newConfig.roles);
    for (const each of roles.roles['tu']?.holders ?? []) each.until = '2026-11-30';
    const { 1: one } = otherwise({ 1: {} }, { procedures: new Map(), roles });
    expect(one?.differences).toMatchObject([
      { kind: 'refused', login: 'contoh-tu', reason: 'no-role' },
      { kind: 'stuck', step: 'penerimaan' },
    ]);
  });
});

it('the comment shows 25 cases that would go otherwise, and says how many more there are', () => {
  const change = edit((procedure) => (stepOf(procedure, 'penerimaan').actor = 'kepala-dinas'));
  const cases = compared(
    Object.fromEntries(Array.from({ length: 27 }, (_, i) => [i + 1, { to: 'disposisi' }])),
    change,
  );
  const words = { kind: 'computed', asOf: wib(8, '00:00'), most: 50, config: newConfig } as const;
  for (const [total, more] of [
    [26, '… and 1 more case.'],
    [27, '… and 2 more cases.'],
  ] as const) {
    const [indonesian = '', english = ''] = whatIfComment('kunci', { ...words, cases: cases.slice(0, total) }).split(
      'English</summary>',
    );
    expect(english.match(/^\| PMK-2026-\d+ \|/gm)).toHaveLength(25);
    expect(english).toContain(`\n${more}\n`);
    expect(indonesian).toContain(`\n… dan ${total - 25} berkas lagi.\n`);
    // If the head and the line below it have different numbers of columns, a forge shows no table, but plain text.
    expect(english).toContain('\n| outcome | cases |\n| --- | ---: |\n');
    expect(indonesian).toContain('\n| hasil | berkas |\n| --- | ---: |\n');
  }
});

it('a case that is stuck at a step of the applicant waits for the applicant, who has no role', () => {
  const place = { step: 'pengajuan', row: 1, visit: 1 };
  const stuck: CaseDifference = { kind: 'stuck', ...place, roles: ['applicant'], since: wib(1, '08:00') };
  expect(differenceWords(stuck, { zone: 'Asia/Pontianak', roles: office.roles, rooms: office.rooms })).toEqual({
    id: expect.stringContaining(', menunggu pemohon sejak '),
    en: expect.stringContaining(', waiting for the applicant since '),
  });
});

it.each([
  [1, '1 act that was refused cannot be judged again, since the words are not kept: it counts as refused.'],
  [2, '2 acts that were refused cannot be judged again, since the words are not kept: they count as refused.'],
])('says in a whole sentence that %d refused acts cannot be judged again', (count, sentence) =>
  expect(unknownWords(count).en).toBe(sentence),
);
