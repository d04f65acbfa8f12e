/**
 * `npm run bench:documents [CASES …]`: the commands that make the documents of one case, and the agenda book of a year, in
 * offices with so many ended cases over ten years (5, 1,000 and 10,000 unless told), the best of three.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '#engine/config/root.ts';
import { makeArchive } from './archive.ts';

const sizes = process.argv.slice(2).map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const TRIES = 3;

/** @returns seconds of the fastest of a few runs */
function fastest(...args: readonly string[]): number {
  const took = Array.from({ length: TRIES }, () => {
    const begun = performance.now();
    execFileSync(process.execPath, [join(PROGRAM, 'scripts/doors/cli/bin.mjs'), 'documents', ...args]);
    return (performance.now() - begun) / 1000;
  });
  return Math.min(...took);
}

const year = new Date().getUTCFullYear();
let first: { readonly one: number; readonly book: number } | undefined;
for (const cases of sizes.length > 0 ? sizes : [5, 1_000, 10_000]) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-dokumen-'));
  const out = join(folder, 'dokumen');
  try {
    await makeArchive(folder, cases, say);
    const source = ['--folder', folder, '--address', 'https://contoh.invalid', '--out', out];
    const one = fastest('1', ...source);
    const made = (await readdir(out)).length;
    const book = fastest('--agenda', String(year), ...source);
    first ??= { one, book };
    say(
      `${cases} ended cases: ${made} documents of one case in ${one.toFixed(2)} s (ratio ${(one / first.one).toFixed(2)}), ` +
        `the book of ${year} in ${book.toFixed(2)} s (ratio ${(book / first.book).toFixed(2)})`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
