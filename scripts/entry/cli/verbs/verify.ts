import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkpointWords } from '#domain/words/checkpoint.ts';
import { plural } from '#domain/words/language.ts';
import { REGISTER_BRANCH, REWRITES_PATH } from '#domain/journal/paths.ts';
import { parseRewrites } from '#domain/journal/rewrites.ts';
import { SIGNATURE_TYPES } from '#domain/log/note.ts';
import type { Text } from '#domain/problem.ts';
import { UsageError } from '#domain/user-error.ts';
import { type Command, type Io, needed, officeFolder, remark, printText } from '#entry/command.ts';
import { compareRegister, type ForgeComparison, notCompared } from '#engine/forge/compare-register.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { type Verification, verifyClone } from '#engine/register/clone.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import { commitOf } from '#engine/register/git.ts';
import { comparedWith, howToCompare, type Outside } from '#engine/register/compared-with.ts';
import { formatFinding, type RegisterFinding } from '#engine/register/finding.ts';
import { leftOut } from '#engine/register/left-out.ts';
import { entriesInClone } from '#engine/register/entries-in-clone.ts';
import { throwCloneFault } from '../clone-fault.ts';
import { connect, FORGE_OPTIONS } from '../connect.ts';
import { refuseUnlessFolder } from '../folders.ts';
import { keptIn } from '#engine/register/kept.ts';
import { verifierFor } from '#engine/register/signing-key.ts';
import { readArgs } from '../read-args.ts';
import { readText } from '../read-file.ts';
import { noteVerified, verifiedBefore } from '../verified-state.ts';

const NOTHING_VERIFIED = { id: 'Tidak ada yang diperiksa.', en: 'Nothing was verified.' };

const OPTIONS = {
  published: { type: 'string' },
  checkpoint: { type: 'string', multiple: true },
  witness: { type: 'string', multiple: true },
  since: { type: 'string' },
  state: { type: 'string' },
  forge: { type: 'boolean' },
  sample: { type: 'string' },
  ...FORGE_OPTIONS,
} as const;

/** Verifies the register in a plain clone, without a server (R29). `--forge` also compares it with a forge. */
export const run: Command = (args, io) => verifyAs(args, io);

/**
 * Does what {@link run} does, for another command.
 * @param ending returns the words at the end of a failed verification; by default those for an outsider. With other
 *   words a finding shows no advice to fetch, because the person has no other repository than the clone
 */
export async function verifyAs(
  args: readonly string[],
  io: Io,
  ending?: (findings: readonly RegisterFinding[]) => Text,
): Promise<number> {
  const { values, positionals } = readArgs(args, OPTIONS, 1);
  const clone = positionals[0] ?? (await cloneHere(io));
  const sample = sampleSize(values);
  await refuseUnlessFolder(clone, io, NOTHING_VERIFIED);
  const folder = resolve(io.cwd, clone);
  // A kept checkpoint is proof about the whole register, so the whole register is verified.
  const files = values.checkpoint ?? [];
  const kept = (
    await Promise.all(files.map(async (file) => keptIn(file, await readText(needed(file, '--checkpoint FILE'), io))))
  ).flat();
  const stateFile = values.state === undefined ? undefined : resolve(io.cwd, values.state);
  const before = values.since ?? (stateFile === undefined ? undefined : await verifiedBefore(stateFile));
  const since = files.length > 0 ? undefined : before;
  const { published } = values;
  const given: Pick<Outside, 'published' | 'since'> = {
    ...(published === undefined ? {} : { published }),
    ...(since === undefined ? {} : { since }),
  };
  const options = { ...given, kept, witnesses: witnessKeys(values.witness ?? [], files) };
  const verification = await verifyClone(folder, options).catch(throwCloneFault);
  const { head } = verification;
  const forge = values.forge ? await againstForge(folder, head, values, sample, io) : undefined;
  const findings = [...verification.findings, ...(forge?.findings ?? [])];
  const isWhole = findings.length === 0;
  // After an erasure (R50), a head from before proves nothing.
  const { published: _head, ...others } = given;
  const heads = verification.isReplaced ? others : given;
  const outside = { ...heads, kept: kept.length, ...(forge ? { forge } : {}) };
  const comparison = comparedWith(verification, outside, isWhole);
  // The first line says what the register was compared with, since all other lines depend on it.
  const first = isWhole ? comparison.text : failed(findings.length, comparison.text);
  (isWhole ? io.out : io.err)(first[io.lang]);
  for (const found of findings)
    io.err(formatFinding(ending && found.code === 'log-cut' ? withoutFix(found) : found, io.lang));
  for (const text of [leftOut(verification), forge && notCompared(forge)]) if (text) remark(io, text);
  if (!isWhole) {
    remark(io, ending?.(findings) ?? KEEP_IT);
    return 1;
  }
  printText(io, matches(verification, comparison.isOutside));
  if (verification.log) printText(io, checkpointWords(verification.log));
  if (!comparison.isOutside) printText(io, howToCompare(verification, clone, forge !== undefined));
  if (stateFile !== undefined) noteVerified(stateFile, head);
  return 0;
}

/** Returns the clone that is meant if none is named: this folder or, if it has no register, the office in it. */
async function cloneHere(io: Io): Promise<string> {
  const office = join(officeFolder(undefined), 'repo.git');
  if (!existsSync(resolve(io.cwd, office))) return '.';
  const refs = ['heads', 'remotes/origin'].map((place) => `refs/${place}/${REGISTER_BRANCH}`);
  // A register that is there and cannot be read is reported.
  return (await commitOf(io.cwd, refs).catch(() => '.')) === undefined ? office : '.';
}

const withoutFix = ({ fix: _, ...found }: RegisterFinding): RegisterFinding => found;

const failed = (count: number, compared: Text): Text => ({
  id: `Pemeriksaan gagal: ${count} temuan. ${compared.id}`,
  en: `Verification failed: ${plural(count, 'finding')}. ${compared.en}`,
});

const KEEP_IT: Text = {
  id: 'Simpan klon ini seperti adanya: klon ini bukti. Tunjukkan temuan itu kepada kantor. Kepada orang lain tunjukkan hanya file, baris, dan komit, karena isi yang dikutip mungkin bukan untuk publik.',
  en: 'Keep this copy as it is: it is evidence. Show the findings to the office. Show others only files, lines and commits, since quoted contents may not be public.',
};

/**
 * Returns the keys of witnesses, as `disposisi witness` prints them.
 * @throws UsageError if a key is not the key of a witness, or if keys are given without a checkpoint
 */
function witnessKeys(keys: readonly string[], checkpoints: readonly string[]): readonly string[] {
  if (keys.length > 0 && checkpoints.length === 0)
    throw new UsageError({
      id: '--witness: sertakan titik periksa yang ditandatangani saksi itu (--checkpoint FILE).',
      en: '--witness: give a checkpoint that this witness signed as well (--checkpoint FILE).',
    });
  for (const key of keys) {
    if (isWitnessKey(key)) continue;
    throw new UsageError({
      id: `--witness: diharapkan kunci seorang saksi (NAMA+ID+KUNCI), seperti yang dicetak disposisi witness, diterima "${key.slice(0, 80)}".`,
      en: `--witness: expected the key of a witness (NAME+ID+KEY), as disposisi witness prints it, received "${key.slice(0, 80)}".`,
    });
  }
  return keys;
}

/** Checks whether a key is a witness's key. The office's own key does not count, since it signed every checkpoint. */
function isWitnessKey(key: string): boolean {
  try {
    return verifierFor(key).type === SIGNATURE_TYPES.witness;
  } catch {
    return false;
  }
}

function sampleSize(values: { readonly sample?: string; readonly forge?: boolean }): number | undefined {
  if (values.sample === undefined) return undefined;
  const size = Number(values.sample);
  if (values.forge && Number.isSafeInteger(size) && size > 0) return size;
  throw new UsageError({
    id: `--sample: diharapkan bilangan bulat di atas 0 bersama --forge, diterima "${values.sample.slice(0, 40)}".`,
    en: `--sample: expected a whole number above 0 together with --forge, received "${values.sample.slice(0, 40)}".`,
  });
}

/** Compares the register with what the forge shows: all cases, or some that are picked at random. */
async function againstForge(
  folder: string,
  head: string,
  values: Parameters<typeof connect>[0],
  sample: number | undefined,
  io: Io,
): Promise<ForgeComparison> {
  const { now: _now, ...options } = await connect(values, io, true);
  const journals = await entriesInClone(folder, head, (numbers) =>
    sample === undefined ? numbers : picked(numbers, sample),
  ).catch(throwCloneFault);
  const [rewrites] = await readTexts(folder, head, [REWRITES_PATH]).catch(throwCloneFault);
  return compareRegister(createClient(options), journals, parseRewrites(rewrites));
}

function picked(numbers: readonly number[], count: number): number[] {
  const left = [...numbers];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(randomInt(left.length), 1)[0] ?? 0);
}

function matches({ entries, cases, commits, head }: Verification, isOutside: boolean): Text {
  const register = head.slice(0, 12);
  if (commits === 0)
    return {
      id: `Tidak ada entri baru sejak itu, register ${register}.`,
      en: `There is no new entry since then, register ${register}.`,
    };
  const [id, en] = isOutside
    ? ['Terbukti sejauh baris pertama', 'Verified as far as the first line says']
    : ['Tidak ditemukan pertentangan', 'No contradiction was found'];
  return {
    id: `${id}: ${entries} entri dari ${cases} berkas dalam ${commits} komit, register ${register}.`,
    en: `${en}: ${plural(entries, 'entry', 'entries')} of ${plural(cases, 'case')} in ${plural(commits, 'commit')}, register ${register}.`,
  };
}
