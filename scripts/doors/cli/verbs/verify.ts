import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { checkpointWords } from '#domain/words/checkpoint.ts';
import { plural } from '#domain/words/language.ts';
import { UsageError } from '#domain/user-error.ts';
import { type Command, type Io, needed } from '#doors/command.ts';
import { compareRegister, notCompared } from '#engine/forge/compare-register.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { type Verification, verifyClone } from '#engine/register/clone.ts';
import { formatFinding, type RegisterFinding } from '#engine/register/finding.ts';
import { leftOut } from '#engine/register/left-out.ts';
import { entriesInClone } from '#engine/register/entries-in-clone.ts';
import { cloneFault } from '../clone-fault.ts';
import { connect, FORGE_OPTIONS } from '../connect.ts';
import { refuseUnlessFolder } from '../folders.ts';
import { keptIn } from '#engine/register/kept.ts';
import { readArgs } from '../read-args.ts';
import { readText } from '../read-file.ts';
import { noteVerified, verifiedBefore } from '../verified-state.ts';

const NOTHING_VERIFIED = { id: 'Tidak ada yang diperiksa.', en: 'Nothing was verified.' };

const OPTIONS = {
  published: { type: 'string' },
  checkpoint: { type: 'string', multiple: true },
  since: { type: 'string' },
  state: { type: 'string' },
  forge: { type: 'boolean' },
  sample: { type: 'string' },
  ...FORGE_OPTIONS,
} as const;

/** Verifies the register in a plain clone, with no server (R29); with `--forge` also against what a forge shows. */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, OPTIONS, 1);
  const [clone = '.'] = positionals;
  const sample = sampleSize(values);
  await refuseUnlessFolder(clone, io, NOTHING_VERIFIED);
  const folder = resolve(io.cwd, clone);
  // What a kept checkpoint proves, it proves of the whole register.
  const files = values.checkpoint ?? [];
  const kept = (
    await Promise.all(files.map(async (file) => keptIn(file, await readText(needed(file, '--checkpoint FILE'), io))))
  ).flat();
  const stateFile = values.state === undefined ? undefined : resolve(io.cwd, values.state);
  const before = values.since ?? (stateFile === undefined ? undefined : await verifiedBefore(stateFile));
  const since = files.length > 0 ? undefined : before;
  const { published } = values;
  const options = {
    ...(published === undefined ? {} : { published }),
    ...(since === undefined ? {} : { since }),
    kept,
  };
  const verification = await verifyClone(folder, options).catch((error: unknown) => {
    throw cloneFault(error);
  });
  const { findings, head } = verification;
  for (const found of findings) io.err(formatFinding(found, io.lang));
  const text = leftOut(verification);
  if (text) io.err(text[io.lang]);
  const byForge = values.forge ? await againstForge(folder, head, values, sample, io) : [];
  const count = findings.length + byForge.length;
  if (count > 0) {
    const verdict = {
      id: `Tidak cocok: ${count} temuan. Simpan klona ini seperti adanya, dan tunjukkan temuannya kepada kantor; kepada orang lain cukup file, baris, dan komitnya, karena isi yang dikutip mungkin bukan untuk publik.`,
      en: `It does not hold: ${plural(count, 'finding')}. Keep this clone as it is, and show the findings to the office; to others only files, lines and commits, for what is quoted may not be public.`,
    };
    io.err(verdict[io.lang]);
    return 1;
  }
  io.out(holds(verification, since)[io.lang]);
  if (verification.log) io.out(checkpointWords(verification.log)[io.lang]);
  if (kept.length > 0) io.out(extendsKept(kept.length)[io.lang]);
  if (stateFile !== undefined) noteVerified(stateFile, head);
  return 0;
};

function sampleSize(values: { readonly sample?: string; readonly forge?: boolean }): number | undefined {
  if (values.sample === undefined) return undefined;
  const size = Number(values.sample);
  if (values.forge && Number.isSafeInteger(size) && size > 0) return size;
  throw new UsageError({
    id: `--sample: diharapkan bilangan bulat di atas 0 bersama --forge, diterima "${values.sample.slice(0, 40)}".`,
    en: `--sample: expected a whole number above 0 together with --forge, received "${values.sample.slice(0, 40)}".`,
  });
}

/** Compares the register with what the forge shows, all of it or some cases picked at random. */
async function againstForge(
  folder: string,
  head: string,
  values: Parameters<typeof connect>[0],
  sample: number | undefined,
  io: Io,
): Promise<readonly RegisterFinding[]> {
  const { now: _now, ...options } = await connect(values, io, true);
  const journals = await entriesInClone(folder, head, (numbers) =>
    sample === undefined ? numbers : picked(numbers, sample),
  ).catch((error: unknown) => {
    throw cloneFault(error);
  });
  const comparison = await compareRegister(createClient(options), journals);
  for (const found of comparison.findings) io.err(formatFinding(found, io.lang));
  const text = notCompared(comparison);
  if (text) io.err(text[io.lang]);
  const { compared, cases } = comparison;
  const told = {
    id: `Dibandingkan dengan forge: ${compared} entri dari ${cases} berkas.`,
    en: `Compared with the forge: ${compared} entries of ${cases} cases.`,
  };
  io.out(told[io.lang]);
  return comparison.findings;
}

function picked(numbers: readonly number[], count: number): number[] {
  const left = [...numbers];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(randomInt(left.length), 1)[0] ?? 0);
}

const extendsKept = (count: number) => ({
  id: `Buku agenda ini melanjutkan ${count} pos pemeriksaan yang Anda simpan.`,
  en: `The register extends ${count === 1 ? 'the checkpoint' : `all ${count} checkpoints`} that you kept.`,
});

function holds({ entries, cases, commits, head }: Verification, since: string | undefined) {
  const [id, en] = since === undefined ? ['', ''] : [` sejak ${since.slice(0, 12)}`, ` since ${since.slice(0, 12)}`];
  return {
    id: `Utuh: ${entries} catatan dari ${cases} berkas dalam ${commits} komit${id} cocok dengan buku agenda ${head.slice(0, 12)}.`,
    en: `It holds: ${entries} entries of ${cases} cases in ${commits} commits${en} match the register ${head.slice(0, 12)}.`,
  };
}
