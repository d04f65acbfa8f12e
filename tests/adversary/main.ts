/**
 * `npm run prove:adversary -- --seed 1 --histories 50` plays random histories, each in an office of its own. In them
 * everybody does everything that a forge allows. The command prints each broken rule with the seed and the acts.
 * `--histories 1 --seed SEED` plays that history again. `--acts` makes histories longer or shorter.
 */
import { parseArgs } from 'node:util';
import { attack } from './history.ts';

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    acts: { type: 'string', default: '40' },
    quiet: { type: 'boolean', default: false },
  },
});
const [histories, seed, acts] = [Number(values.histories), Number(values.seed), Number(values.acts)];
const sums = { broken: 0, completed: 0, entries: 0, signed: 0, offers: 0, answers: 0, postponements: 0 };
const kinds = new Map<string, number>();
const begun = Date.now();
for (let n = 0; n < histories; n += 1) {
  const { breaches, lines, ...counts } = await attack(seed + n, acts);
  for (const what of Object.keys(counts) as (keyof typeof counts)[]) sums[what] += counts[what];
  if (breaches.length === 0) continue;
  sums.broken += 1;
  for (const { rule } of breaches) kinds.set(rule, (kinds.get(rule) ?? 0) + 1);
  console.log(`seed ${seed + n}:`);
  for (const { rule, what } of breaches) console.log(`  ${rule}: ${what}`);
  if (!values.quiet) for (const line of lines) console.log(`    ${line}`);
}
for (const [rule, count] of kinds) console.log(`  ${rule}: ${count}`);
const took = ((Date.now() - begun) / 1000).toFixed(0);
console.log(
  `${histories} histories of ${acts} acts from seed ${seed}: ${sums.entries} entries, ${sums.completed} cases completed, ${sums.signed} documents kept, ${sums.offers} offers, ${sums.answers} answers, ${sums.postponements} times asked for anew, ${sums.broken} histories with a breach (${took} s)`,
);
process.exitCode = sums.broken > 0 ? 1 : 0;
