/** `npm run bench:action`: prints what docs/benchmarks.md keeps of the action. Nothing is asserted: a machine is never only ours. */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PROGRAM } from '#engine/config/root.ts';
import { ACTION } from '#tools/bundle/bundle.ts';
import { checkouts } from './action/checkout.ts';
import { requestsPerEvent } from './action/requests.ts';
import { actionStartUp } from './action/start-up.ts';

/** What an App's installation may ask in an hour, of REST and in points of GraphQL. */
const HOURLY = 5000;
const REQUESTS = 10_000;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const row = (...cells: (string | number)[]): void => say(`| ${cells.join(' | ')} |`);
const header = (...cells: string[]): void => {
  row(...cells);
  row(...cells.map(() => '---'));
};
const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString('en')} kB`;

say(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}\n`);

const bundle = readFileSync(join(PROGRAM, ACTION, 'index.cjs'));
say(`Bundle: ${kilobytes(bundle.length)}, ${kilobytes(gzipSync(bundle).length)} gzipped.\n`);

const timings = actionStartUp(20);
const [base] = timings;
header('start-up', 'min', 'median', 'min, against `node -e 0`', 'median, against `node -e 0`');
for (const { name, min, median } of timings) {
  const ratios = [min / (base?.min ?? 1), median / (base?.median ?? 1)].map((ratio) => `${ratio.toFixed(2)} ×`);
  row(name, ms(min), ms(median), ...ratios);
}

say();
header('event', 'reads', 'register commits', 'writes', 'REST', 'GraphQL', 'runs an hour by the App’s limit');
for (const { event, reads, commits, writes, rest, graphql } of await requestsPerEvent()) {
  const capacity = Math.floor(HOURLY / Math.max(rest, graphql));
  row(event, reads, commits, writes, rest, graphql, capacity.toLocaleString('en'));
}

say();
const fetched = await checkouts(REQUESTS, 3);
header(`checkout beside ${REQUESTS.toLocaleString('en')} requests`, 'bytes', 'time, min');
for (const { name, bytes, milliseconds } of fetched) row(name, kilobytes(bytes), ms(milliseconds));
