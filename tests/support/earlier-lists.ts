import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { INDEX_PATH, journalNumber, listPath, README_PATH, yearPath } from '#domain/journal/paths.ts';
import { listLine, printList, printYear } from '#domain/lists/list-pages.ts';
import { listedCase, placeOfCase } from '#domain/lists/listed-case.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { readClone } from '#public/export/read-clone.ts';
import type { Office } from './office.ts';

/** Writes the lists for people as a version before 0.8 left them: one line for each case, and the mark in the index. */
export async function writeEarlierLists(office: Office, site: string | undefined): Promise<void> {
  const folder = join(office.folder, 'repo.git');
  const git = (...args: string[]): string => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  const { config } = await readClone(folder, office.now());
  const paths = git('ls-tree', '-r', '--name-only', 'register', 'journals').trim().split('\n');
  const cases = paths.flatMap((path) => {
    const journal = openJournal(journalNumber(path) ?? 0, git('show', `register:${path}`));
    const at = journal.state?.opens.procedure.path;
    const procedure = [...config.procedures.values()].find((each) => each.path === at);
    const schema = procedure && config.schemas.get(procedure.value.request.schema);
    return (schema && listedCase(journal, { procedure, schema }, roleNames(config.roles))) || [];
  });
  const texts = [
    ...Array.from(
      Map.groupBy(cases, (one) => listPath(placeOfCase(one))),
      ([path, some]) => {
        const lines = new Map(some.map((one) => [one.number, listLine(one, site)]));
        return [path, some[0] ? printList(placeOfCase(some[0]), lines) : ''] as const;
      },
    ),
    ...Array.from(
      Map.groupBy(cases.map(placeOfCase), ({ year }) => year),
      ([year, places]) =>
        [
          yearPath(year),
          printYear(
            year,
            places.map(({ hundred }) => hundred),
          ),
        ] as const,
    ),
  ];
  const years = new Set(cases.map((one) => placeOfCase(one).year));
  const readme = Array.from(years, (year) => `- [${year}](${yearPath(year)})\n`).join('');
  const made = { ...parseIndex(git('show', `register:${INDEX_PATH}`)), lists: { from: 0, ...(site ? { site } : {}) } };
  const written = await office.forge.appendRegister(git('rev-parse', 'register').trim(), 'lists', [
    ...texts.map(([path, text]) => ({ path, text })),
    { path: README_PATH, text: readme },
    { path: INDEX_PATH, text: printIndex(made) },
  ]);
  if (written === 'moved') throw new Error('The register moved.');
}
