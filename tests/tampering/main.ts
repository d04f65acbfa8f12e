/**
 * `npm run prove:tampering -- --cases 50 --seed 1`: makes a register of walked cases, tampers with it in every single way, and
 * has each found by `verify`, in the file that was tampered with. `--every 20` takes one of twenty.
 */
import { parseArgs } from 'node:util';
import { registerOf } from './register.ts';
import { tamperingsOf, together } from './tamperings.ts';
import { findingsOf } from './verify.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '1' },
  },
});
const commits = registerOf(Number(values.seed), Number(values.cases));
const sound = await findingsOf(commits);
if (sound.length > 0) throw new Error(`The register is not sound to begin with: ${JSON.stringify(sound)}`);
const all = tamperingsOf(commits);
const some = all.filter((_, at) => at % Number(values.every) === 0);
console.log(`${commits.length} commits; ${some.length} of ${all.length} tamperings`);
const rounds = together(some);
console.log(`${commits.length} commits; ${some.length} of ${all.length} tamperings, in ${rounds.length} rounds`);
let missed = 0;
for (const [at, round] of rounds.entries()) {
  const findings = await findingsOf(round.reduce((laid, { lay }) => lay(laid), commits));
  for (const { told, file } of round)
    if (!findings.some((finding) => file === undefined || finding.file === file)) {
      missed += 1;
      console.log(`not named: ${told}`);
    }
  if ((at + 1) % 200 === 0) console.log(`${at + 1} rounds, ${missed} not named`);
}
console.log(`${some.length} tamperings, ${missed} not named`);
process.exitCode = missed > 0 ? 1 : 0;
