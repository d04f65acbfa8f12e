/** The message for each fault that is found while YAML is read, and how to fix the fault. */
import type { ErrorCode } from 'yaml';
import type { Text } from '#domain/problem.ts';

interface Fault {
  message: Text;
  fix: Text;
}

const fault = (message: Text, fix: Text): Fault => ({ message, fix });

const USE_FORM: Text = {
  id: 'Gunakan formulir, atau tulis ulang bagian ini',
  en: 'Use the form, or rewrite this part',
};

export const FAULTS = {
  'too-large': fault(
    { id: 'Dokumen terlalu besar', en: 'The document is too large' },
    { id: 'Pindahkan uraian panjang ke lampiran', en: 'Move long passages into an attachment' },
  ),
  'not-utf8': fault(
    { id: 'Dokumen bukan UTF-8', en: 'The document is not UTF-8' },
    { id: 'Simpan ulang sebagai UTF-8', en: 'Save it as UTF-8' },
  ),
  'too-many-parts': fault(
    { id: 'Dokumen memuat terlalu banyak bagian', en: 'The document has too many parts' },
    USE_FORM,
  ),
  'too-deep': fault({ id: 'Dokumen bersarang terlalu dalam', en: 'The document is nested too deeply' }, USE_FORM),
  empty: fault(
    { id: 'Dokumen kosong', en: 'The document is empty' },
    { id: 'Isi dokumen sesuai formulir', en: 'Fill it in as the form asks' },
  ),
  alias: fault(
    { id: 'Alias YAML (*) tidak diterima', en: 'A YAML alias (*) is not accepted' },
    {
      id: 'Tulis isinya langsung; beri tanda kutip bila bintang itu bagian dari teks',
      en: 'Write the value itself; quote it if the asterisk belongs to the text',
    },
  ),
  anchor: fault(
    { id: 'Jangkar YAML (&) tidak diterima', en: 'A YAML anchor (&) is not accepted' },
    {
      id: 'Hapus jangkar; beri tanda kutip bila & itu bagian dari teks',
      en: 'Delete the anchor; quote it if the ampersand belongs to the text',
    },
  ),
  tag: fault(
    { id: 'Tag YAML (!) tidak diterima', en: 'A YAML tag (!) is not accepted' },
    {
      id: 'Hapus tag; beri tanda kutip bila tanda seru itu bagian dari teks',
      en: 'Delete the tag; quote it if the exclamation mark belongs to the text',
    },
  ),
  directive: fault(
    {
      id: 'Direktif YAML (%) tidak diterima; dokumen selalu dibaca sebagai YAML 1.2',
      en: 'A YAML directive (%) is not accepted; documents are always read as YAML 1.2',
    },
    { id: 'Hapus baris ini', en: 'Delete this line' },
  ),
  'several-documents': fault(
    { id: 'Hanya satu dokumen YAML tiap file', en: 'Only one YAML document in a file' },
    { id: 'Hapus baris pemisah “---” dan isi sesudahnya', en: 'Delete the “---” line and what follows it' },
  ),
  'duplicate-key': fault(
    { id: 'Nama isian tertulis dua kali', en: 'A property is written twice' },
    { id: 'Hapus salah satunya', en: 'Delete one of them' },
  ),
  'key-not-text': fault({ id: 'Nama isian harus teks', en: 'The name of a property must be text' }, USE_FORM),
  'key-reserved': fault({ id: 'Nama isian ini tidak diterima', en: 'This name is not accepted' }, USE_FORM),
  'not-finite': fault(
    { id: 'Bukan bilangan berhingga', en: 'Not a finite number' },
    {
      id: 'Tulis bilangan biasa, atau beri tanda kutip bila maksudnya teks',
      en: 'Write an ordinary number, or quote it if text is meant',
    },
  ),
  'number-too-large': fault(
    { id: 'Bilangan terlalu besar untuk dibaca tepat', en: 'The number is too large to be read exactly' },
    { id: 'Beri tanda kutip bila maksudnya nomor, bukan jumlah', en: 'Quote it if it is an identifier, not an amount' },
  ),
  tab: fault(
    { id: 'Tab tidak boleh dipakai untuk lekukan', en: 'A tab must not be used for indentation' },
    { id: 'Ganti tab dengan spasi', en: 'Replace the tab by spaces' },
  ),
  syntax: fault(
    { id: 'Penulisan YAML keliru', en: 'The YAML is not well-formed' },
    {
      id: 'Periksa lekukan, tanda kutip, kurung, dan titik dua pada baris ini dan sesudahnya',
      en: 'Check indentation, quotes, brackets and colons on this line and the next',
    },
  ),
} satisfies Record<string, Fault>;

export type FaultCode = keyof typeof FAULTS;

export const OPEN_BRACKET: Text = {
  id: 'Kurung [ atau { tidak ditutup, atau isinya kurang menjorok',
  en: 'A bracket [ or { is not closed, or what is in it is not indented enough',
};

/** Indonesian messages for the YAML library's own faults. Any other fault gets the message of `syntax`. */
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
