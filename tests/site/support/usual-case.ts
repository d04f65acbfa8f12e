import { createHash } from 'node:crypto';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { openJournal, seal } from '#domain/journal/journal.ts';
import { exportRegister, type PublicData } from '#tests/support/export-register.ts';
import { disclosure, Walk, world } from '../../support/walked-case.ts';
import { requestOf } from './cases.ts';

/** The number of entries of a usual case: one for each row of the sample procedure. */
const ENTRIES = 10;

/**
 * Makes a usual case on GitHub: a whole request with a room, every row done in time by one person, or two in row 7.
 * Every act has its address on the forge and its place in the log.
 */
export function usualCase(): PublicData {
  const slot = { room: 'tcm', start: '2026-11-26T02:00:00Z', end: '2026-11-26T04:00:00Z' };
  const walk = new Walk(12)
    .submit(requestOf('Rapat koordinasi penanganan banjir'), { slot, attachments: [] })
    .to('pelaksanaan')
    .wait(60)
    .approve({ booking: slot, result: { mulai: slot.start, uraian: 'Berjalan lancar.', hadir: 18 } });
  if (walk.entries.length !== ENTRIES) throw new Error(`The case has ${walk.entries.length} entries.`);
  const journal = seal(openJournal(walk.number, undefined), walk.entries.map(linked), disclosure, salts(), 1_000);
  return exportRegister(world([], { journals: new Map([[walk.number, journal]]) }));
}

/** Returns an entry with names and an address as long as those of GitHub. */
function linked(entry: Entry): Entry {
  const link = `https://github.com/contoh/disposisi/pull/12#pullrequestreview-${3_500_000_000 + entry.seq}`;
  const source = entry.source && { ...entry.source, id: `PRR_${digits(`id ${entry.seq}`).slice(0, 18)}`, link };
  return { ...entry, config: digits('configuration'), ...(source ? { source } : {}) };
}

/** Makes digits that are as random as those of a register, and the same at each run. */
const digits = (of: string): string => createHash('sha256').update(of).digest('hex');

function salts(): () => string {
  let salt = 0;
  return () => digits(`salt ${++salt}`).slice(0, 32);
}
