import { describe, expect, it, test } from 'vitest';
import type { Config } from '#domain/case/state/config.ts';
import { type OriginFault, originCaseOf, originFault } from '#domain/case/state/origin.ts';
import type { OriginCase } from '#domain/case/state/world.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { originProblem } from '#domain/case/submission/origin-problems.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { publicPart } from '#domain/journal/parts.ts';
import {
  after,
  caseAt,
  findBusy,
  History,
  office,
  request,
  results,
  run,
  SUBMITTED,
  walk,
  wib,
} from '../support/world.ts';

describe('the problem of an unknown case of origin', () => {
  const schema = {};
  test('R45: the problem says by whom the case must have been opened', () => {
    const origin = { field: '/asal', from: [{ procedure: 'izin' }] };
    const place = { file: 'request.yaml', schema, procedures: office.procedures };
    expect(originProblem({ fault: 'unknown' }, origin, 'ASAL-2026-7', place).message.en).toBe(
      'There is no case of this number that you opened',
    );
  });
});

const [entry] = office.procedures.values();
const procedure = entry?.value as Procedure;

/** The first of the two Approves that row 7 needs. */
const CHECK = ['contoh-subkor-ile', { result: results['pengecekan']?.() ?? {} }] as const;

const taken = (changes: Partial<OriginCase> = {}): OriginCase => ({
  ...{ case: 'ASAL-2026-7', procedure: 'izin', opener: 1, end: 'rejected', at: '2026-12-01T01:00:00Z', decidedBy: [] },
  ...changes,
});
const fault = (
  rule: Partial<NonNullable<Procedure['origin']>>,
  found: OriginCase | undefined,
  asking: { opener?: number; at?: string; named?: string } = {},
): OriginFault['fault'] | undefined => {
  const { opener = 1, at = '2026-12-01T02:00:00Z', named = 'ASAL-2026-7' } = asking;
  const origin = { field: '/asal', from: [{ procedure: 'izin' }], ...rule };
  const by = { procedure: { ...procedure, clock: { kind: 'continuous' } as const }, config: office, number: 12 };
  return originFault(origin, named, found, { ...by, opener, at })?.fault;
};

describe('R45: which case a request may take as its origin', () => {
  it.each<
    [string, Partial<NonNullable<Procedure['origin']>>['from'], Partial<OriginCase>, OriginFault['fault'] | undefined]
  >([
    ['any end, if the SOP names none', [{ procedure: 'izin' }], { end: 'withdrawn' }, undefined],
    [
      'a waiting case, if the SOP wants ended ones',
      [{ procedure: 'izin' }],
      { end: undefined as never, at: undefined as never },
      'not-taken',
    ],
    [
      'a waiting case, if the SOP allows it',
      [{ procedure: 'izin', waiting: true }],
      { end: undefined as never, at: undefined as never },
      undefined,
    ],
    ['an ended case, if the SOP wants waiting ones', [{ procedure: 'izin', waiting: true }], {}, 'not-taken'],
    [
      'a case with a listed end, if waiting ones are allowed too',
      [{ procedure: 'izin', ends: ['rejected'], waiting: true }],
      {},
      undefined,
    ],
    ['a case with another end', [{ procedure: 'izin', ends: ['refused'] }], {}, 'not-taken'],
    [
      'a case of another SOP',
      [
        { procedure: 'lain', ends: ['rejected'] },
        { procedure: 'izin', ends: ['refused'] },
      ],
      {},
      'not-taken',
    ],
  ])('R45: whether a request may name as its origin %s', (_what, from, found, expected) => {
    const { end, at, ...rest } = taken(found);
    expect(fault({ from: from ?? [] }, { ...rest, ...(end ? { end } : {}), ...(at ? { at } : {}) })).toBe(expected);
  });

  it('R45: an origin may be named until the last second of the time limit, which begins at the end of the origin; a waiting origin has no limit', () => {
    expect(fault({ within: 'PT2H' }, taken(), { at: '2026-12-01T03:00:00Z' })).toBeUndefined();
    expect(fault({ within: 'PT2H' }, taken(), { at: '2026-12-01T03:00:01Z' })).toBe('late');
    const { end: _end, at: _at, ...waiting } = taken();
    const from = [{ procedure: 'izin', waiting: true }];
    expect(fault({ from, within: 'PT2H' }, waiting, { at: '2030-01-01T00:00:00Z' })).toBeUndefined();
  });

  it('R11: a case may be named as origin only by its opener and by the person for whom it was entered', () => {
    expect(fault({}, taken(), { opener: 2 })).toBe('unknown');
    // The person for whom the case was entered has the rights of its opener (R41).
    expect(fault({}, taken({ person: 2, narrowed: true }), { opener: 2 })).toBeUndefined();
    expect(fault({}, taken({ person: 3 }), { opener: 2 })).toBe('unknown');
    expect(fault({}, taken({ narrowed: true }))).toBeUndefined();
    expect(fault({}, undefined)).toBe('unknown');
  });

  it('R45: a case may not name itself as its origin', () =>
    expect(fault({}, taken(), { named: 'ASAL-2026-12' })).toBe('own'));
});

describe('R45: who decided a case', () => {
  const decidedBy = (history: Parameters<typeof run>[0], now: string) => {
    const { state } = run(history, [], now);
    if (!state) throw new Error('No case.');
    const { decidedBy: who, end } = originCaseOf(state, false);
    return [end, who.map(({ login }) => login)];
  };

  it('R45: a case was decided by the person whose act ended it', () => {
    expect(decidedBy(caseAt('end'), wib(7, '11:01'))).toEqual(['completed', ['contoh-operator']]);
  });

  it('R45: a case was decided by the person who rejected it', () => {
    const history = caseAt('disposisi');
    history.comment(wib(1, '08:10'), 'contoh-kepala-dinas', 'Ditolak.');
    history.close(wib(1, '08:11'), 'contoh-kepala-dinas');
    expect(decidedBy(history, wib(1, '08:12'))).toEqual(['rejected', ['contoh-kepala-dinas']]);
  });

  it('R45: a case that its opener withdrew was decided by nobody, also after an act in its last visit', () => {
    const history = caseAt('pengecekan');
    history.approve(wib(1, '08:07'), ...CHECK);
    history.close(wib(1, '08:08'), history.opener);
    expect(decidedBy(history, wib(1, '08:09'))).toEqual(['withdrawn', []]);
  });

  it('R45: a waiting case is decided by the people whose acts are valid in its current visit', () => {
    expect(decidedBy(caseAt('disposisi'), wib(1, '08:02'))).toEqual([undefined, []]);
    const history = caseAt('pengecekan');
    const at = after(history.facts.at(-1)?.at ?? '', 60);
    history.approve(at, ...CHECK);
    expect(decidedBy(history, after(at, 1))).toEqual([undefined, ['contoh-subkor-ile']]);
  });
});

describe('R45, R11: what the public may read of an origin', () => {
  const disclosure = { request: undefined, result: () => undefined, hasNature: false };
  const before = { narrowed: false, applicant: 42 };
  const base = { seq: 1, at: '2026-12-01T01:00:00Z', config: '' };

  it('R45, R11: the public reads only the number of the origin in a submission', () => {
    const who = { id: 7, login: 'pemutus' };
    const part = publicPart({ ...base, kind: 'submitted', origin: taken({ decidedBy: [who] }) }, before, disclosure);
    expect(part).toMatchObject({ origin: { case: 'ASAL-2026-7' } });
    expect('origin' in part && Object.keys(part.origin ?? {})).toEqual(['case']);
  });

  it('R45, R11: the public does not read in a refusal which origin somebody decided', () => {
    const refused = { ...base, kind: 'refused', reason: 'four-eyes', detail: { case: 'ASAL-2026-7' } } as const;
    expect(publicPart(refused, before, disclosure)).not.toHaveProperty('detail');
  });
});

test('R45, R18: a revision with another origin supersedes the acts, also if the origin is in the sections of the step', () => {
  const value = {
    ...structuredClone(procedure),
    origin: { field: '/pelaksanaan/asal', from: [{ procedure: 'izin' }] },
  };
  stepOf(value, 'pertimbangan-alternatif').sections?.push('/pelaksanaan/asal');
  const config: Config = {
    ...office,
    procedures: new Map([[value.id, { ...(entry as NonNullable<typeof entry>), value }]]),
  };
  const origins = new Map(['ASAL-2026-7', 'ASAL-2026-8'].map((id) => [id, taken({ case: id, opener: 1101 })]));
  const fixed = (asal: string, time: string) => {
    const history = new History({ branch: 'cms/contoh', config });
    const asked = (id: string, start: string) => request({ '/pelaksanaan/asal': id, '/pelaksanaan/mulai': start });
    history.push(wib(1, '07:50'), asked('ASAL-2026-7', '2026-12-07T09:00:00+07:00'));
    history.sign(SUBMITTED);
    walk(history, 'pengecekan', SUBMITTED);
    findBusy(history, wib(1, '08:10'));
    history.approve(wib(1, '08:11'), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
    history.push(wib(1, '08:20'), asked(asal, time));
    history.sign(wib(1, '08:21'));
    return run(history, [], wib(1, '08:22'), { others: { origins } }).journal.at(-1);
  };
  const same = fixed('ASAL-2026-7', '2026-12-07T09:30:00+07:00');
  expect(same).toMatchObject({ next: { step: 'pengecekan' }, origin: { case: 'ASAL-2026-7' } });
  expect(same?.supersedes).toBeUndefined();
  expect(fixed('ASAL-2026-8', '2026-12-07T09:00:00+07:00')).toMatchObject({
    ...{ supersedes: true, next: { step: 'penerimaan' }, origin: { case: 'ASAL-2026-8' } },
  });
});
