/** The words for each way in which a pull request breaks R8; Indonesian first. */
import type { Text } from '#domain/problem.ts';

export interface Said {
  code: string;
  message: Text;
  fix: Text;
}

const say = (code: string, message: Text, fix: Text): Said => ({ code: `tree-${code}`, message, fix });

export const SAYINGS = {
  outside: say(
    'outside',
    {
      id: 'Permohonan hanya boleh menambah file di bawah requests/',
      en: 'A request may add files under requests/ only',
    },
    { id: 'Batalkan perubahan pada jalur ini', en: 'Undo the change of this path' },
  ),
  notAdded: say(
    'not-added',
    {
      id: 'Permohonan hanya boleh menambah file baru, tidak mengubah yang sudah ada',
      en: 'A request may only add new files, not change what is there',
    },
    { id: 'Batalkan perubahan pada jalur ini', en: 'Undo the change of this path' },
  ),
  name: say(
    'name',
    { id: 'Nama jalur tidak diterima', en: 'The path is not accepted' },
    {
      id: 'Ganti nama: huruf kecil, angka, dan - _ . saja',
      en: 'Rename it: lower-case letters, digits and - _ . only',
    },
  ),
  long: say(
    'long',
    { id: 'Nama jalur terlalu panjang', en: 'The path is too long' },
    { id: 'Persingkat namanya', en: 'Shorten the name' },
  ),
  mode: say(
    'mode',
    {
      id: 'Bukan file biasa (tautan, submodul, atau program tidak diterima)',
      en: 'Not a regular file (links, submodules and programs are not accepted)',
    },
    { id: 'Unggah file-nya sendiri, sebagai file biasa', en: 'Upload the file itself, as a regular file' },
  ),
  collision: say(
    'collision',
    {
      id: 'Jalur ini hanya berbeda huruf besar-kecil dari jalur lain',
      en: 'The path differs from another in letter case only',
    },
    { id: 'Ganti salah satu namanya', en: 'Rename one of them' },
  ),
  noDocument: say(
    'no-document',
    { id: 'Tidak ada dokumen permohonan', en: 'There is no request document' },
    { id: 'Isi permohonan melalui formulir', en: 'Fill in the request by the form' },
  ),
  severalDocuments: say(
    'several-documents',
    { id: 'Lebih dari satu dokumen permohonan', en: 'More than one request document' },
    { id: 'Ajukan tiap permohonan tersendiri', en: 'Submit each request on its own' },
  ),
  taken: say(
    'taken',
    { id: 'Nama permohonan ini sudah dipakai berkas lain', en: 'The name of this request is taken by another case' },
    { id: 'Buat permohonan baru dengan nama lain', en: 'Make a new request under another name' },
  ),
  misplaced: say(
    'beside',
    { id: 'Lampiran harus di folder permohonannya', en: 'An attachment must be in the folder of its request' },
    { id: 'Pindahkan ke samping dokumen permohonan', en: 'Move it next to the request document' },
  ),
  kind: say(
    'kind',
    { id: 'Jenis lampiran tidak diterima', en: 'An attachment of this kind is not accepted' },
    { id: 'Unggah sebagai PDF, PNG, atau JPEG', en: 'Upload it as PDF, PNG or JPEG' },
  ),
  large: say(
    'large',
    { id: 'File terlalu besar', en: 'The file is too large' },
    {
      id: 'Perkecil, atau pindai dengan resolusi lebih rendah',
      en: 'Make it smaller, or scan it at a lower resolution',
    },
  ),
  allLarge: say(
    'all-large',
    { id: 'Semua lampiran bersama-sama terlalu besar', en: 'The attachments together are too large' },
    { id: 'Perkecil atau kurangi lampiran', en: 'Make them smaller, or fewer' },
  ),
  many: say(
    'many',
    { id: 'Terlalu banyak lampiran', en: 'There are too many attachments' },
    { id: 'Gabungkan beberapa lampiran menjadi satu PDF', en: 'Join some of them into one PDF' },
  ),
} as const;
