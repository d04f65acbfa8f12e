import { resolve } from 'node:path';
import { checkpointWords } from '#domain/words/checkpoint.ts';
import { plural } from '#domain/words/language.ts';
import { type Command, needed } from '#doors/command.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { formatFinding } from '#engine/register/finding.ts';
import { cloneFault } from '../clone-fault.ts';
import { refuseUnlessFolder } from '../folders.ts';
import { keptIn } from '#engine/register/kept.ts';
import { readArgs } from '../read-args.ts';
import { readText } from '../read-file.ts';

const NOTHING_VERIFIED = { id: 'Tidak ada yang diperiksa.', en: 'Nothing was verified.' };

/** Verifies the register in a plain clone, with no server (R29). */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(
    args,
    { published: { type: 'string' }, checkpoint: { type: 'string', multiple: true } },
    1,
  );
  const [clone = '.'] = positionals;
  await refuseUnlessFolder(clone, io, NOTHING_VERIFIED);
  const folder = resolve(io.cwd, clone);
  const kept = await Promise.all(
    (values.checkpoint ?? []).map(async (file) => keptIn(file, await readText(needed(file, '--checkpoint FILE'), io))),
  );
  const { findings, head, commits, cases, entries, log, files } = await verifyClone(folder, {
    ...(values.published === undefined ? {} : { published: values.published }),
    kept: kept.flat(),
  }).catch((error: unknown) => {
    throw cloneFault(error);
  });
  for (const found of findings) io.err(formatFinding(found, io.lang));
  if (files.unreachable > 0)
    io.err(
      {
        id: `Catatan: file dari ${files.unreachable} pengajuan tidak ada di klona ini; yang diperiksa untuknya hanya sidik jarinya.`,
        en: `Note: the files of ${files.unreachable} submissions are not in this clone; only their digests were checked.`,
      }[io.lang],
    );
  if (findings.length > 0) {
    const text = {
      id: `Tidak cocok: ${findings.length} temuan.`,
      en: `It does not hold: ${plural(findings.length, 'finding')}.`,
    };
    io.err(text[io.lang]);
    return 1;
  }
  io.out(
    {
      id: `Utuh: ${entries} catatan dari ${cases} berkas dalam ${commits} komit cocok dengan buku agenda ${head.slice(0, 12)}.`,
      en: `It holds: ${entries} entries of ${cases} cases in ${commits} commits match the register ${head.slice(0, 12)}.`,
    }[io.lang],
  );
  if (log) io.out(checkpointWords(log)[io.lang]);
  return 0;
};
