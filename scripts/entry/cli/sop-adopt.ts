import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { effectWords } from '#domain/versions/office-changes.ts';
import { plural } from '#domain/words/language.ts';
import { caseNumber, type Command, printText } from '#entry/command.ts';
import { configFolder } from '#engine/config/folder.ts';
import { type ConfigFile, readConfig } from '#engine/config/read.ts';
import { officeRoot } from '#engine/config/root.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { CaseView, Forge } from '#engine/forge/forge.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { keepFile } from '#engine/kept-files.ts';
import { CONFIG_PLACES, visibilityOf } from '#engine/process/what-if.ts';
import { connectAsMaintainer, forgeAsPerson, type MaintainerConnection } from './connect.ts';
import { readArgs } from './read-args.ts';
import { isNoSuchPull } from './refused-act.ts';

const OPTIONS = { folder: { type: 'string' }, as: { type: 'string' } } as const;

/**
 * Puts a proposed change of the configuration in force by merging its pull request. The pull request must change only
 * the configuration, and the result must be sound (R7).
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, OPTIONS, 1);
  const number = caseNumber(positionals[0]);
  const office = await connectAsMaintainer(values, io);
  const forge = forgeAsPerson(office);
  const view = await readProposal(forge, number);
  const { changed, visibility } = await soundChange(forge, office, view);
  await merge(office, view.pull.number, view.pull.head);
  const effects = effectWords(view.pull.files.map(({ path }) => path));
  // The change is in force now, even if the folder cannot be written.
  for (const line of [IN_FORCE(number), ...visibility, ...effects, VERSIONS(office.siteUrl)]) printText(io, line);
  const written = await updateFolder(officeRoot(io.cwd), view.config, changed);
  if (written.length > 0) printText(io, WRITTEN(written));
  return 0;
};

/**
 * Updates the files of the office's folder that were as main's until now, so that the folder stays as what is in force.
 * @param before the configuration on main before the change
 * @returns the paths of the files
 */
async function updateFolder(
  root: string,
  before: readonly ConfigFile[],
  changed: readonly ConfigFile[],
): Promise<string[]> {
  const here = new Map((await configFolder(root)).map(({ path, text }) => [path, text]));
  const behind = changed.filter(
    ({ path, text }) =>
      here.get(path) !== text && before.some((was) => was.path === path && was.text === here.get(path)),
  );
  for (const { path, text } of behind) keepFile(join(root, path), text, (await stat(join(root, path))).mode & 0o777);
  return behind.map(({ path }) => path);
}

/** @throws UserError if there is no such open pull request, or if it also changes other files */
async function readProposal(forge: Forge, number: number): Promise<CaseView> {
  const view = await forge.readCase(number).catch((error: unknown) => {
    throw error instanceof ForgeError && isNoSuchPull(error) ? new UserError(NO_CHANGE(number)) : error;
  });
  const { pull } = view;
  const isConfig = ({ path }: { readonly path: string }): boolean => /^(?:sops|schemas)\//.test(path);
  const [other] = pull.files.filter((file) => !isConfig(file));
  if (other || pull.fileCount !== pull.files.length) throw new UserError(NOT_ONLY(number, other?.path ?? '…'));
  if (pull.state !== 'open' || pull.files.length === 0) throw new UserError(NO_CHANGE(number));
  return view;
}

/**
 * Returns the files that a proposal changes, and which fields become public or private by it.
 * @throws UserError if main has changed one of the files meanwhile, or would not be sound with them
 */
async function soundChange(
  forge: Forge,
  office: MaintainerConnection,
  { pull, config }: CaseView,
): Promise<{ readonly changed: readonly ConfigFile[]; readonly visibility: readonly Text[] }> {
  const { octokit, owner, repo } = createClient(office);
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
    ...{ owner, repo, basehead: `main...${pull.head}` },
  });
  const places = [...new Set([...CONFIG_PLACES, ...pull.files.map(({ path }) => dirname(path))])];
  const [base, head] = await Promise.all([
    forge.listFolders(data.merge_base_commit.sha, places),
    forge.listFolders(pull.head, places),
  ]);
  const now = new Map(config.map(({ path, blob }) => [path, blob]));
  const then = new Map(base.map(({ path, oid }) => [path, oid]));
  const proposed = new Map(head.map(({ path, oid }) => [path, oid]));
  // The paths include the old path of a renamed file.
  const paths = new Set([...then.keys(), ...proposed.keys()].filter((path) => then.get(path) !== proposed.get(path)));
  if ([...paths].some((path) => now.get(path) !== then.get(path))) throw new UserError(OUTDATED(pull.number));
  const listed = head.filter(({ path }) => paths.has(path));
  const texts = await forge.readBlobs(listed.map(({ oid }) => oid));
  const changed = listed.map(({ path, oid }): ConfigFile => ({ path, blob: oid, text: texts.get(oid) ?? '' }));
  const reading = readConfig([...config.filter(({ path }) => !paths.has(path)), ...changed]);
  if ('problems' in reading)
    throw new UserError(
      {
        id: `Tidak diberlakukan: ${reading.problems.length} masalah. Yang berlaku tetap berlaku.`,
        en: `Not put in force: ${plural(reading.problems.length, 'problem')}. What is in force stays in force.`,
      },
      reading.problems,
    );
  return { changed, visibility: visibilityOf(config, reading.config) };
}

/**
 * Merges the head that was checked.
 * @throws UserError if the account may not merge, or the head has moved
 */
async function merge(office: MaintainerConnection, number: number, head: string): Promise<void> {
  const { octokit, owner, repo } = createClient(office);
  try {
    await octokit.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
      ...{ owner, repo, pull_number: number, sha: head, merge_method: 'merge' },
    });
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    if (error.status === 403) throw new UserError(NOT_YOURS(office.login));
    if (error.status === 405 || error.status === 409) throw new UserError(OUTDATED(number));
    throw error;
  }
}

const NO_CHANGE = (number: number): Text => ({
  id: `Tidak ada perubahan SOP nomor ${number} yang menunggu. Ajukan dahulu: npx disposisi sop propose`,
  en: `No change of SOPs with number ${number} is waiting. First propose one: npx disposisi sop propose`,
});
const NOT_ONLY = (number: number, path: string): Text => ({
  id: `Nomor ${number} bukan perubahan SOP saja: diharapkan hanya file di sops/ dan schemas/, diterima ${path.slice(0, 120)}. Permohonan digabungkan oleh sistem sendiri.`,
  en: `Number ${number} is not only a change of SOPs: expected files in sops/ and schemas/, received ${path.slice(0, 120)}. Requests are merged by the process itself.`,
});
const OUTDATED = (number: number): Text => ({
  id: `Perubahan nomor ${number} didasarkan pada file yang sudah tidak berlaku lagi. Bandingkan, lalu ajukan lagi: npx disposisi sop propose`,
  en: `Change number ${number} is based on files that are no longer in force. Compare, then propose again: npx disposisi sop propose`,
});
const NOT_YOURS = (login: string): Text => ({
  id: `Akun "${login}" tidak boleh memberlakukan perubahan SOP; hanya pengelola kantor ini (tanpa --as).`,
  en: `The account "${login}" may not put a changed SOP in force; only the maintainer of this office may (without --as).`,
});
const IN_FORCE = (number: number): Text => ({
  id: `Berlaku: perubahan nomor ${number}.`,
  en: `In force: change number ${number}.`,
});
const WRITTEN = (paths: readonly string[]): Text => ({
  id: `Di folder ini ikut diubah: ${paths.join(', ')}.`,
  en: `Changed in this folder too: ${paths.join(', ')}.`,
});
const VERSIONS = (site: string): Text => ({
  id: `Versi-versi SOP: ${site}/sop/`,
  en: `The versions of SOPs: ${site}/en/sop/`,
});
