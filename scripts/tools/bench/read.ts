import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '#tests/support/folders.ts';
import { makeArchives, type Archive } from './archive.ts';
import { type Bench, processorOf, type Row } from './measured.ts';

const SOP = 'sops/protokol-manajemen-krisis.yaml';

/** The commands that read all cases, or find one of them. */
const COMMANDS: readonly (readonly [what: string, args: (archive: Archive) => readonly string[]])[] = [
  ['`verify`: every entry judged again', ({ clone }) => ['verify', clone]],
  ['`verify --since`: one case more', ({ clone }) => ['verify', clone, '--since', before(clone)]],
  ['`what-if`: every case under an SOP', ({ clone }) => ['what-if', clone, '--procedure', join(FIRST, SOP)]],
  ['`export`: all pages and open data', ({ clone, folder }) => ['export', clone, '--out', join(folder, 'ekspor')]],
  ['`documents`: those of one case', (archive) => ['documents', '1', ...documentsOf(archive)]],
  ['`documents --agenda`: the book of a year', (archive) => ['documents', '--agenda', YEAR, ...documentsOf(archive)]],
];
const YEAR = String(new Date().getUTCFullYear());

const documentsOf = ({ folder }: Archive): readonly string[] => [
  ...['--folder', folder, '--address', 'https://contoh.invalid', '--out', join(folder, 'dokumen')],
];
const before = (clone: string): string =>
  execFileSync('git', ['-C', clone, 'rev-parse', 'register~1'], { encoding: 'utf8' }).trim();

/** Measures the processor time of commands that read many cases. Elapsed time would depend on other work. */
export const read: Bench = async (place, sizes) => {
  const archives = await makeArchives(place, sizes);
  return COMMANDS.map(([what, args]): Row => ({
    what: `${what}, processor`,
    figures: archives.map((each) => timed(args(each))),
  }));
};

function timed(args: readonly string[]): { s: number } {
  const begun = processorOf('children');
  execFileSync(process.execPath, [join(PROGRAM, 'scripts/entry/cli/bin.mjs'), ...args], {
    ...{ cwd: FIRST, stdio: ['ignore', 'ignore', 'inherit'] },
  });
  return { s: processorOf('children') - begun };
}
