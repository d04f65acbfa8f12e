import type { Text } from '#domain/problem.ts';
import { NUMBER_WITHOUT_CASE } from '../lib/text.ts';

/*
 * Sentences of the page of verification. The page contains these sentences in its own language, and its script fills in
 * the places, so that the script has no sentences of its own. {t} is a time; {key} and {old} are keys.
 */

/** Added to every sentence that says that something matches, because the page contains more than is compared. */
export const PAGE_NOT_COMPARED: Text = {
  id: 'Halamannya tidak dibandingkan kata demi kata: kalimat, waktu, atau baris lain di sana dapat berbeda.',
  en: 'Its page is not compared word by word: other sentences, times or lines there may differ.',
};

/**
 * The result of the whole verification. A case is called whole only if chain, data, page, log and signature were
 * proved. The signature may be unproved if the office has listed a new key after the key that this browser knows.
 */
export const VERDICTS = {
  whole: {
    id: `Utuh: {n} entri dan data berkas ini cocok, dan semuanya ada di titik periksa bertanda tangan. ${PAGE_NOT_COMPARED.id} Baca juga apa yang tidak dapat dibuktikan di sini.`,
    en: `Whole: {n} entries and the data of this case match, and all of it is in a signed checkpoint. ${PAGE_NOT_COMPARED.en} Read also what cannot be proved here.`,
  },
  narrowed: {
    id: `Utuh sejauh yang tampil: {n} entri cocok; isi {h} di antaranya tidak tampil karena sifat surat. ${PAGE_NOT_COMPARED.id} Baca juga apa yang tidak dapat dibuktikan di sini.`,
    en: `Whole as far as it is shown: {n} entries match; what {h} of them hold is not shown because of the nature of the letter. ${PAGE_NOT_COMPARED.en} Read also what cannot be proved here.`,
  },
  unlogged: {
    id: `Rantai dan data cocok satu sama lain. ${PAGE_NOT_COMPARED.id} Titik periksa belum ada, jadi penulisan ulang semuanya tidak akan terlihat di sini.`,
    en: `Chain and data match each other. ${PAGE_NOT_COMPARED.en} There is no checkpoint yet, so this page would not notice if everything had been rewritten.`,
  },
  unchecked: {
    id: 'Belum terbukti: yang dapat diperiksa cocok, tetapi {k} hal tidak dapat diperiksa.',
    en: 'Not proved: what could be checked matches, but {k} things could not be checked.',
  },
  alarm: {
    id: 'PERINGATAN: yang diterbitkan sekarang tidak melanjutkan yang pernah terlihat. Tidak cocok: {k} hal di bawah ini.',
    en: 'ALARM: what is published now does not continue what was seen before. Does not match: {k} of the things below.',
  },
  broken: { id: 'Tidak cocok: {k} hal di bawah ini.', en: 'Does not match: {k} of the things below.' },
  deleted: {
    id: 'Rantai berkas {id} tidak ada, padahal nomornya dikenal ({where}). Rantai yang pernah terbit tidak boleh hilang.',
    en: 'The chain of case {id} is not there, although its number is known ({where}). A chain that was published must not vanish.',
  },
  unknown: {
    id: `Tidak ada berkas dengan nomor itu: tidak di data, daftar, kalender ruang, atau langganan. ${NUMBER_WITHOUT_CASE.id}`,
    en: `There is no case of that number: neither in data, list, rooms’ calendar nor feed. ${NUMBER_WITHOUT_CASE.en}`,
  },
  fault: {
    id: 'Tidak dapat diperiksa: data gagal dimuat. Ini bukan tanda utuh dan bukan tanda rusak; coba lagi.',
    en: 'Could not be checked: the data could not be loaded. This does not mean that the case is whole or damaged; try again.',
  },
  incapable: {
    id: 'Tidak dapat diperiksa: peramban ini menghitung SHA-256 hanya di halaman yang dibuka lewat https.',
    en: 'Could not be checked: this browser computes SHA-256 only on pages opened over https.',
  },
} as const satisfies Record<string, Text>;

export type VerdictSentence = keyof typeof VERDICTS;

/** Places that can name a case whose chain is missing. */
export const KNOWN_PLACES = {
  data: { id: 'di data berkas', en: 'in the data of the case' },
  page: { id: 'di halaman berkas', en: 'on the page of the case' },
  list: { id: 'di daftar berkas', en: 'in the list of cases' },
  rooms: { id: 'di kalender ruang', en: 'in the rooms’ calendar' },
  feed: { id: 'di langganan perubahan', en: 'in the feed of changes' },
  memory: { id: 'pernah dilihat peramban ini', en: 'seen by this browser before' },
} as const satisfies Record<string, Text>;

export const THINGS = {
  chain: { id: 'Tercatat dalam rantai', en: 'Recorded in the chain' },
  data: { id: 'Data berkas mengikuti rantai', en: 'The data follow the chain' },
  page: { id: 'Sebagian halaman berkas mengikuti data', en: 'Parts of the page follow the data' },
  logged: { id: 'Rantai sesuai titik periksa', en: 'The chain is in the checkpoint' },
  signed: { id: 'Titik periksa ditandatangani kantor', en: 'The office signed the checkpoint' },
  seen: { id: 'Melanjutkan yang Anda lihat', en: 'Continues what you saw' },
  'case-seen': { id: 'Berkas ini melanjutkan yang Anda lihat', en: 'This case continues what you saw' },
  witnessed: { id: 'Disaksikan', en: 'Witnessed' },
  old: { id: 'Tanda terima atau titik periksa lama', en: 'The receipt or older checkpoint' },
} as const satisfies Record<string, Text>;

export const MARKS = {
  proved: { id: 'Cocok', en: 'Matches' },
  broken: { id: 'Tidak cocok', en: 'Does not match' },
  unchecked: { id: 'Tidak dapat diperiksa', en: 'Could not be checked' },
  none: { id: 'Belum ada', en: 'None yet' },
} as const satisfies Record<string, Text>;

/** Advice for a receipt that does not match. A typing error is more likely than a changed log. */
const LOOK_AGAIN: Text = {
  id: 'Bandingkan dahulu dengan tanda terimanya, huruf demi huruf. Bila memang tertulis demikian, entri itu telah diubah atau dihapus: simpan tanda terima aslinya (surel, komentar, atau cetakan) dan tanyakan kepada kantor.',
  en: 'First compare your text with the receipt, letter by letter. If they are equal, that entry was changed or removed: keep the original receipt (mail, comment or print) and ask the office.',
};

export const CLAIM_WORDS = {
  'chain-holds': {
    id: 'Lengkap dan berurutan, seluruhnya {n} entri; segel tiap bagian publik dan id tiap entri dihitung ulang.',
    en: 'Complete and in order, {n} in all; the seal of every public part and the id of every entry were recomputed.',
  },
  'chain-narrowed': {
    id: 'Lengkap dan berurutan, seluruhnya {n} entri. Isi {h} entri tidak tampil, sebab entri ke-{j} membatasinya karena sifat surat; dari yang itu hanya tempatnya yang terbukti.',
    en: 'Complete and in order, {n} in all. The content of {h} entries is not shown, because entry {j} restricts it by the nature of the letter; only the place of these entries is proved.',
  },
  'chain-empty': {
    id: 'Rantainya kosong; data berkas menyebut {n} entri.',
    en: 'The chain is empty; the data of the case name {n} entries.',
  },
  'chain-unreadable': { id: 'Baris ke-{k} bukan entri yang utuh.', en: 'Line {k} is not a whole entry.' },
  'chain-fault': {
    id: 'Entri ke-{k} tidak cocok dengan segelnya, tempatnya, atau entri sebelumnya.',
    en: 'Entry {k} does not match its seal, its place or the entry before it.',
  },
  'chain-count': {
    id: 'Rantai memuat {m} entri; data berkas menyebut {n}.',
    en: 'The chain has {m} entries; the data of the case name {n}.',
  },
  'chain-tip': {
    id: 'Id entri terakhir bukan yang disebut data berkas.',
    en: 'The id of the last entry is not the one that the data of the case name.',
  },
  'chain-withheld': {
    id: 'Isi {h} entri dihilangkan, yang pertama ke-{k}, padahal tidak ada entri yang membatasinya karena sifat surat.',
    en: 'The content of {h} entries was left out, first that of entry {k}, although no entry restricts it by the nature of the letter.',
  },
  'data-holds': {
    id: 'Status, langkah, waktu, tindakan, penolakan, dan isi permohonan di data dihitung ulang dari bagian publik rantai, menurut SOP yang diterbitkan. Tidak dibandingkan: lama waktu terpakai, karena kalender kantor tidak diterbitkan.',
    en: 'Status, steps, times, acts, refusals and the request in the data were computed again from the public parts of the chain and the published SOP. Not compared: how much time was used, because the office’s calendar is not published.',
  },
  'data-holds-shown': {
    id: 'Yang tampil di rantai ada di data sebagaimana tertulis; {h} entri yang tidak tampil tidak dapat dibandingkan.',
    en: 'The data contain what the chain shows; {h} entries that are not shown cannot be compared.',
  },
  'data-differs': {
    id: 'Data berkas berbeda dari rantai, di {path}.',
    en: 'The data of the case differ from what the chain says, at {path}.',
  },
  'data-missing': { id: 'Data berkas ini tidak ada.', en: 'The data of this case are not there.' },
  'data-unreadable': { id: 'Data berkas ini bukan data yang utuh.', en: 'The data of this case are not whole data.' },
  'data-no-procedure': {
    id: 'SOP yang menjadi dasar berkas ini tidak diterbitkan, jadi data tidak dapat dihitung ulang.',
    en: 'The SOP of this case is not published, so the data cannot be computed again.',
  },
  'data-no-chain': {
    id: 'Rantainya sendiri tidak cocok, jadi tidak ada pembandingnya.',
    en: 'The chain itself is not valid, so there is nothing to compare with.',
  },
  'page-holds': {
    id: 'Nomor, kalimat status, banyaknya giliran, dan dari {n} tindakan: urutan, waktu, kode, jenis, nama, dan alasannya. Tidak dibandingkan: kata, waktu, dan baris lain, rincian penolakan dan pengingat, dan tata letaknya.',
    en: 'Number, the sentence on top, how many visits, and of {n} acts: order, time, code, kind, name and reason. Not compared: other words, times and lines, the particulars of refusals and reminders, and the layout.',
  },
  'page-differs': {
    id: 'Halaman berkas berbeda dari datanya: {place}.',
    en: 'The page of the case differs from its data: {place}.',
  },
  'page-missing': { id: 'Halaman berkas ini tidak ada.', en: 'The page of this case is not there.' },
  'page-no-data': {
    id: 'Datanya sendiri tidak cocok, jadi tidak ada pembandingnya.',
    en: 'The data themselves are not valid, so there is nothing to compare with.',
  },
  'logged-holds': {
    id: 'Setiap entri berkas ini ({n}) ada di titik periksa {size}, yaitu pohon dari seluruh entri kantor ini: {size} (bukti menurut RFC 6962).',
    en: 'Every entry of this case ({n}) is in checkpoint {size}, the tree of all entries of this office: {size} (proofs by RFC 6962).',
  },
  'logged-missing': {
    id: 'Entri ke-{k} tidak terbukti ada di titik periksa {size}.',
    en: 'Entry {k} is not proved to be in checkpoint {size}.',
  },
  'logged-none': {
    id: 'Kantor ini belum menerbitkan titik periksa.',
    en: 'This office has not published any checkpoint.',
  },
  'logged-gone': {
    id: 'Titik periksa tidak ada lagi, padahal pernah ada.',
    en: 'There is no checkpoint any more, although there was one.',
  },
  'logged-unreadable': {
    id: 'Yang diterbitkan sebagai titik periksa bukan titik periksa.',
    en: 'What is published as a checkpoint is none.',
  },
  'signed-first': {
    id: 'Tanda tangannya sah, dengan kunci {key}. Peramban ini baru sekarang melihat kunci itu: bandingkan dengan yang dikenal orang lain.',
    en: 'The signature by the key {key} is valid. This browser sees that key for the first time: compare it with the one that others know.',
  },
  'signed-same': {
    id: 'Tanda tangannya sah, dengan kunci yang sama seperti yang dilihat peramban ini {t}: {key}.',
    en: 'The signature is valid. Its key is the one that this browser saw on {t}: {key}.',
  },
  'signed-changed': {
    id: 'Tanda tangannya sah, tetapi kuncinya berganti sejak {t}. Kantor masih menyebut kunci lama {old}; bahwa kunci baru {key} miliknya hanya dinyatakan oleh kantor itu sendiri.',
    en: 'The signature is valid, but the key has changed since {t}. The office still names the old key {old}. Only the office itself says that the new key {key} is its own.',
  },
  'signed-other': {
    id: 'Kuncinya berbeda dari yang dilihat peramban ini {t} ({old}), dan yang itu tidak disebut lagi: {key}.',
    en: 'The key {key} is not the one that this browser saw on {t}, and the office no longer names the old key {old}.',
  },
  'signed-bad': {
    id: 'Titik periksa tidak bertanda tangan sah dari kunci kantor {key}.',
    en: 'The checkpoint has no valid signature by the office’s key {key}.',
  },
  'signed-unable': {
    id: 'Peramban ini tidak mengenal tanda tangan Ed25519; pakai peramban yang lebih baru.',
    en: 'This browser does not know Ed25519 signatures; use a newer one.',
  },
  'seen-first': {
    id: 'Peramban ini belum pernah melihat titik periksa kantor ini. Mulai sekarang titik {n} diingatnya.',
    en: 'This browser has not seen a checkpoint of this office before. From now on it remembers checkpoint {n}.',
  },
  'seen-same': {
    id: 'Titik periksa {n} sama dengan yang Anda lihat {t}.',
    en: 'Checkpoint {n} is the one that you saw on {t}.',
  },
  'seen-extends': {
    id: 'Titik periksa {n} memuat seluruh titik {m} yang Anda lihat {t}, tanpa perubahan.',
    en: 'Checkpoint {n} holds all of checkpoint {m}, which you saw on {t}, unchanged.',
  },
  'seen-broken': {
    id: 'Titik periksa {n} tidak melanjutkan titik {m} yang Anda lihat {t}. Riwayat ditulis ulang, atau Anda diperlihatkan riwayat lain. Simpan buktinya; yang Anda lihat tetap diingat.',
    en: 'Checkpoint {n} does not continue checkpoint {m}, which you saw on {t}. The history was rewritten, or you are shown another one. Save the proof; what you saw stays remembered.',
  },
  'seen-smaller': {
    id: 'Titik periksa {n} lebih kecil daripada titik {m} yang Anda lihat {t}. Entri dipotong, atau ini salinan lama. Simpan buktinya dan coba lagi nanti; yang Anda lihat tetap diingat.',
    en: 'Checkpoint {n} is smaller than checkpoint {m}, which you saw on {t}. Entries were cut off, or this is an old copy. Save the proof and try again later; what you saw stays remembered.',
  },
  'seen-unable': {
    id: 'Peramban ini tidak menyimpan apa pun untuk situs ini, jadi tidak dapat membandingkan dengan yang dilihat sebelumnya.',
    en: 'This browser keeps nothing for this site, so it cannot compare with an earlier visit.',
  },
  'case-extends': {
    id: 'Rantai berkas ini memuat seluruh {m} entri yang Anda lihat {t}.',
    en: 'The chain of this case holds all {m} entries that you saw on {t}.',
  },
  'case-broken': {
    id: 'Rantai berkas ini bukan lanjutan {m} entri yang Anda lihat {t}.',
    en: 'The chain of this case does not continue the {m} entries that you saw on {t}.',
  },
  'witness-here': {
    id: 'Titik periksa {m} ini disaksikan oleh {name} {t}. Kunci saksi di sini diterbitkan kantor: bandingkan dengan yang diterbitkan saksi sendiri.',
    en: 'This checkpoint {m} was witnessed by {name} on {t}. The office published the witness’s key: compare it with the one that the witness publishes.',
  },
  'witness-before': {
    id: 'Titik periksa {m} disaksikan oleh {name} {t}; titik {n} melanjutkannya. Kunci saksi di sini diterbitkan kantor: bandingkan dengan yang diterbitkan saksi sendiri.',
    en: 'Checkpoint {m} was witnessed by {name} on {t}; checkpoint {n} continues it. The office published the witness’s key: compare it with the one that the witness publishes.',
  },
  'witness-broken': {
    id: 'Titik periksa {n} tidak melanjutkan titik {m} yang disaksikan oleh {name} {t}. Simpan buktinya.',
    en: 'Checkpoint {n} does not continue checkpoint {m}, which was witnessed by {name} on {t}. Save the proof.',
  },
  'witness-bad': {
    id: 'Yang diterbitkan sebagai tanda tangan saksi {name} tidak sah.',
    en: 'The published signature of the witness {name} is not valid.',
  },
  'witness-unable': {
    id: 'Peramban ini tidak mengenal tanda tangan Ed25519, jadi saksi {name} tidak dapat diperiksa.',
    en: 'This browser does not know Ed25519 signatures, so the witness {name} could not be checked.',
  },
  'witness-none': {
    id: 'Belum ada saksi yang menandatangani titik periksa kantor ini.',
    en: 'No witness has signed a checkpoint of this office yet.',
  },
  'old-extends': {
    id: 'Titik periksa {n} memuat seluruh titik {m} dari Anda, yang ditandatangani kantor ini.',
    en: 'Checkpoint {n} holds all of your checkpoint {m}, which this office signed.',
  },
  'old-extends-unsigned': {
    id: 'Titik periksa {n} memuat seluruh titik {m} dari Anda. Titik dari Anda itu tidak bertanda tangan sah dari kantor ini.',
    en: 'Checkpoint {n} contains all of your checkpoint {m}. Your checkpoint has no valid signature of this office.',
  },
  'old-broken': {
    id: 'PERINGATAN: kantor ini menandatangani titik periksa {m} dari Anda, tetapi titik {n} tidak melanjutkannya. Simpan buktinya.',
    en: 'ALARM: this office signed your checkpoint {m}, but checkpoint {n} does not continue it. Save the proof.',
  },
  'old-unsigned': {
    id: 'Titik periksa {n} tidak melanjutkan titik {m} dari Anda; tetapi titik itu tidak bertanda tangan sah dari kantor ini, jadi ini bukan bukti.',
    en: 'Checkpoint {n} does not continue your checkpoint {m}. But your checkpoint has no valid signature of this office, so this proves nothing.',
  },
  'old-mark': {
    id: 'Titik periksa {n} memuat seluruh titik {m} yang disebut surat atau langganan Anda.',
    en: 'Checkpoint {n} holds all of checkpoint {m}, which your letter or feed names.',
  },
  'old-mark-broken': {
    id: 'PERINGATAN: titik periksa {n} tidak melanjutkan titik {m} yang disebut surat atau langganan Anda. Simpan suratnya: itulah buktinya.',
    en: 'ALARM: checkpoint {n} does not continue checkpoint {m}, which your letter or feed names. Keep the letter: it is the proof.',
  },
  'old-place': {
    id: 'Entri yang disebut tanda terima Anda ada di berkas {id} dan tetap di tempatnya: ke-{k} dari {n} dalam log.',
    en: 'The entry that your receipt names is in case {id} and still at its place: {k} of {n} in the log.',
  },
  'old-place-beyond': {
    id: `Tanda terima menyebut entri ke-{k}, sedangkan log kantor ini memuat {n}. ${LOOK_AGAIN.id}`,
    en: `The receipt names entry {k}, and this office’s log has {n}. ${LOOK_AGAIN.en}`,
  },
  'old-place-no-case': {
    id: `Kantor ini tidak menerbitkan berkas {id}, yang disebut tanda terima. ${LOOK_AGAIN.id}`,
    en: `This office publishes no case {id}, which the receipt names. ${LOOK_AGAIN.en}`,
  },
  'old-place-gone': {
    id: `Berkas {id} tidak memuat entri berkode {code}, yang disebut tanda terima. ${LOOK_AGAIN.id}`,
    en: `Case {id} has no entry with the code {code}, which the receipt names. ${LOOK_AGAIN.en}`,
  },
  'old-place-moved': {
    id: `Entri berkode {code} ada di berkas {id}, tetapi yang ke-{k} dalam log adalah entri lain. ${LOOK_AGAIN.id}`,
    en: `The entry with the code {code} is in case {id}, but entry {k} of the log is another one. ${LOOK_AGAIN.en}`,
  },
  'old-unreadable': {
    id: 'Teks itu tidak memuat titik periksa maupun tanda terima: naskah bertanda tangan, “Titik periksa 1.234 · …” seperti pada surat dan langganan, atau “Entri ke-1.234 dalam log (…) · …” seperti pada tanda terima dan halaman berkas.',
    en: 'That text contains neither a checkpoint nor a receipt. Expected: a signed note, “Checkpoint 1,234 · …” as on letters and feeds, or “Entry 1,234 of the log (…) · …” as on receipts and pages of cases.',
  },
  'old-none': {
    id: 'Kantor ini tidak menerbitkan titik periksa, jadi tidak ada yang dapat melanjutkannya.',
    en: 'This office publishes no checkpoint, so there is none that could continue it.',
  },
  unreachable: { id: 'Gagal dimuat; coba lagi.', en: 'Could not be loaded; try again.' },
} as const satisfies Record<string, Text>;

export type ClaimSentence = keyof typeof CLAIM_WORDS;

/** Things that no check on this page can prove. They have their own section. Commands to type are in backquotes. */
export const LIMITS: readonly Text[] = [
  {
    id: 'Bahwa entri sesuai dengan tindakan yang sebenarnya. Kunci rantai dipegang kantor; yang membandingkan entri dengan GitHub atau sistem kantor adalah perintah `disposisi verify --forge`.',
    en: 'That the entries say what people really did. The office holds the key; the command `disposisi verify --forge` compares the entries with GitHub (or another forge).',
  },
  {
    id: 'Bahwa tidak ada entri sesudah yang terakhir yang ditahan, dan bahwa tidak ada rantai kedua untuk berkas yang sama. Perintah `disposisi verify` memeriksa seluruh register; peramban yang pernah melihat berkas ini mengenalinya.',
    en: 'That no entry after the last one is held back, and that there is no second chain for the same case. The command `disposisi verify` checks the whole register; a browser that saw this case before knows it.',
  },
  {
    id: 'Bahwa orang lain melihat hal yang sama. Untuk itu ada saksi, serta tanda terima, surat, dan langganan milik Anda: tempelkan isinya di bawah.',
    en: 'That others see the same. Witnesses can show this, and so can your own receipts, letters and feeds: paste their text below.',
  },
  {
    id: 'Bahwa halaman ini sendiri dapat dipercaya. Kode dan ingatannya berasal dari situs kantor, yang dapat menyajikan halaman lain kepada Anda. Cara yang mandiri: perintah `disposisi verify` di klon Anda, atau pemeriksa buatan sendiri menurut `docs/register-format.md`.',
    en: 'That this page itself can be trusted. Its code and its memory come from the office’s site, which could serve you another page. The independent way: the command `disposisi verify` in a clone of yours, or a verifier of your own by `docs/register-format.md`.',
  },
];
