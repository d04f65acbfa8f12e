/** The words for each way in which a pull request breaks R8; Indonesian first. */
import type { Text } from '#domain/problem.ts';

export interface Said {
  code: string;
  message: Text;
  fix: Text;
}

const say = (code: string, id: string, en: string, fixId: string, fixEn: string): Said => ({
  code: `tree-${code}`,
  message: { id, en },
  fix: { id: fixId, en: fixEn },
});

export const SAYINGS = {
  outside: say(
    'outside',
    'Permohonan hanya boleh menambah file di bawah requests/',
    'A request may add files under requests/ only',
    'Batalkan perubahan pada jalur ini',
    'Undo the change of this path',
  ),
  notAdded: say(
    'not-added',
    'Permohonan hanya boleh menambah file baru, tidak mengubah yang sudah ada',
    'A request may only add new files, not change what is there',
    'Batalkan perubahan pada jalur ini',
    'Undo the change of this path',
  ),
  name: say(
    'name',
    'Nama jalur tidak diterima',
    'The path is not accepted',
    'Ganti nama: huruf kecil, angka, dan - _ . saja',
    'Rename it: lower-case letters, digits and - _ . only',
  ),
  long: say('long', 'Nama jalur terlalu panjang', 'The path is too long', 'Persingkat namanya', 'Shorten the name'),
  mode: say(
    'mode',
    'Bukan file biasa (tautan, submodul, atau program tidak diterima)',
    'Not a regular file (links, submodules and programs are not accepted)',
    'Unggah file-nya sendiri, sebagai file biasa',
    'Upload the file itself, as a regular file',
  ),
  collision: say(
    'collision',
    'Jalur ini hanya berbeda huruf besar-kecil dari jalur lain',
    'The path differs from another in letter case only',
    'Ganti salah satu namanya',
    'Rename one of them',
  ),
  noDocument: say(
    'no-document',
    'Tidak ada dokumen permohonan',
    'There is no request document',
    'Isi permohonan melalui formulir',
    'Fill in the request by the form',
  ),
  severalDocuments: say(
    'several-documents',
    'Lebih dari satu dokumen permohonan',
    'More than one request document',
    'Ajukan tiap permohonan tersendiri',
    'Submit each request on its own',
  ),
  taken: say(
    'taken',
    'Nama permohonan ini sudah dipakai berkas lain',
    'The name of this request is taken by another case',
    'Buat permohonan baru dengan nama lain',
    'Make a new request under another name',
  ),
  misplaced: say(
    'beside',
    'Lampiran harus di folder permohonannya',
    'An attachment must be in the folder of its request',
    'Pindahkan ke samping dokumen permohonan',
    'Move it next to the request document',
  ),
  kind: say(
    'kind',
    'Jenis lampiran tidak diterima',
    'An attachment of this kind is not accepted',
    'Unggah sebagai PDF, PNG, atau JPEG',
    'Upload it as PDF, PNG or JPEG',
  ),
  large: say(
    'large',
    'File terlalu besar',
    'The file is too large',
    'Perkecil, atau pindai dengan resolusi lebih rendah',
    'Make it smaller, or scan it at a lower resolution',
  ),
  allLarge: say(
    'all-large',
    'Semua lampiran bersama-sama terlalu besar',
    'The attachments together are too large',
    'Perkecil atau kurangi lampiran',
    'Make them smaller, or fewer',
  ),
  many: say(
    'many',
    'Terlalu banyak lampiran',
    'There are too many attachments',
    'Gabungkan beberapa lampiran menjadi satu PDF',
    'Join some of them into one PDF',
  ),
} as const;
