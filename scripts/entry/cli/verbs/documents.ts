import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Text } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { list } from '#domain/words/language.ts';
import { type Command, caseNumber, type Io, officeFolder, wholeNumber, remark } from '#entry/command.ts';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { agendaBooks, caseDocuments } from '#public/documents/clone-documents.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import type { MadeSheet } from '#public/documents/office-documents.ts';
import { throwCloneFault } from '../clone-fault.ts';
import { makeFolder, refuseUnlessFolder } from '../folders.ts';
import { readArgs } from '../read-args.ts';

const OPTIONS = {
  agenda: { type: 'string' },
  public: { type: 'boolean' },
  out: { type: 'string' },
  address: { type: 'string' },
  folder: { type: 'string' },
} as const;

/** Makes the official documents of a case, or the printed agenda book of a year, from the register in a clone. */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, OPTIONS, 2);
  const { agenda, out = 'dokumen' } = values;
  const year = agenda === undefined ? undefined : wholeNumber(agenda, '--agenda', 9999);
  if (year !== undefined && values.public) throw new UsageError(NO_PUBLIC_BOOK);
  const number = year === undefined ? caseNumber(positionals[0]) : undefined;
  const clone = year === undefined ? positionals[1] : positionals[0];
  const { folder, address } = await sourceOf(clone, values, io);
  const options = { readAt: io.now(), address, isPublic: values.public ?? false };
  if (number === undefined) {
    const books = await agendaBooks(folder, year ?? 0, options).catch(throwCloneFault);
    if (books.length === 0) throw new UserError(NO_BOOK);
    return write(books, out, io);
  }
  const made = await caseDocuments(folder, number, options).catch(throwCloneFault);
  if (!made) throw noCase(number);
  if (made.isErased) throw new UserError(ERASED);
  if (made.sheets.length === 0) throw new UserError(options.isPublic ? NOTHING_PUBLIC : NOTHING_YET);
  const code = await write(made.sheets, out, io);
  if (made.without.length > 0) remark(io, withoutTemplate(made.without));
  return code;
};

/**
 * Returns the folder of the register, and the address of the site that documents name: from the office on this machine,
 * or from a clone and `--address`.
 * @throws UsageError if an address is missing; UserError if there is no office or no clone
 */
async function sourceOf(
  clone: string | undefined,
  values: { readonly folder?: string | undefined; readonly address?: string | undefined },
  io: Io,
): Promise<{ folder: string; address: string }> {
  const given = values.address?.replace(/\/+$/, '');
  if (clone !== undefined) {
    await refuseUnlessFolder(clone, io);
    if (!given) throw new UsageError(NO_ADDRESS);
    return { folder: resolve(io.cwd, clone), address: given };
  }
  const place = resolve(io.cwd, officeFolder(values.folder));
  const office = await readOfficeFile(place);
  if (!office)
    throw new UserError({
      id: `Tidak ada kantor di ${officeFolder(values.folder)}. Sebut foldernya dengan --folder FOLDER, atau sebuah klon: npx disposisi documents BERKAS KLON --address ALAMAT`,
      en: `There is no office in ${officeFolder(values.folder)}. Name its folder with --folder FOLDER, or name a clone: npx disposisi documents CASE CLONE --address ADDRESS`,
    });
  return { folder: join(place, 'repo.git'), address: given ?? office.url.replace(/\/+$/, '') };
}

async function write(sheets: readonly MadeSheet[], out: string, io: Io): Promise<number> {
  await makeFolder(out, io);
  const press = await nodePress();
  const lacks = new Map(sheets.flatMap((each) => each.lacks.map((lack) => [lack.message.id, lack] as const)));
  for (const { file, title, sheet, signed } of sheets) {
    await writeFile(join(resolve(io.cwd, out), file), await drawSheet(sheet, press));
    const filed = signed === undefined ? '' : ` · ${filedSigned(signed)[io.lang]}`;
    io.out(`${join(out, file)} · ${title[io.lang]}${filed}`);
  }
  for (const { message, fix } of lacks.values()) io.err(`${message[io.lang]}. ${fix[io.lang]}.`);
  return 0;
}

const NO_ADDRESS: Text = {
  id: 'Perlu --address ALAMAT: alamat situs publik yang dimuat pada dokumen dan kode QR-nya.',
  en: '--address ADDRESS is needed: the address of the public site, which documents and their QR codes contain.',
};

const NO_PUBLIC_BOOK: Text = {
  id: 'Buku agenda hanya untuk kantor, karena memuat juga surat rahasia. Hapus --public, dan jangan umumkan hasilnya.',
  en: 'The agenda book is for the office only: it also lists secret letters. Leave --public out, and do not publish it.',
};

const NO_BOOK: Text = {
  id: 'Kantor ini tidak memiliki templat buku agenda; tambahkan satu di sops/documents/ dengan of: year.',
  en: 'This office has no template of an agenda book; add one to sops/documents/ with of: year.',
};

const NOTHING_YET: Text = {
  id: 'Belum ada dokumen untuk berkas ini menurut templat kantor (sops/documents/).',
  en: 'The office’s templates (sops/documents/) make no document of this case yet.',
};

const ERASED: Text = {
  id: 'Isi berkas ini dihapus menurut ketentuan kantor (R50), sehingga dokumennya tidak dapat dibuat lagi.',
  en: 'The content of this case is erased by a rule of the office (R50), so that its documents can no longer be made.',
};

const NOTHING_PUBLIC: Text = {
  id: 'Tidak ada dokumen berkas ini untuk umum: sifat suratnya terbatas atau rahasia, atau templatnya bukan untuk umum.',
  en: 'No document of this case is for the public: its letter is restricted or secret, or its templates are not for the public.',
};

const noCase = (number: number): UserError =>
  new UserError({
    id: `Nomor ${number} bukan berkas dalam register ini.`,
    en: `Number ${number} is not a case in this register.`,
  });

const filedSigned = (entry: number): Text => ({
  id: `bertanda tangan: entri ${entry}`,
  en: `filed signed: entry ${entry}`,
});

const withoutTemplate = (records: readonly string[]): Text => ({
  id: `Dicatat menurut SOP, tetapi belum ada templatnya: ${list(records, 'and', 'id')}.`,
  en: `The SOP lists these records, but no template makes them yet: ${list(records, 'and', 'en')}.`,
});
