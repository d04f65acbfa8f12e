/** The office of tests/fixtures/branching and its cases, for the tests of R46. No forge is needed. */
import type { CaseState } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { openJournal, seal } from '#domain/journal/journal.ts';
import type { ExportInput } from '#public/export/export-register.ts';
import { BRANCHING } from './folders.ts';
import { salts } from './sealed-journal.ts';
import { after, configOf, History, type Json, run, stranger } from './world.ts';

export const branching = await configOf(BRANCHING);

const [only] = branching.procedures.values();
if (!only) throw new Error('The office has no procedure.');
/** The office’s procedure: rows 1, 2, 3a, 3b, 4, 5 (two steps), 6 and 7 (one step), 8. */
export const permits: Procedure = only.value;

/** The same procedure, but the third outcome of row 4 ends the case. */
export function branchingEnd(): Procedure {
  const changed = structuredClone(permits);
  const outcome = changed.steps.find(({ id }) => id === 'penelaahan')?.outcomes.approve[2];
  if (!outcome) throw new Error('Row 4 has no third outcome.');
  Object.assign(outcome, { to: undefined, end: 'completed' });
  return changed;
}

/** Monday, 21 December 2026, 09.00 in central Indonesia. */
export const HANDED_IN = '2026-12-21T01:00:00Z';

/** Returns a request for an event of a size, by which row 4 decides. */
export const permit = (size: string): Json => ({
  sop: permits.id,
  pemohon: stranger.login,
  acara: 'Pasar malam',
  ukuran: size,
});

/** The accounts that approve, one after the other, up to the decision of row 4. */
export const UP_TO_FOUR = ['tata', 'sekar', 'awas'] as const;

/**
 * Returns a submitted case after these acts, one a minute. `sekar` means an Approve by the account sekar, and `-sekar`
 * a Request changes.
 */
export function permitCase(size: string, ...acts: readonly string[]): { journal: readonly Entry[]; state: CaseState } {
  const history = new History({ config: branching, branch: 'permohonan/acara', opener: stranger });
  history.push(after(HANDED_IN, -60), permit(size));
  history.label(HANDED_IN, 'opened');
  const end = acts.reduce((before, act, i) => {
    const at = after(before, 60);
    if (act.startsWith('-')) history.changes(at, act.slice(1), 'Mohon diperiksa lagi.');
    else history.approve(at, act, `Setuju, tindakan ke-${i + 1}.`);
    return at;
  }, HANDED_IN);
  const { journal, state } = run(history, [], end);
  if (!state) throw new Error('The case was not opened.');
  return { journal, state };
}

/** Returns what an export reads: the case with this journal or, without a journal, no case. */
export function permitsExport(journal?: readonly Entry[]): ExportInput {
  const number = journal?.[0]?.opens?.number ?? 0;
  const request = branching.schemas.get(permits.request.schema)?.value;
  if (!request) throw new Error('The procedure has no request schema.');
  const sealed =
    journal &&
    seal(openJournal(number, undefined), journal, { request, result: () => undefined, hasNature: false }, salts());
  return {
    journals: new Map(sealed ? [[number, sealed]] : []),
    index: { bookings: [] },
    head: 'f'.repeat(40),
    readAt: '2026-12-21T09:00:00Z',
    config: branching,
  };
}
