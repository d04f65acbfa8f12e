import { describe, expect, it } from 'vitest';
import type { ManagedOffice } from './load.ts';
import { consequencesOf } from './consequences.ts';

const SOP = 'sops/contoh.yaml';
const clockOf = (kind: string) => ({
  ...{ id: 'contoh', zone: 'Asia/Pontianak', clock: { kind }, title: { id: 'SOP contoh', en: 'Sample SOP' } },
  steps: [{ id: 'periksa', row: 2, time: { limit: 'PT1H' } }],
});
const managed = (kind = 'office-hours') =>
  ({
    index: {
      cases: { 7: { id: 'CTH-2026-7', procedure: SOP, due: '2026-12-09T02:00:00Z' } },
      bookings: [{ room: 'aula', case: 'CTH-2026-7', start: '2026-12-10T02:00:00Z', end: '2026-12-10T04:00:00Z' }],
    },
    office: { procedures: new Map([[SOP, clockOf(kind)]]), procedureOf: () => clockOf(kind), zone: 'Asia/Pontianak' },
  }) as unknown as ManagedOffice;
const said = (path: string, before: string, after: string | undefined, kind?: string): string =>
  consequencesOf(managed(kind), [{ path, before, after }], { language: 'id', now: '2026-12-01T05:00:00Z' })
    .map(({ words }) => words)
    .join('\n');

const rooms = (closed: string): string => `rooms: [{ id: aula, closures: [${closed}] }]`;
const days = (date: string): string =>
  `years: [{ year: 2026, holidays: [${date && `{ date: '${date}' }`}], collectiveLeave: [] }]`;

describe('what follows from a proposal, for the person who puts it in force', () => {
  it('R51: a closed room names the bookings in that time, also on the page of the proposal', () => {
    const closure = (day: string) => `{ from: '2026-12-${day}T08:00+07:00', until: '2026-12-${day}T12:00+07:00' }`;
    const path = 'sops/rooms.yaml';
    expect(said(path, rooms(''), rooms(closure('10')))).toContain('CTH-2026-7 tetap tercatat');
    expect(said(path, rooms(''), rooms(closure('11')))).toContain('Tidak ada pesanan');
    expect(said(path, rooms(closure('10')), rooms(''))).not.toContain('CTH-2026-7');
  });

  it('R51: a closed room says that an offered slot and a chosen slot cannot be booked', () => {
    const offered = [{ room: 'aula', start: '2026-12-10T02:00:00Z', end: '2026-12-10T04:00:00Z', until: '2026-12-03' }];
    const of = managed();
    const cases = {
      8: { id: 'CTH-2026-8', procedure: SOP, offered, withApplicant: true },
      9: { id: 'CTH-2026-9', procedure: SOP, offered, withApplicant: false },
    };
    Object.assign(of.index, { cases, bookings: [] });
    const closed = rooms(`{ from: '2026-12-10T08:00+07:00', until: '2026-12-10T12:00+07:00' }`);
    const files = [{ path: 'sops/rooms.yaml', before: rooms(''), after: closed }];
    const [first, second] = consequencesOf(of, files, { language: 'id', now: '2026-12-01T05:00:00Z' });
    expect(first).toMatchObject({
      kind: 'warn',
      words: expect.stringMatching(/pemohon CTH-2026-8 masih dapat dipilih, tetapi/),
    });
    expect(second).toMatchObject({
      kind: 'warn',
      words: expect.stringMatching(/pemohon CTH-2026-9 tidak dapat dipesan/),
    });
  });

  it('R17: an appointment that begins on a past day, or a last day that is past, says so', () => {
    const path = 'sops/roles.yaml';
    const roles = (...holders: string[]) =>
      `roles: { kepala: { name: { id: Kepala, en: Head }, holders: [${holders.join(', ')}] } }`;
    const holder = (from: string, until?: string) =>
      `{ account: 1, login: ana, name: Contoh Ana, from: '${from}'${until ? `, until: '${until}'` : ''} }`;
    const past = said(path, roles(), roles(holder('2026-11-30')));
    expect(past).toContain('Contoh Ana: mulai tanggal yang sudah lewat, 30 November 2026');
    expect(said(path, roles(), roles(holder('2026-12-01')))).not.toContain('sudah lewat');
    const ended = said(path, roles(holder('2026-01-01')), roles(holder('2026-01-01', '2026-11-30')));
    expect(ended).toContain('Contoh Ana: hari terakhirnya sudah lewat, 30 November 2026');
    expect(ended).not.toContain('mulai tanggal');
  });

  it('R20: a day off names the deadlines on it and the steps that use the calendar, and says that past days stay', () => {
    const path = 'sops/calendar.yaml';
    const next = said(path, days(''), days('2026-12-09'));
    expect(next).toContain('Tenggat CTH-2026-7');
    expect(next).toContain('SOP contoh, langkah 2');
    expect(next).not.toContain('sudah lewat');
    expect(said(path, days(''), days('2026-11-30'))).toContain('Tanggal ini sudah lewat');
    const dayAndNight = said(path, days(''), days('2026-12-09'), 'continuous');
    expect(dayAndNight).toContain('Tidak ada langkah yang dihitung dengan kalender ini');
    expect(dayAndNight).not.toContain('dihitung dengan kalender baru');
  });

  it('R7: a new version of an SOP names the cases that keep theirs; a removed file breaks nothing', () => {
    expect(said(SOP, 'steps: []', 'steps: []')).toContain('CTH-2026-7 tetap mengikuti versi lamanya');
    expect(() => said('sops/calendar.yaml', days(''), undefined)).not.toThrow();
  });
});
