/** The messages for each way in which a pull request breaks R8. */
import type { Text } from '#domain/problem.ts';

export interface Said {
  code: string;
  message: Text;
  fix: Text;
}

const WORDS = {
  outside: {
    message: {
      id: 'Permohonan hanya boleh menambah file di bawah requests/',
      en: 'A request may add files under requests/ only',
    },
    fix: { id: 'Batalkan perubahan pada jalur ini', en: 'Undo the change of this path' },
  },
  /** The request changes, moves or deletes a file that exists. */
  'not-added': {
    message: {
      id: 'Permohonan hanya boleh menambah file baru, tidak mengubah yang sudah ada',
      en: 'A request may only add new files, not change what is there',
    },
    fix: { id: 'Batalkan perubahan pada jalur ini', en: 'Undo the change of this path' },
  },
  name: {
    message: { id: 'Nama jalur tidak diterima', en: 'The path is not accepted' },
    fix: {
      id: 'Ganti nama: huruf kecil, angka, dan - _ . saja',
      en: 'Rename it: lower-case letters, digits and - _ . only',
    },
  },
  long: {
    message: { id: 'Nama jalur terlalu panjang', en: 'The path is too long' },
    fix: { id: 'Persingkat namanya', en: 'Shorten the name' },
  },
  mode: {
    message: {
      id: 'Bukan file biasa (tautan, submodul, atau program tidak diterima)',
      en: 'Not a regular file (links, submodules and programs are not accepted)',
    },
    fix: { id: 'Unggah file-nya sendiri, sebagai file biasa', en: 'Upload the file itself, as a regular file' },
  },
  collision: {
    message: {
      id: 'Jalur ini hanya berbeda huruf besar-kecil dari jalur lain',
      en: 'The path differs from another in letter case only',
    },
    fix: { id: 'Ganti salah satu namanya', en: 'Rename one of them' },
  },
  'no-document': {
    message: { id: 'Tidak ada dokumen permohonan', en: 'There is no request document' },
    fix: { id: 'Isi permohonan melalui formulir', en: 'Fill in the request by the form' },
  },
  'several-documents': {
    message: { id: 'Lebih dari satu dokumen permohonan', en: 'More than one request document' },
    fix: { id: 'Ajukan tiap permohonan tersendiri', en: 'Submit each request on its own' },
  },
  taken: {
    message: {
      id: 'Nama permohonan ini sudah dipakai berkas lain',
      en: 'The name of this request is taken by another case',
    },
    fix: { id: 'Buat permohonan baru dengan nama lain', en: 'Make a new request under another name' },
  },
  /** The attachment is in another folder than the request document. */
  beside: {
    message: { id: 'Lampiran harus di folder permohonannya', en: 'An attachment must be in the folder of its request' },
    fix: { id: 'Pindahkan ke samping dokumen permohonan', en: 'Move it next to the request document' },
  },
  kind: {
    message: { id: 'Jenis lampiran tidak diterima', en: 'An attachment of this kind is not accepted' },
    fix: { id: 'Unggah sebagai PDF, PNG, atau JPEG', en: 'Upload it as PDF, PNG or JPEG' },
  },
  large: {
    message: { id: 'File terlalu besar', en: 'The file is too large' },
    fix: {
      id: 'Perkecil, atau pindai dengan resolusi lebih rendah',
      en: 'Make it smaller, or scan it at a lower resolution',
    },
  },
  'all-large': {
    message: { id: 'Semua lampiran bersama-sama terlalu besar', en: 'The attachments together are too large' },
    fix: { id: 'Perkecil atau kurangi lampiran', en: 'Make them smaller, or fewer' },
  },
  many: {
    message: { id: 'Terlalu banyak lampiran', en: 'There are too many attachments' },
    fix: { id: 'Gabungkan beberapa lampiran menjadi satu PDF', en: 'Join some of them into one PDF' },
  },
} as const satisfies Record<string, Pick<Said, 'message' | 'fix'>>;

/** The messages by name. The code of a message is `tree-` and its name. Codes are stored, so names never change. */
export const SAYINGS = Object.fromEntries(
  Object.entries(WORDS).map(([name, words]) => [name, { code: `tree-${name}`, ...words }]),
) as Record<keyof typeof WORDS, Said>;
