import type { Text } from '#domain/problem.ts';
import type { TrialRow, Verdict } from './check.ts';

const VERDICTS: Readonly<Record<Verdict['is'], Text>> = {
  held: { id: 'terbukti', en: 'held' },
  'not-held': { id: 'tidak terbukti', en: 'not held' },
  'not-asked': { id: 'tidak terjawab', en: 'could not be asked' },
};

/** Returns the lines of the one table in which the trial ends: each check with its verdict, the reason, and what to do. */
export function trialTable(rows: readonly TrialRow[], remains: readonly Text[]): string[] {
  const width = Math.max(...rows.map(({ check }) => check.id.length));
  const indent = ' '.repeat(width + 2);
  const lines = rows.flatMap(({ check, verdict }) => {
    const { id, en } = VERDICTS[verdict.is];
    return [
      `${check.id.padEnd(width)}  ${id.toUpperCase()} / ${en.toUpperCase()}`,
      ...both(check.says).map((line) => `${indent}${line}`),
      ...detailsOf(verdict).flatMap((text) => both(text).map((line) => `${indent}→ ${line}`)),
    ];
  });
  const counted = rows.filter(({ verdict }) => verdict.is === 'held').length;
  return [
    ...lines,
    `Terbukti ${counted} dari ${rows.length} / Held: ${counted} of ${rows.length}`,
    'Tetap ada di repositori percobaan / Stays in the scratch repository:',
    ...[...remains, ALWAYS].flatMap((text) => both(text).map((line) => `${indent}${line}`)),
  ];
}

/** What no account can remove from a repository. */
const ALWAYS: Text = {
  id: 'register, situs, dan daftar run di Actions; hapus repositori ini sesudah percobaan',
  en: 'the register, the site, and the list of runs in Actions; delete this repository after the trial',
};

/** Returns 0 if every check was asked and held. What is not known is no success (R31). */
export const exitCodeOf = (rows: readonly TrialRow[]): number =>
  rows.every(({ verdict }) => verdict.is === 'held') ? 0 : 1;

function detailsOf(verdict: Verdict): readonly Text[] {
  if (verdict.is === 'held') return [verdict.seen];
  return verdict.is === 'not-held' ? [verdict.why, verdict.next] : [verdict.why];
}

const both = ({ id, en }: Text): string[] => (id === en ? [id] : [id, en]);
