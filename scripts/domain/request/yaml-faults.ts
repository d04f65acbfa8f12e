/** What the reader of YAML says about each fault, Indonesian first. */
import type { ErrorCode } from 'yaml';
import type { Text } from '#domain/problem.ts';

interface Fault {
  message: Text;
  fix: Text;
}

const fault = (id: string, en: string, fixId: string, fixEn: string): Fault => ({
  message: { id, en },
  fix: { id: fixId, en: fixEn },
});

const USE_FORM: [string, string] = [
  'Gunakan formulir, atau tulis ulang bagian ini',
  'Use the form, or rewrite this part',
];

export const FAULTS = {
  'too-large': fault(
    'Dokumen terlalu besar',
    'The document is too large',
    'Pindahkan uraian panjang ke lampiran',
    'Move long passages into an attachment',
  ),
  'not-utf8': fault(
    'Dokumen bukan UTF-8',
    'The document is not UTF-8',
    'Simpan ulang sebagai UTF-8',
    'Save it as UTF-8',
  ),
  'too-many-parts': fault('Dokumen memuat terlalu banyak bagian', 'The document has too many parts', ...USE_FORM),
  'too-deep': fault('Dokumen bersarang terlalu dalam', 'The document is nested too deeply', ...USE_FORM),
  empty: fault('Dokumen kosong', 'The document is empty', 'Isi dokumen sesuai formulir', 'Fill it in as the form asks'),
  alias: fault(
    'Alias YAML (*) tidak diterima',
    'A YAML alias (*) is not accepted',
    'Tulis isinya langsung; beri tanda kutip bila bintang itu bagian dari teks',
    'Write the value itself; quote it if the asterisk belongs to the text',
  ),
  anchor: fault(
    'Jangkar YAML (&) tidak diterima',
    'A YAML anchor (&) is not accepted',
    'Hapus jangkar; beri tanda kutip bila & itu bagian dari teks',
    'Delete the anchor; quote it if the ampersand belongs to the text',
  ),
  tag: fault(
    'Tag YAML (!) tidak diterima',
    'A YAML tag (!) is not accepted',
    'Hapus tag; beri tanda kutip bila tanda seru itu bagian dari teks',
    'Delete the tag; quote it if the exclamation mark belongs to the text',
  ),
  directive: fault(
    'Direktif YAML (%) tidak diterima; dokumen selalu dibaca sebagai YAML 1.2',
    'A YAML directive (%) is not accepted; documents are always read as YAML 1.2',
    'Hapus baris ini',
    'Delete this line',
  ),
  'several-documents': fault(
    'Hanya satu dokumen YAML tiap file',
    'Only one YAML document in a file',
    'Hapus baris pemisah “---” dan isi sesudahnya',
    'Delete the “---” line and what follows it',
  ),
  'duplicate-key': fault(
    'Nama isian tertulis dua kali',
    'A property is written twice',
    'Hapus salah satunya',
    'Delete one of them',
  ),
  'key-not-text': fault('Nama isian harus teks', 'The name of a property must be text', ...USE_FORM),
  'key-reserved': fault('Nama isian ini tidak diterima', 'This name is not accepted', ...USE_FORM),
  'not-finite': fault(
    'Bukan bilangan berhingga',
    'Not a finite number',
    'Tulis bilangan biasa, atau beri tanda kutip bila maksudnya teks',
    'Write an ordinary number, or quote it if text is meant',
  ),
  'number-too-large': fault(
    'Bilangan terlalu besar untuk dibaca tepat',
    'The number is too large to be read exactly',
    'Beri tanda kutip bila maksudnya nomor, bukan jumlah',
    'Quote it if it is an identifier, not an amount',
  ),
  tab: fault(
    'Tab tidak boleh dipakai untuk lekukan',
    'A tab must not be used for indentation',
    'Ganti tab dengan spasi',
    'Replace the tab by spaces',
  ),
  syntax: fault(
    'Penulisan YAML keliru',
    'The YAML is not well-formed',
    'Periksa lekukan, tanda kutip, kurung, dan titik dua pada baris ini dan sesudahnya',
    'Check indentation, quotes, brackets and colons on this line and the next',
  ),
} satisfies Record<string, Fault>;

export type FaultCode = keyof typeof FAULTS;

export const OPEN_BRACKET: Text = {
  id: 'Kurung [ atau { tidak ditutup, atau isinya kurang menjorok',
  en: 'A bracket [ or { is not closed, or what is in it is not indented enough',
};

/** Indonesian for the library's own messages, where more can be said than "keliru". */
export const SYNTAX: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'Lekukan baris tidak sejajar',
  MISSING_CHAR: 'Ada tanda yang kurang (kutip penutup, titik dua, atau kurung)',
  BAD_DQ_ESCAPE: 'Urutan garis miring terbalik tidak dikenal di dalam tanda kutip',
  BAD_SCALAR_START: 'Teks diawali tanda khusus dan harus diberi tanda kutip',
  BLOCK_AS_IMPLICIT_KEY: 'Titik dua di tengah teks; beri tanda kutip',
  MULTILINE_IMPLICIT_KEY: 'Nama isian terpotong ke baris berikutnya, atau tidak ada spasi sesudah titik dua',
  KEY_OVER_1024_CHARS: 'Nama isian terlalu panjang',
  UNEXPECTED_TOKEN: 'Ada tanda yang tidak pada tempatnya',
};
