import { writeFile } from 'node:fs/promises';
import { summary } from '@actions/core';
import { UsageError, UserError } from '#domain/user-error.ts';
import { exportJournals, publicationOf } from '#public/export/export-register.ts';
import type { Dossier } from '#public/export/publication.ts';
import { askWitnesses } from '#public/export/witnesses.ts';
import { readClone } from '#public/export/read-clone.ts';
import { forgeClock } from './forge-clock.ts';
import { type GitFolder, openGitFolder } from './git-folder.ts';
import type { ActionInputs } from './inputs.ts';
import { readSchedule } from './schedule.ts';

/**
 * Writes what the public may see as one file of data (R11, R32, R33), from which `npx disposisi export --data` builds the
 * site: so the job that runs the site's packages never sees the register.
 * @throws UsageError without `out`; UserError where nothing can be fetched or the configuration is not sound;
 * RegisterError where a journal does not hold
 */
export async function run(inputs: ActionInputs): Promise<boolean> {
  const { out, token, owner, repo, baseUrl } = inputs;
  if (out === '') throw new UsageError({ id: 'export memerlukan out.', en: 'export needs out.' });
  const clock = forgeClock();
  const folder = await openGitFolder(inputs);
  const schedule = await readSchedule({ owner, repo, token, fetch: clock.fetch, ...(baseUrl ? { baseUrl } : {}) });
  await fetchNewest(folder);
  const input = await readClone(folder.path, clock.now(), (oids) => obtain(folder, oids)).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'Error') throw error;
    throw new UserError({ id: error.message, en: error.message });
  });
  const witnesses = await askWitnesses(input.config.witnesses ?? []);
  const publication = publicationOf(input.log ? { ...input, log: { ...input.log, witnesses } } : input);
  const register = { ...publication.register, ...(schedule ? { schedule } : {}) };
  const dossiers: Dossier[] = [];
  for await (const dossier of exportJournals(input.journals(), input)) dossiers.push(dossier);
  const data = { dossiers, ...(input.log ? { checkpoints: await input.checkpoints() } : {}) };
  await writeFile(out, JSON.stringify({ publication: { ...publication, register }, ...data }));
  const line = `${dossiers.length} berkas / cases, register ${input.head ?? '–'}`;
  process.stdout.write(`${line}\n`);
  await summary.addRaw(line, true).write();
  return true;
}

/** The register as it stands, and main without the contents of its files: the archive's attachments are not needed. */
async function fetchNewest(folder: GitFolder): Promise<void> {
  await folder.git(['config', 'remote.origin.promisor', 'true']);
  await folder.git(['config', 'remote.origin.partialclonefilter', 'blob:none']);
  await folder.fetch('--depth=1', '--filter=blob:none', 'origin', '+refs/heads/main:refs/heads/main');
  const refs = await folder.git(['ls-remote', '--heads', 'origin', 'register']);
  if (refs.trim() === '') return;
  await folder.fetch('--depth=1', '--no-filter', 'origin', '+refs/heads/register:refs/heads/register');
}

/** Fetches those of the blobs that are not here yet, in one request. */
async function obtain(folder: GitFolder, oids: readonly string[]): Promise<void> {
  const here = await folder.git(['-c', 'remote.origin.promisor=false', 'cat-file', '--batch-check'], lines(oids));
  const absent = here.split('\n').flatMap((line) => (line.endsWith(' missing') ? [line.split(' ')[0] ?? ''] : []));
  if (absent.length === 0) return;
  await folder.git(
    [
      ...['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', '--quiet', '--no-tags', '--no-write-fetch-head'],
      ...['--recurse-submodules=no', '--filter=blob:none', '--stdin', 'origin'],
    ],
    lines(absent),
  );
}

const lines = (oids: readonly string[]): string => oids.map((oid) => `${oid}\n`).join('');
