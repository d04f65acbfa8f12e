/**
 * `npm run prove:judge -- --histories 20000 --seed 1` judges this number of random histories by the engine and by the
 * naive judge. It prints each history that is judged in two ways, with its seed. `--histories 1 --seed SEED` judges
 * that history again.
 */
import { parseArgs } from 'node:util';
import { compare } from './compare.ts';

const { values } = parseArgs({
  options: { histories: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
const [histories, seed] = [Number(values.histories), Number(values.seed)];
if (!Number.isSafeInteger(histories) || !Number.isSafeInteger(seed))
  throw new Error('--histories and --seed are whole numbers');

const SHOWN = 5;

/** Rare events. Many histories without any of them prove nothing about them. */
const RARE = ['answered', 'holds', 'offered', 'postpones', 'refused-ask', 'corrected'] as const;
const MANY = 2000;

const kinds = new Map<string, number>();
const begun = Date.now();
let differences = 0;
let entries = 0;
for (let n = 0; n < histories; n += 1) {
  const compared = compare(seed + n);
  entries += compared.entries;
  for (const kind of compared.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  if (compared.difference !== undefined) {
    differences += 1;
    if (differences <= SHOWN) console.log(compared.difference);
  }
  if ((n + 1) % 2000 === 0) console.log(`${n + 1} histories, ${entries} entries, ${differences} judged in two ways`);
}
for (const [kind, count] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`  ${kind}: ${count}`);
const reached = RARE.map((rare) => {
  const counts = [...kinds].filter(([kind]) => kind.split(' ').includes(rare)).map(([, count]) => count);
  return { rare, count: counts.reduce((sum, count) => sum + count, 0) };
});
console.log(`of these ${reached.map(({ rare, count }) => `${count} ${rare}`).join(', ')}`);
const never = reached.filter(({ count }) => count === 0 && histories >= MANY).map(({ rare }) => rare);
if (never.length > 0) console.log(`no history came to: ${never.join(', ')}`);
const took = ((Date.now() - begun) / 1000).toFixed(0);
console.log(
  `${histories} histories from seed ${seed}, ${entries} entries, ${differences} judged in two ways (${took} s)`,
);
process.exitCode = differences + never.length > 0 ? 1 : 0;
