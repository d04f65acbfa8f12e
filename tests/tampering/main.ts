/**
 * `npm run prove:tampering -- --cases 50 --seed 1` makes a register of walked cases and every single change of it. It
 * checks that `verify` has a finding in the changed file for each change. `--every 20` tries one of twenty
 * changes.
 */
import { parseArgs } from 'node:util';
import inMemory from '../support/in-memory.ts';
import { registerOf } from './register.ts';
import { roundsOf } from './tamperings.ts';
import { findingsOf } from './verify.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '1' },
  },
});
const remove = inMemory();
const commits = registerOf(Number(values.seed), Number(values.cases));
const sound = await findingsOf(commits);
if (sound.length > 0) throw new Error(`The register is not sound to begin with: ${JSON.stringify(sound)}`);
const every = Number(values.every);
const all = { rounds: 0, tamperings: 0 };
for (const { length } of roundsOf(commits, every)) {
  all.rounds += 1;
  all.tamperings += length;
}
console.log(`${commits.length} commits; ${all.tamperings} tamperings in ${all.rounds} rounds`);
let missed = 0;
let tried = 0;
for (const round of roundsOf(commits, every)) {
  const findings = await findingsOf(round.reduce((laid, { lay }) => lay(laid), commits));
  for (const { label, file } of round)
    if (!findings.some((finding) => file === undefined || finding.file === file)) {
      missed += 1;
      console.log(`not named: ${label}`);
    }
  tried += 1;
  if (tried % 200 === 0) console.log(`${tried} of ${all.rounds} rounds, ${missed} not named`);
}
console.log(`${all.tamperings} tamperings, ${missed} not named`);
remove?.();
process.exitCode = missed > 0 ? 1 : 0;
