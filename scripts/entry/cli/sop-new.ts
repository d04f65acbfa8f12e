import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { localDate } from '#domain/clock/wall.ts';
import { procedurePath, type SopDraft } from '#domain/new-sop/draft.ts';
import { interview } from '#domain/new-sop/interview.ts';
import { filesOfSop, withRoles } from '#domain/new-sop/write-sop.ts';
import { UserError } from '#domain/user-error.ts';
import { plural } from '#domain/words/language.ts';
import type { Command, Io } from '#entry/command.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import { type ConfigFile, readConfig } from '#engine/config/read.ts';
import { officeRoot, PROGRAM } from '#engine/config/root.ts';
import { keepFile } from '#engine/kept-files.ts';
import { askPeople, keepAnswers } from './ask-people.ts';
import { readArgs } from './read-args.ts';
import { readText } from './read-file.ts';
import { readOffice } from './read-office.ts';

const ROLES = 'sops/roles.yaml';

/**
 * Asks about a printed procedure, and writes its file, its schemas and the templates of its papers (R3), which must not exist yet. New roles are
 * added to `sops/roles.yaml`. The office's zone is added there too if the file has no zone and the new procedure has
 * another zone than the office.
 */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, { answers: { type: 'string' } });
  const root = officeRoot(io.cwd);
  const { roles, zone, procedures } = await readOffice(root);
  const files = await configFolder(root);
  const prepared = values.answers === undefined ? '' : await readText(values.answers, io);
  const office = {
    roles: roles.roles,
    zone,
    shorts: [...procedures.values()].map(({ value }) => value.short),
    paths: files.map(({ path }) => path),
    today: localDate(io.now(), zone),
  };
  const { value: draft, answers } = await askPeople(interview(office), prepared, io);
  const needsZone = roles.zone === undefined && draft.zone !== zone;
  const before = files.find(({ path }) => path === ROLES)?.text ?? '';
  const changed = withRoles(before, draft.newRoles, needsZone ? zone : undefined);
  const made = filesOfSop(draft, office.paths.includes('sops/letterhead.yaml'));
  const written = new Map([...made, ...(changed === before ? [] : [[ROLES, changed] as const])]);
  const reading = readConfig([...files.filter(({ path }) => !written.has(path)), ...[...written].map(asFile)]);
  if ('problems' in reading) {
    const kept = await keepAnswers(answers, io);
    throw new UserError(
      {
        id: `Tidak ada yang ditulis; jawaban disimpan di ${kept}.`,
        en: `Nothing was written; the answers are kept in ${kept}.`,
      },
      reading.problems,
    );
  }
  for (const [path, text] of made) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { flag: 'wx' });
  }
  if (changed !== before) keepFile(join(root, ROLES), changed, (await stat(join(root, ROLES))).mode & 0o777);
  for (const path of written.keys()) io.out(`  ${relative(io.cwd, join(root, path)).replaceAll('\\', '/')}`);
  for (const line of nextSteps(draft, root, io)) io.out(line);
  return 0;
};

const asFile = ([path, text]: readonly [string, string]): ConfigFile => ({
  path,
  text,
  blob: blobId(Buffer.from(text)),
});

function nextSteps(draft: SopDraft, root: string, { lang }: Io): string[] {
  const vacant = draft.newRoles.filter(({ holder }) => holder === undefined).map(({ id }) => id);
  const isProgram = join(root) === join(PROGRAM);
  const uncounted = draft.rows
    .flatMap(({ printed, limit }, at) => (printed !== '' && limit === undefined ? [`${at + 1} (“${printed}”)`] : []))
    .join(', ');
  const steps = {
    id: [
      `SOP ini sudah diperiksa dan dapat dipakai: ${draft.rows.length} baris. Selanjutnya:`,
      `  1. Baca ${procedurePath(draft.id)}, lengkapi blok identitasnya, lalu: npx disposisi check sops schemas`,
      '  2. Coba di mesin ini, dengan akun contoh: npx disposisi start --folder coba --empty',
      ...(isProgram ? ['  3. Perbarui file yang dibuat program: npm run generate && npm run format'] : []),
      ...(uncounted ? [`  Waktu yang dicetak tanpa tenggat, karena bukan lama waktu: baris ${uncounted}`] : []),
      ...(vacant.length > 0
        ? [`  Belum ada pejabatnya: ${vacant.join(', ')}. Tambahkan: npx disposisi roles add PERAN AKUN`]
        : []),
    ],
    en: [
      `This SOP has been checked and can be used: ${plural(draft.rows.length, 'row')}. Next:`,
      `  1. Read ${procedurePath(draft.id)}, fill in its identity block, then: npx disposisi check sops schemas`,
      '  2. Try it on this machine, with sample people: npx disposisi start --folder coba --empty',
      ...(isProgram ? ['  3. Update the generated files: npm run generate && npm run format'] : []),
      ...(uncounted ? [`  Times printed without a limit, since they are no length of time: rows ${uncounted}`] : []),
      ...(vacant.length > 0
        ? [`  Roles without a holder: ${vacant.join(', ')}. Add: npx disposisi roles add ROLE LOGIN`]
        : []),
    ],
  };
  return steps[lang];
}
