import { expect } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { type Office, RESULTS, review, withResult } from './office.ts';

/** One act of the straight walk: the person, and the Approve’s text. */
export interface Act {
  readonly row: number;
  readonly who: string;
  readonly body: string;
}

/** The straight walk from row 2 to row 10. Row 7 needs two acts. */
export const straightWalk = (start = '2026-12-05T09:00:00+07:00', end = '2026-12-05T11:00:00+07:00'): Act[] => [
  { row: 2, who: 'contoh-tu', body: '' },
  { row: 3, who: 'contoh-kepala-dinas', body: 'Tindak lanjuti.' },
  { row: 4, who: 'contoh-kepala-dinas', body: 'Dilaporkan kepada Walikota.' },
  { row: 5, who: 'contoh-walikota', body: withResult('Laksanakan.', RESULTS.direction) },
  { row: 6, who: 'contoh-kabid-aptika', body: withResult('Siapkan TCM Room.', RESULTS.coordination) },
  { row: 7, who: 'contoh-subkor-ile', body: withResult('', RESULTS.check(start, end)) },
  { row: 7, who: 'contoh-operator', body: '' },
  { row: 9, who: 'contoh-subkor-ile', body: withResult('', RESULTS.schedule(start, end)) },
  { row: 10, who: 'contoh-operator', body: withResult('', RESULTS.report) },
];

/**
 * Approves as this person and runs the process.
 * @returns the entries of that run
 */
export async function approve(office: Office, number: number, who: string, body = ''): Promise<readonly Entry[]> {
  await review(office, who, number, 'APPROVE', body);
  return (await office.run(number)).entries;
}

/**
 * Requests changes as this person and runs the process.
 * @returns the entries of that run
 */
export async function sendBack(office: Office, number: number, who: string, note: string): Promise<readonly Entry[]> {
  await review(office, who, number, 'REQUEST_CHANGES', note);
  return (await office.run(number)).entries;
}

/** Leads a submitted case to a row. Every act must be accepted. */
export async function walkTo(office: Office, number: number, row: number, acts = straightWalk()): Promise<void> {
  expect((await office.run(number)).runError).toBeUndefined();
  for (const act of acts) {
    if (act.row >= row) return;
    tick(office);
    const entries = await approve(office, number, act.who, act.body);
    expect(entries.map(({ kind, reason, problems }) => ({ kind, reason, problems }))).toEqual([
      { kind: 'accepted', reason: undefined, problems: undefined },
    ]);
  }
}

/** Moves the office’s clock on, by a minute by default. */
export function tick(office: Office, seconds = 60): void {
  office.setNow(later(office.now(), seconds));
}

/** Returns the instant this many seconds later. */
export const later = (instant: string, seconds: number): string =>
  `${new Date(Date.parse(instant) + seconds * 1000).toISOString().slice(0, 19)}Z`;
