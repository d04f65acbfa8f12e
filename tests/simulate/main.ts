/**
 * `npm run simulate -- --seed 1 --cases 300 --people 40` simulates a month in a fictional office. It prints a line
 * for each day, and a line with the result of the month. `--months 20` simulates the months of twenty seeds,
 * one after the other. `--office shipped` uses the shipped office, with its three SOPs.
 */
import { parseArgs } from 'node:util';
import { live } from './month.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '300' },
    people: { type: 'string', default: '40' },
    months: { type: 'string', default: '1' },
    office: { type: 'string', default: 'made-up' },
    quiet: { type: 'boolean', default: false },
  },
});
const [first, months] = [Number(values.seed), Number(values.months)];
let broken = 0;
for (let seed = first; seed < first + months; seed += 1) {
  const begun = Date.now();
  const month = await live({
    seed,
    cases: Number(values.cases),
    people: Number(values.people),
    office: values.office === 'shipped' ? 'shipped' : 'made-up',
    ...(values.quiet || months > 1 ? {} : { onDay: (day, reported) => console.log(`  day ${day}: ${reported}`) }),
  });
  for (const breach of month.breaches.slice(0, 10)) console.log(`  ${breach}`);
  if (month.breaches.length > 0) broken += 1;
  const { cases, entries, completed, runs, killed, faults, kinds } = month;
  if (!values.quiet && months === 1) console.log(`  ${JSON.stringify(kinds)}`);
  console.log(
    `seed ${seed}: ${cases} cases, ${completed} completed, ${entries} entries, ${runs} runs, ${killed} killed, ${faults} failed, ${month.breaches.length} breaches (${((Date.now() - begun) / 1000).toFixed(1)} s)`,
  );
}
console.log(`${months} months from seed ${first}: ${broken} with a breach`);
process.exitCode = broken > 0 ? 1 : 0;
