import { expect, test } from 'vitest';
import { isDocumentPath } from '#domain/journal/paths.ts';
import { rounds } from '../support/rounds.ts';
import { registerOf } from '../tampering/register.ts';
import { headOf, roundsOf } from '../tampering/tamperings.ts';
import { findingsOf, idsOf } from '../tampering/verify.ts';

/** The tests try one of this many changes: of 73 at night. `npm run prove:tampering` tries every change, on any number of cases. */
const ONE_OF = Math.round(7300 / rounds(100));

test('R29, security 27: verify finds each change of a register, and names the file that was changed', async () => {
  const commits = registerOf(1, 6);
  expect(await findingsOf(commits)).toEqual([]);
  for (const round of roundsOf(commits, ONE_OF)) {
    const files = (await findingsOf(round.reduce((laid, { lay }) => lay(laid), commits))).map(({ file }) => file);
    for (const { label, file } of round)
      expect([label, file === undefined ? files.length > 0 : files.includes(file)]).toEqual([label, true]);
  }
});

test('R29, R47, security 51: verify names the file of a signed document that was replaced, removed or added', async () => {
  const commits = registerOf(1, 6);
  const kept = [...headOf(commits).keys()].filter(isDocumentPath);
  expect(kept.length).toBeGreaterThan(1);
  const rounds = [...roundsOf(commits, 1_000_000)].filter((round) => round.some(({ label }) => /document/.test(label)));
  expect(rounds.flat().length).toBeGreaterThan(12 * kept.length);
  for (const round of rounds) {
    const files = (await findingsOf(round.reduce((laid, { lay }) => lay(laid), commits))).map(({ file }) => file);
    expect(round.filter(({ file }) => file === undefined || !files.includes(file)).map(({ label }) => label)).toEqual(
      [],
    );
  }
});

test('R29, security 27: with a published head verify finds that a register lacks its last commits', async () => {
  const commits = registerOf(2, 3);
  const published = idsOf(commits).at(-1);
  expect(await findingsOf(commits, published)).toEqual([]);
  expect((await findingsOf(commits.slice(0, -2), published)).map(({ code }) => code)).toContain('published-head');
});
