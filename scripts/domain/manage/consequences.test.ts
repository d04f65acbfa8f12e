import { describe, expect, test } from 'vitest';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Holder, Roles } from '#domain/generated/roles.ts';
import type { IndexedCase } from '#domain/journal/index-file.ts';
import { dueOn, heldDuring, holderConsequences, rowsByCalendar, waitingFor } from './consequences.ts';

const name = (text: string) => ({ id: text, en: text });
const step = (id: string, row: number, actor: unknown, more: object = {}) => ({
  ...{ id, row, actor, title: name(id), kind: 'review', outcomes: { approve: [] }, ...more },
});
const PROCEDURE = {
  ...{ id: 'sop', zone: 'Asia/Pontianak', title: name('SOP') },
  steps: [
    step('ajukan', 1, 'applicant'),
    step('periksa', 2, 'kabid'),
    step('putus', 3, { any: ['kepala', 'wakil'] }, { fourEyes: ['periksa'] }),
    step('uji', 6, 'kabid', { fourEyes: ['putus'] }),
  ],
} as unknown as Procedure;
const PROCEDURES = new Map([['sops/sop.yaml', PROCEDURE]]);
const procedureOf = ({ procedure }: IndexedCase) => PROCEDURES.get(procedure);

const one = (id: string, more: Partial<IndexedCase> = {}): IndexedCase => ({
  ...{ id, path: '', step: 'putus', row: 3, visit: 1, withApplicant: false, applicant: 90, mark: '', config: '' },
  ...{ procedure: 'sops/sop.yaml', ...more },
});
const index = (...cases: IndexedCase[]) => ({
  cases: Object.fromEntries(cases.map((each, at) => [String(at + 1), each])),
});

const BUDI: Holder = {
  ...{ account: 2, login: 'budi', name: 'Contoh Budi', from: '2026-12-01', until: '2026-12-05' },
  acting: { kind: 'plh', decree: 'X' },
};
const ROLES: Roles = {
  roles: {
    kepala: { name: name('Kepala'), holders: [{ account: 1, login: 'ana', name: 'Contoh Ana', from: '2026-01-01' }] },
    wakil: { name: name('Wakil'), holders: [] },
    kabid: { name: name('Kabid'), holders: [{ account: 2, login: 'budi', name: 'Contoh Budi', from: '2026-01-01' }] },
  },
};
const conclude = (cases: IndexedCase[], acts: Record<number, unknown[]> = {}, roles = ROLES) =>
  holderConsequences(
    index(...cases),
    { procedures: PROCEDURES, procedureOf },
    { roles, role: 'kepala', holder: BUDI },
    (number) => (number in acts ? ({ acts: acts[number] } as unknown as CaseState) : undefined),
  );

describe('R16, R17: what follows from a new holder', () => {
  test('cases wait for a role at its step, not if they are with the opener, assigned to a person, or at another step', () => {
    const cases = [
      one('A-1'),
      one('A-2', { withApplicant: true }),
      one('A-3', { assigned: [{ role: 'kepala', account: { id: 1, login: 'ana', name: 'Ana' } }] as never }),
      one('A-4', { step: 'periksa', row: 2 }),
      one('A-5', { procedure: 'sops/lain.yaml' }),
    ];
    expect(waitingFor(index(...cases), procedureOf, 'kepala').map(({ id }) => id)).toEqual(['A-1']);
    expect(waitingFor(index(...cases), procedureOf, 'wakil').map(({ id }) => id)).toEqual(['A-1']);
    expect(waitingFor(index(...cases), procedureOf, 'kabid').map(({ id }) => id)).toEqual(['A-4']);
  });

  test('who decided an earlier row may not decide the case, nor its applicant (R8, R16)', () => {
    const acts = { 1: [{ step: 'periksa', visit: 1, who: { id: 2, login: 'budi' } }], 2: [] };
    expect(conclude([one('A-1'), one('A-2'), one('A-3', { applicant: 2 })], acts).barred).toEqual([
      { id: 'A-1', row: 3, why: 'four-eyes', decided: 2 },
      { id: 'A-3', row: 3, why: 'applicant' },
    ]);
  });

  test('names the later rows that four eyes then forbid, if the person has their role in that time', () => {
    expect(conclude([one('A-1')]).conflicts).toMatchObject([{ row: 3, rows: [6] }]);
    const gone = structuredClone(ROLES);
    for (const holder of gone.roles['kabid']?.holders ?? []) holder.until = '2026-11-30';
    expect(conclude([one('A-1')], {}, gone).conflicts).toEqual([]);
  });
});

describe('what follows from a day off, and from a closed room', () => {
  test('R20: names the cases whose deadline is on that day in the zone of their procedure', () => {
    const cases = [
      one('A-1', { due: '2026-12-08T17:30:00Z' }),
      one('A-2', { due: '2026-12-08T16:30:00Z' }),
      one('A-3'),
    ];
    expect(dueOn(index(...cases), procedureOf, 'UTC', '2026-12-09')).toEqual(['A-1']);
  });

  test('R20: names the rows whose time is counted by the office’s calendar', () => {
    const time = { limit: 'PT1H' };
    const steps = [
      step('a', 1, 'kabid', { time, furtherRows: [] }),
      step('b', 2, 'kabid', { time, clock: 'kantor' }),
      step('c', 3, 'kabid', { time, clock: 'sendiri' }),
      step('d', 4, 'kabid', { time: {}, clock: 'kantor' }),
    ];
    const clocks = { kantor: { kind: 'office-hours' }, sendiri: { kind: 'office-hours', calendar: 'pasar' } };
    const rows = (kind: string) => rowsByCalendar({ clock: { kind }, clocks, steps } as unknown as Procedure);
    expect(rows('continuous')).toEqual([2]);
    expect(rows('office-hours')).toEqual([1, 2]);
  });

  test('R51: names each case that has booked the room for a part of the time, once', () => {
    const booking = (of: string, start: string, end: string, room = 'aula') => ({
      ...{ room, case: of, number: 1, start: `2026-12-01T${start}:00Z`, end: `2026-12-01T${end}:00Z` },
    });
    const bookings = [
      booking('A-1', '00:00', '01:00'),
      booking('A-2', '02:00', '03:00'),
      booking('A-2', '03:30', '03:45'),
      booking('A-3', '02:00', '03:00', 'lain'),
      booking('A-4', '04:00', '05:00'),
    ];
    const closure = { from: '2026-12-01T08:00+07:00', until: '2026-12-01T11:00+07:00', reason: name('Cat') };
    const none = { offered: [], chosen: [] };
    expect(heldDuring({ bookings, cases: {} }, 'aula', closure, '')).toEqual({ ...none, booked: ['A-2'] });
  });

  test('R24, R51: an offer that waits for the opener, and one that was chosen, are named until they are over', () => {
    const closure = { from: '2026-12-01T08:00+07:00', until: '2026-12-01T11:00+07:00', reason: name('Cat') };
    const offer = { room: 'aula', start: '2026-12-01T02:00:00Z', end: '2026-12-01T03:00:00Z' };
    const offered = [{ ...offer, until: '2026-11-30T00:00:00Z' }];
    const { cases } = index(one('A-1', { offered, withApplicant: true }), one('A-2', { offered }));
    const at = (now: string) => heldDuring({ bookings: [], cases }, 'aula', closure, now);
    expect(at('2026-11-29T00:00:00Z')).toEqual({ booked: [], offered: ['A-1'], chosen: ['A-2'] });
    expect(at('2026-11-30T00:00:00Z')).toEqual({ booked: [], offered: [], chosen: [] });
  });
});
