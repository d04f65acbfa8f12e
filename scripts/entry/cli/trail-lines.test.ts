import { expect, test } from 'vitest';
import { fold } from '#domain/case/state/state.ts';
import { caseAt, office, run, wib } from '#tests/support/world.ts';
import { entryLines } from './trail-lines.ts';

/** Returns the trail of a case as `explain` prints it at an instant. */
function trail(history: ReturnType<typeof caseAt>, now: string, lang: 'id' | 'en'): string[] {
  const { journal } = run(history, [], now);
  const state = fold(journal);
  const procedure = [...office.procedures.values()][0]?.value;
  if (!state || !procedure) throw new Error('No case.');
  return journal.flatMap((entry) => entryLines(entry, { config: office, procedure, state, entries: journal }, lang));
}

test('R35: the line about a refused act names the role on turn at the time of the act, and not the role on turn now', () => {
  const history = caseAt('penerimaan');
  history.approve(wib(1, '08:01'), 'contoh-walikota');
  history.approve(wib(1, '08:02'), 'contoh-tu');
  const lines = trail(history, wib(1, '08:05'), 'id').join('\n');
  expect(lines).toContain('belum giliran; tunggu TU. Giliran TU (langkah 2).');
  expect(lines).not.toContain('Giliran Kepala Dinas');
});

test('R35: lateness is shown in words, not in seconds', () => {
  const history = caseAt('disposisi');
  history.approve(wib(3, '10:12:15'), 'contoh-kepala-dinas', 'Tindak lanjuti.');
  const now = wib(3, '10:15');
  expect(trail(history, now, 'id').join('\n')).toContain('Disetujui · terlambat 2 hari 1 jam');
  expect(trail(history, now, 'en').join('\n')).toContain('Approved · 2 days 1 hour late');
});
