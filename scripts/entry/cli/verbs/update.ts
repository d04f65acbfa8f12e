import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Text } from '#domain/problem.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { plural } from '#domain/words/language.ts';
import { type Command, type Io, officeFolder, remark, printText } from '#entry/command.ts';
import {
  bringFiles,
  commitUpdate,
  fetchProgram,
  fileAt,
  freeBranch,
  hasRegister,
  planUndo,
  planUpdate,
  presentVersion,
  refuseUnkept,
  refuseUnlessClean,
  upstreamOf,
  type ProgramState,
  wantedVersion,
} from '#entry/update/copy.ts';
import type { FilePlan } from '#entry/update/program-files.ts';
import { FailedStep, forgetLinks, installIn, runStepsIn } from '#entry/update/steps.ts';
import { byVersion, demandsSince, isTrial } from '#entry/update/versions.ts';
import { isListening } from '#embedded/office/is-listening.ts';
import { makeBackup } from '#embedded/office/make-backup.ts';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { officeRoot, PROGRAM } from '#engine/config/root.ts';
import { readArgs } from '../read-args.ts';

/** The file of the backup that is made before an update of an office on this machine. It is in the office's folder. */
const BACKUP = 'before-update.tar';
/** The most files that one line names. */
const NAMED = 20;

/** Brings the program in an office's copy to another version, and checks that office and register fit this version. */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, {
    to: { type: 'string' },
    from: { type: 'string' },
    office: { type: 'string' },
    folder: { type: 'string' },
    undo: { type: 'boolean' },
  });
  if (values.undo && (values.to ?? values.from) !== undefined)
    throw new UsageError({ id: '--undo tanpa --to dan --from.', en: '--undo takes neither --to nor --from.' });
  const copy = values.office === undefined ? officeRoot(io.cwd) : resolve(io.cwd, values.office);
  const folder = resolve(copy, officeFolder(values.folder));
  const place: Place = { copy, folder, office: existsSync(join(folder, 'forge.sqlite')) };
  await refuseUnlessClean(copy);
  await refuseIfRunning(place);
  if (values.undo) return undo(place, io);
  await refuseTrial(copy);
  await fetchProgram(copy, await sourceOf(copy, values.from));
  return update(place, await wantedVersion(copy, values.to), io);
};

interface Place {
  /** The folder of the office's copy of the program. */
  readonly copy: string;
  /** The folder for an office on this machine. */
  readonly folder: string;
  /** Whether the folder has an office. */
  readonly office: boolean;
}

/** Returns the source of the program: the named one, else the copy's remote, else the clone that runs this command. */
async function sourceOf(copy: string, named: string | undefined): Promise<string> {
  const source = named ?? (await upstreamOf(copy));
  if (source !== undefined) return source;
  if (resolve(PROGRAM) !== copy) return PROGRAM;
  throw new UsageError({
    id: 'Dari mana program diambil? Sebut alamat repositori program dengan --from, atau simpan sekali: git remote add upstream ALAMAT.',
    en: 'Where does the program come from? Name the address of its repository with --from, or keep it once: git remote add upstream ADDRESS.',
  });
}

async function refuseIfRunning({ folder }: Place): Promise<void> {
  const file = await readOfficeFile(folder);
  if (file === undefined || !(await isListening(file.url))) return;
  throw new UserError({
    id: `Kantor ini sedang berjalan di ${file.url}. Hentikan dahulu, lalu ulangi. Tidak ada yang diubah.`,
    en: `This office is running at ${file.url}. Stop it first, then repeat. Nothing was changed.`,
  });
}

async function refuseTrial(copy: string): Promise<void> {
  const { number } = await presentVersion(copy);
  if (!isTrial(number)) return;
  throw new UserError({
    id: `Salinan ini memakai versi percobaan ${number}, yang registernya tidak dibaca versi 1.0 dan seterusnya. Periksa register itu dengan versi 0.8.0, dan mulai kantor dari salinan baru program ini. Tidak ada yang diubah.`,
    en: `This copy has the trial version ${number}, whose register versions from 1.0 on do not read. Verify that register with version 0.8.0, and begin the office in a new copy of this program. Nothing was changed.`,
  });
}

async function update(place: Place, version: ProgramState, io: Io): Promise<number> {
  const { copy } = place;
  const present = await presentVersion(copy);
  if (byVersion(version.number, present.number) < 0)
    throw new UserError({
      id: `Salinan ini memakai ${present.number}, yang lebih baru daripada ${version.name}. Untuk kembali: npx disposisi update --undo. Tidak ada yang diubah.`,
      en: `This copy has ${present.number}, which is newer than ${version.name}. To go back: npx disposisi update --undo. Nothing was changed.`,
    });
  const plan = await planUpdate(copy, version);
  if (isEmpty(plan)) {
    printText(io, { id: `Program sudah ${version.name}.`, en: `The program is ${version.name} already.` });
    return 0;
  }
  refuseUnkept(copy, plan);
  for (const line of planLines(plan, present, version)) printText(io, line);
  const demands = demandsSince(await fileAt(copy, version.commit, 'CHANGELOG.md'), present.number, io.lang);
  for (const demand of demands) io.out(`\n${demand.version}\n${demand.text}`);
  if (demands.length > 0)
    printText(io, { id: '\nYang di atas dikerjakan kantor.\n', en: '\nWhat is above is for the office to do.\n' });
  if (place.office) await keepBackup(place, io);
  const branch = await freeBranch(copy, `update-${version.name}`);
  await bring(place, version, plan, branch, io).catch((error: unknown) => {
    throw error instanceof FailedStep ? failedUpdate(error) : error;
  });
  await commitUpdate(copy, 'update', present, version);
  for (const line of nextLines(place, branch)) printText(io, line);
  printText(io, {
    id: 'Kembali ke versi semula: npx disposisi update --undo',
    en: 'To go back: npx disposisi update --undo',
  });
  return 0;
}

/** Goes back to the program as it was before the latest update. Cases and the office's later changes stay. */
async function undo(place: Place, io: Io): Promise<number> {
  const { copy } = place;
  const { version, plan } = await planUndo(copy);
  const present = await presentVersion(copy);
  if (isEmpty(plan)) {
    printText(io, { id: `Program sudah ${version.name} lagi.`, en: `The program is ${version.name} again already.` });
    return 0;
  }
  refuseUnkept(copy, plan);
  for (const line of planLines(plan, present, version)) printText(io, line);
  const branch = await freeBranch(copy, `undo-${present.number}`);
  await bring(place, version, plan, branch, io).catch((error: unknown) => {
    throw error instanceof FailedStep ? failedUndo(error, place) : error;
  });
  await commitUpdate(copy, 'undo', present, version);
  for (const line of nextLines(place, branch)) printText(io, line);
  return 0;
}

/** Brings the version's files, and runs the steps. If a step fails, the former files and packages are brought back. */
async function bring(place: Place, version: ProgramState, plan: FilePlan, branch: string, io: Io): Promise<void> {
  const { copy, folder, office } = place;
  const onGitHub = await hasRegister(copy, `refs/remotes/origin/${REGISTER_BRANCH}`);
  const register = office ? join(folder, 'repo.git') : onGitHub ? copy : undefined;
  const takeBack = await bringFiles(copy, version, plan, branch);
  try {
    await runStepsIn(copy, register, (text) => remark(io, text));
  } catch (error) {
    await takeBack();
    await installIn(copy);
    throw error;
  }
  await forgetLinks(copy);
}

/** Makes the backup. It replaces the backup of an earlier update only when it is complete. */
async function keepBackup({ folder }: Place, io: Io): Promise<void> {
  const path = join(folder, BACKUP);
  await rm(`${path}.next`, { force: true });
  await makeBackup(folder, `${path}.next`, io.now());
  await rename(`${path}.next`, path);
}

const isEmpty = ({ added, changed, removed }: FilePlan): boolean =>
  added.length + changed.length + removed.length === 0;

function planLines(
  { added, changed, removed, overwritten, kept }: FilePlan,
  from: ProgramState,
  to: ProgramState,
): Text[] {
  return [
    {
      id: `${from.name} → ${to.name}: ${added.length} file baru, ${changed.length} berubah, ${removed.length} dihapus${kept.length > 0 ? `; ${kept.length} file kantor tetap` : ''}.`,
      en: `${from.name} → ${to.name}: ${plural(added.length, 'new file')}, ${changed.length} changed, ${removed.length} removed${kept.length > 0 ? `; ${plural(kept.length, 'file')} of the office stay` : ''}.`,
    },
    ...(overwritten.length === 0
      ? []
      : [
          {
            id: `Kantor pernah mengubah file program ini; isinya diganti, dan isi kantor tetap ada dalam riwayat git: ${first(overwritten)}.`,
            en: `The office had changed these files of the program; they are replaced, and git’s history keeps what the office wrote: ${first(overwritten)}.`,
          },
        ]),
  ];
}

/** Lists paths. If there are too many, only the first paths are listed, with the number of all paths. */
const first = (paths: readonly string[]): string =>
  paths.length > NAMED ? `${paths.slice(0, NAMED).join(', ')}, … (${paths.length})` : paths.join(', ');

const tail = (output: string): string => output.split('\n').slice(-30).join('\n');

const failedUpdate = ({ text, output }: FailedStep): UserError =>
  new UserError({
    id: `${tail(output)}\n${text.id} Program dikembalikan ke versi semula; data kantor tidak berubah. Perbaiki yang disebut di atas, komit, lalu ulangi.`,
    en: `${tail(output)}\n${text.en} The program is the former version again; nothing of the office was changed. Correct what is named above, commit it, then repeat.`,
  });

function failedUndo({ text, output, isVerification }: FailedStep, { copy, folder }: Place): UserError {
  const backup = join(folder, BACKUP);
  const former = relative(copy, join(folder, 'sebelum'));
  const commands = `  npx disposisi restore ${relative(copy, backup)} --folder ${former}\n  npx disposisi update --undo --folder ${former}`;
  const stays = { id: 'Program tetap versi yang baru.', en: 'The program stays the new version.' };
  const back: Text = !isVerification
    ? { id: 'Perbaiki yang disebut di bawah, lalu ulangi.', en: 'Correct what is named below, then repeat.' }
    : existsSync(backup)
      ? {
          id: `Versi lama tidak dapat membaca yang ditulis sesudah pembaruan; temuan di bawah ialah temuannya, dan tidak berarti ada yang diubah orang. Kantor hanya dapat kembali seperti sebelum pembaruan, dan kehilangan semua yang terjadi sesudahnya:\n${commands}`,
          en: `The former version cannot read what was written after the update; the findings below are its findings, and do not mean that anybody changed anything. The office can only go back to its state before the update, and loses all that happened since:\n${commands}`,
        }
      : {
          id: 'Versi lama tidak dapat meneruskan register ini; perbaiki dengan versi yang lebih baru.',
          en: 'The former version cannot continue this register; correct the fault with a newer version.',
        };
  return new UserError({
    id: `${text.id} ${stays.id} ${back.id}\n${tail(output)}`,
    en: `${text.en} ${stays.en} ${back.en}\n${tail(output)}`,
  });
}

function nextLines({ copy, office, folder }: Place, branch: string): Text[] {
  const done = { id: `Selesai, di cabang ${branch}.`, en: `Done, on the branch ${branch}.` };
  if (office) {
    const start = `npm start${folder === join(copy, '.disposisi') ? '' : ` -- --folder ${relative(copy, folder)}`}`;
    return [done, { id: `Lalu: ${start}`, en: `Then: ${start}` }];
  }
  return [
    done,
    {
      id: `Lalu: git push -u origin ${branch}, buat pull request, dan minta pengelola menggabungkannya. Sesudah itu: npx disposisi setup --repo PEMILIK/NAMA --apply`,
      en: `Then: git push -u origin ${branch}, open a pull request, and have a maintainer merge it. After that: npx disposisi setup --repo OWNER/NAME --apply`,
    },
  ];
}
