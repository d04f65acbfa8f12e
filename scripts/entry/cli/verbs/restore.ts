import { stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { RegisterError } from '#domain/journal/chain.ts';
import { CHECKPOINT_PATH, REGISTER_BRANCH, REGISTER_REF, VKEY_PATH } from '#domain/journal/paths.ts';
import { parseCheckpoint, parseNote } from '#domain/log/note.ts';
import type { Text } from '#domain/problem.ts';
import { NOTHING_WRITTEN, UsageError, UserError } from '#domain/user-error.ts';
import { checkpointWords } from '#domain/words/checkpoint.ts';
import { plural } from '#domain/words/language.ts';
import { problemOfFile } from '#domain/words/system-fault.ts';
import { type Command, type Io, needed, officeFolder, remark, printText } from '#entry/command.ts';
import { readBackup, type WholeBackup } from '#embedded/office/backup-file.ts';
import { takeConfiguration } from '#embedded/office/follow-main.ts';
import { restoreBackup } from '#embedded/office/restore-backup.ts';
import { restoreClone } from '#embedded/office/restore-clone.ts';
import { planErasure } from '#engine/erase/plan.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import { commitOf, listFiles, NoClone } from '#engine/register/git.ts';
import type { RegisterFinding } from '#engine/register/finding.ts';
import { readRestorable } from '#engine/register/read-restorable.ts';
import { backupLines, hasKey, NO_KEY } from '../backup-lines.ts';
import { throwCloneFault } from '../clone-fault.ts';
import { connect } from '../connect.ts';
import { makeFolder, refuseUnlessEmpty } from '../folders.ts';
import { gitSourceOf } from '../git-with-token.ts';
import { readArgs } from '../read-args.ts';
import { restoreOnGithub } from '../restore-on-github.ts';
import { verifyAs } from './verify.ts';

const OPTIONS = {
  folder: { type: 'string' },
  check: { type: 'boolean' },
  checkpoint: { type: 'string', multiple: true },
  repo: { type: 'string' },
} as const;

/**
 * Makes an office's folder from a backup or from a clone, or, with `--repo`, makes an office on GitHub from a clone.
 * With `--check` it only reads the backup.
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, OPTIONS, 1);
  const named = needed(positionals[0], 'FILE');
  const isClone = await isFolder(resolve(io.cwd, named));
  refuseMixed(values, isClone);
  process.umask(0o077);
  if (isClone) return restoreFromClone(named, values, io);
  const target = officeFolder(values.folder);
  const folder = resolve(io.cwd, target);
  // The folder is checked first, so that no large file is read in vain.
  if (!values.check) await refuseUnlessEmpty(target, io);
  const backup = await wholeBackup(named, io);
  for (const line of backupLines(backup, named)) printText(io, line);
  if (values.check && !hasKey(backup)) remark(io, NO_KEY);
  if (values.check) return hasKey(backup) ? 0 : 1;
  await makeFolder(relative(io.cwd, resolve(folder, '..')) || '.', io);
  await restoreBackup(backup, folder);
  if (!hasKey(backup) && (await isSigned(folder))) remark(io, NO_KEY);
  for (const line of await restoredLines(target, folder)) printText(io, line);
  await bringConfiguration(target, io);
  return 0;
};

/** Brings the office's configuration into the folder around the usual place of an office. A trial elsewhere changes none. */
async function bringConfiguration(target: string, { cwd, out, lang }: Io): Promise<void> {
  if (resolve(cwd, target) !== resolve(cwd, officeFolder(undefined))) return;
  const aside = join(target, 'diganti');
  const replaced = await takeConfiguration(resolve(cwd, target, 'repo.git'), cwd, resolve(cwd, aside));
  if (replaced.length === 0) return;
  const paths = replaced.join(', ');
  out(
    {
      id: `Kini di folder ini konfigurasi kantor itu. Yang tadinya berbeda dipindahkan ke ${aside}: ${paths}`,
      en: `This folder now has the configuration of that office. What differed was moved to ${aside}: ${paths}`,
    }[lang],
  );
}

/** Checks whether the register of an office has a log. Offices of the first version had no log and no key. */
async function isSigned(folder: string): Promise<boolean> {
  return (await listFiles(join(folder, 'repo.git'), REGISTER_REF, [VKEY_PATH]).catch(() => [])).length > 0;
}

type Values = ReturnType<typeof readArgs<typeof OPTIONS>>['values'];

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

function refuseMixed({ check, folder, repo, checkpoint }: Values, isClone: boolean): void {
  if (check && (folder !== undefined || isClone))
    throw new UsageError({
      id: '--check hanya membaca cadangan; tanpa --folder.',
      en: '--check only reads the backup; it takes no --folder.',
    });
  if (!isClone && (repo !== undefined || checkpoint !== undefined))
    throw new UsageError({
      id: '--repo dan --checkpoint memerlukan klon, bukan cadangan.',
      en: '--repo and --checkpoint need a clone, not a backup.',
    });
  if (repo !== undefined && folder !== undefined)
    throw new UsageError({
      id: 'Pilih salah satu: --repo atau --folder.',
      en: 'Choose one: --repo or --folder.',
    });
}

/** Verifies a clone, and makes an office of it. A clone with findings is refused. */
async function restoreFromClone(clone: string, { folder, repo, checkpoint = [] }: Values, io: Io): Promise<number> {
  const target = officeFolder(folder);
  if (repo === undefined) await refuseUnlessEmpty(target, io);
  // Without a token nothing can be restored there, and the verification takes long.
  const connection = repo === undefined ? undefined : await connect({ repo }, io);
  const args = [clone, ...checkpoint.flatMap((file) => ['--checkpoint', file])];
  const code = await verifyAs(args, io, notRestored);
  if (code !== 0) return code;
  const path = resolve(io.cwd, clone);
  const restorable = await readRestorable(path).catch(throwCloneFault);
  for (const number of restorable.lost) remark(io, withoutFiles(restorable.cases.get(number)?.case ?? ''));
  if (repo !== undefined && connection) {
    const { now: _, siteUrl: _siteUrl, ...options } = connection;
    const repository = { client: createClient(options), source: await gitSourceOf({ repo }, io) };
    await restoreOnGithub(path, restorable, repository, io);
    for (const line of nextOnGithub(repo)) printText(io, line);
    return 0;
  }
  await makeFolder(relative(io.cwd, resolve(io.cwd, target, '..')) || '.', io);
  await restoreClone(path, restorable, resolve(io.cwd, target), io.now);
  for (const line of nextOnMachine(target)) printText(io, line);
  await bringConfiguration(target, io);
  return 0;
}

/** Says what the office can do if its clone has findings. A clone that is only too old can be restored knowingly. */
function notRestored(findings: readonly RegisterFinding[]): Text {
  if (findings.some(({ code }) => code !== 'log-cut'))
    return {
      id: 'Tidak ada yang dipulihkan. Bila temuannya menyebut cara memperbaiki, lakukan itu, lalu ulangi. Bila tidak, simpan klon ini seperti adanya, dan cari klon lain atau cadangan yang tidak bertemuan.',
      en: 'Nothing was restored. If a finding says how to fix it, do that, and repeat. Otherwise keep this clone as it is, and look for another clone or a backup without findings.',
    };
  const there = Number(findings[0]?.received);
  const kept = Math.max(...findings.map(({ expected }) => Number(expected)));
  return {
    id: `Tidak ada yang dipulihkan: klon ini lebih lama daripada titik periksa itu, dan ${kept - there} entri terakhir (sesudah entri ke-${there}) tidak ada di sini. Cari klon atau cadangan yang lebih baru. Bila tidak ada, jalankan lagi dengan titik periksa yang disimpan bersama klon ini, atau tanpa --checkpoint, dan beri tahu para saksi dan para pemohon bahwa semua sesudah entri ke-${there} hilang.`,
    en: `Nothing was restored: this clone is older than the checkpoint, and the last ${plural(kept - there, 'entry', 'entries')} (after entry ${there}) ${kept - there === 1 ? 'is' : 'are'} not in it. Look for a newer clone or backup. If there is none, run this again with the checkpoint that was kept with this clone, or without --checkpoint, and tell the witnesses and the applicants that everything after entry ${there} is lost.`,
  };
}

const withoutFiles = (id: string): Text => ({
  id: `${id}: surat dan lampirannya tidak ada di klon ini. Kembalikan berkasnya kepada pemohon (Request changes), supaya diunggah lagi.`,
  en: `${id}: its letter and attachments are not in this clone. Give the case back to its applicant (Request changes), so that they are uploaded again.`,
});

const nextOnMachine = (target: string): Text[] => [
  { id: `Dipulihkan ke ${target}.`, en: `Restored to ${target}.` },
  {
    id: `Kunci penanda tangan tidak ada di klon. Jalankan: npm start -- --folder ${target} --new-log-key, dan umumkan kunci barunya kepada para saksi.`,
    en: `A clone does not contain the signing key. Run: npm start -- --folder ${target} --new-log-key, and announce the new key to the witnesses.`,
  },
];

const nextOnGithub = (repo: string): Text[] => [
  { id: `Dipulihkan ke ${repo}.`, en: `Restored to ${repo}.` },
  {
    id: `Lalu: npx disposisi setup --repo ${repo} --apply. Perintah itu membuat kunci penanda tangan baru, sebab kunci lama hilang bersama repositorinya; umumkan kepada para saksi.`,
    en: `Then: npx disposisi setup --repo ${repo} --apply. It makes a new signing key, because the old one was lost with the repository; announce it to the witnesses.`,
  },
];

async function wholeBackup(named: string, io: Io): Promise<WholeBackup> {
  try {
    return await readBackup(resolve(io.cwd, named));
  } catch (error) {
    const problem = problemOfFile(named, error);
    throw problem ? new UserError(NOTHING_WRITTEN, [problem]) : error;
  }
}

/** Says that a backup from before an erasure brought the content back (R50). */
async function eraseAgain(target: string, folder: string): Promise<Text[]> {
  const plan = await planErasure(`${folder}/repo.git`).catch(unlessUnread);
  const count = plan?.cases.length ?? 0;
  if (count === 0) return [];
  return [
    {
      id: `Cadangan ini masih memuat isi ${count} berkas yang sudah boleh dihapus. Hapus lagi: npx disposisi erase --folder ${target}`,
      en: `This backup still has the content of ${plural(count, 'case')} that may be erased. Erase it again: npx disposisi erase --folder ${target}`,
    },
  ];
}

/** A register that is missing or not sound is reported by `verify`, which comes next. */
function unlessUnread(error: unknown): undefined {
  if (!(error instanceof NoClone) && !(error instanceof RegisterError)) throw error;
}

async function restoredLines(target: string, folder: string) {
  const repository = `${target}/repo.git`;
  const head = await commitOf(`${folder}/repo.git`, [`refs/heads/${REGISTER_BRANCH}`]);
  const [note] = head === undefined ? [] : await readTexts(`${folder}/repo.git`, head, [CHECKPOINT_PATH]);
  const words = note === undefined ? undefined : checkpointWords(parseCheckpoint(parseNote(note).text));
  const start = `npm start -- --folder ${target}`;
  return [
    { id: `Dipulihkan ke ${target}.`, en: `Restored to ${target}.` },
    ...(words ? [words] : []),
    {
      id: `Sebelum dipakai: npx disposisi verify ${repository} --checkpoint FILE, dengan titik periksa terbaru dari situs atau saksi.`,
      en: `Before it is used: npx disposisi verify ${repository} --checkpoint FILE, with the newest checkpoint of the site or a witness.`,
    },
    ...(await eraseAgain(target, folder)),
    { id: `Lalu: ${start}`, en: `Then: ${start}` },
  ];
}
