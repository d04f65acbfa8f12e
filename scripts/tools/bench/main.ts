/** `npm run bench`: prints what docs/benchmarks.md keeps. Nothing is asserted: a machine is never only ours. */
import { cpus } from 'node:os';
import { eventToPage } from './event-to-page.ts';
import { startUp, type Timing } from './startup.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (...cells: string[]): void => say(`| ${cells.join(' | ')} |`);
const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

say(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}\n`);

const rounds = 20;
const timings = startUp(rounds);
const [base] = timings;
const ratio = (each: Timing, of: 'min' | 'median'): string => `${(each[of] / (base?.[of] ?? 1)).toFixed(2)} ×`;
row('start-up', 'min', 'median', 'min, against node -e 0', 'median, against node -e 0');
row('---', '---', '---', '---', '---');
for (const each of timings) row(each.name, ms(each.min), ms(each.median), ratio(each, 'min'), ratio(each, 'median'));

say('');
const { name, min, median } = await eventToPage(50, 10, (line) => process.stderr.write(`${line}\n`));
row('the whole way', 'min', 'median');
row('---', '---', '---');
row(name, ms(min), ms(median));
