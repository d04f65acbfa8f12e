import { journalPath } from '#domain/journal/paths.ts';
import { formatProblem, type Language, type Problem, type Text } from '#domain/problem.ts';

/**
 * A fault that verification found in a register (R29), with file and line as in any problem, and with commit and entry.
 */
export interface RegisterFinding extends Problem {
  readonly commit?: string;
  readonly seq?: number;
  readonly case?: string;
  /** The rule that the entry breaks. */
  readonly rule?: string;
}

const FINDINGS = {
  shallow: { id: 'Klon ini tidak memuat seluruh riwayat', en: 'This clone does not contain the whole history' },
  merge: { id: 'Riwayat register bercabang', en: "The register's history is not linear" },
  'foreign-file': { id: 'File ini bukan bagian dari register', en: 'This file does not belong in a register' },
  'not-a-file': { id: 'Ini bukan file biasa', en: 'This is not a regular file' },
  deleted: { id: 'File ini dihapus dari register', en: 'This file was deleted from the register' },
  rewritten: {
    id: 'Isi yang sudah tercatat diubah, bukan hanya ditambah',
    en: 'Recorded content was changed; only additions are allowed',
  },
  'published-head': {
    id: 'Entri terakhir register yang pernah diumumkan tidak ada dalam riwayat ini',
    en: 'The head that was published is not in this history',
  },
  'trusted-head': {
    id: 'Komit yang dahulu diperiksa tidak ada dalam riwayat ini',
    en: 'The commit that was verified before is not in this history',
  },
  'case-number': { id: 'Nomor berkas tidak cocok dengan jurnalnya', en: 'The case id does not belong to this journal' },
  digest: {
    id: 'Sidik isi tidak cocok dengan permohonan dan lampiran yang dicatat',
    en: 'The digest does not match the request and attachments recorded',
  },
  attested: {
    id: 'Tindakan ini mengesahkan isi berbeda dari yang diajukan',
    en: 'This act confirms something other than what was submitted',
  },
  'agenda-gap': { id: 'Nomor agenda terlompat', en: 'Agenda numbers have a gap' },
  'agenda-repeated': { id: 'Nomor agenda diberikan dua kali', en: 'An agenda number was given twice' },
  'double-booking': {
    id: 'Ruang ini dipesan dua berkas pada waktu yang sama',
    en: 'Two cases have this room at the same time',
  },
  'index-unreadable': { id: 'File ini tidak terbaca', en: 'This file cannot be read' },
  'index-differs': { id: 'Indeks tidak sama dengan isi jurnal', en: 'The index differs from the journals' },
  'file-missing': {
    id: 'File yang dicatat tidak ada pada komit yang diajukan',
    en: 'A recorded file is not in the submitted commit',
  },
  'file-unrecorded': {
    id: 'File pada komit yang diajukan tidak tercatat',
    en: 'A file in the submitted commit is not recorded',
  },
  'file-differs': {
    id: 'Isi file pada komit yang diajukan berbeda dari yang dicatat',
    en: 'A file in the submitted commit differs from the recorded one',
  },
  'main-differs': {
    id: 'File berkas ini di main bukan yang disahkan',
    en: 'The files of this case on main are not those that were confirmed',
  },
  'document-missing': {
    id: 'Dokumen bertanda tangan yang dicatat tidak ada',
    en: 'A recorded signed document is missing',
  },
  'document-differs': {
    id: 'Dokumen bertanda tangan ini berbeda dari yang dicatat',
    en: 'This signed document differs from the recorded one',
  },
  'document-unnamed': {
    id: 'Tidak ada entri dalam komit ini yang menyebut dokumen ini',
    en: 'No entry in this commit names this document',
  },
  'erased-without-ground': {
    id: 'Arsip kantor tidak menyuruh menghapusnya demikian',
    en: 'The files of the office did not say that this is erased',
  },
  'erased-again': {
    id: 'Cabang atau tag ini membawa kembali isi yang sudah dihapus menurut R50',
    en: 'This branch or tag brings back content that was erased under R50',
  },
  'after-erasure': {
    id: 'Sesudah penghapusan tidak ada yang boleh dicatat lagi',
    en: 'Nothing may be recorded after an erasure',
  },
  'judged-otherwise': {
    id: 'Sistem tidak akan mencatatnya demikian',
    en: 'The process would not have written this entry in this way',
  },
  'never-written': {
    id: 'Sistem tidak akan pernah mencatat entri ini',
    en: 'The process would never have written this entry',
  },
  'not-judgeable': {
    id: 'Entri ini tidak cocok dengan yang mendahuluinya, sehingga tidak dapat dinilai lagi',
    en: 'This entry does not fit the entries before it, so that it cannot be judged again',
  },
  'config-not-of-main': {
    id: 'Konfigurasi yang disebut entri ini tidak pernah ada di cabang utama',
    en: 'The configuration that this entry names was never on main',
  },
  'config-replaced': {
    id: 'Konfigurasi yang disebut entri ini sudah diganti saat entri ini dicatat',
    en: 'The configuration that this entry names had already been replaced when the entry was written',
  },
  'forge-missing': {
    id: 'Kejadian yang disebut entri ini tidak ada di GitHub atau sistem kantor',
    en: 'The event that this entry names is not on the forge',
  },
  'forge-differs': {
    id: 'Data di GitHub atau sistem kantor berbeda dari yang tercatat',
    en: 'The forge shows something different from the record',
  },
  'forge-left-out': {
    id: 'Tindakan di GitHub atau sistem kantor ini tidak tercatat',
    en: 'An act that the forge shows was not recorded',
  },
  'kept-unreadable': {
    id: 'File yang disimpan ini bukan titik periksa, dan tidak dibandingkan',
    en: 'This kept file is not a checkpoint, so it was not compared',
  },
  leaf: { id: 'Entri ini menempati tempat yang salah dalam log', en: 'This entry has a wrong place in the log' },
  unsigned: {
    id: 'Entri ini masuk tanpa titik periksa yang memuatnya',
    en: 'This entry was added without a checkpoint that includes it',
  },
  'checkpoint-differs': {
    id: 'Titik periksa ini tidak cocok dengan entri yang tercatat sampai saat itu',
    en: 'This checkpoint does not match the entries recorded until then',
  },
  'checkpoint-signature': {
    id: 'Titik periksa ini tidak ditandatangani dengan kunci yang berlaku saat itu',
    en: 'This checkpoint is not signed with the key that was in force then',
  },
  'log-name': { id: 'Kunci ini milik log lain', en: 'This key belongs to another log' },
  'no-log': { id: 'Register ini belum memiliki log', en: 'This register has no log' },
  'kept-signature': {
    id: 'Titik periksa yang disimpan ini tidak ditandatangani dengan kunci mana pun milik register ini',
    en: 'This kept checkpoint is not signed with any key of this register',
  },
  'kept-witness': {
    id: 'Saksi ini tidak menandatangani satu pun titik periksa yang disimpan',
    en: 'This witness signed none of the kept checkpoints',
  },
  'log-cut': {
    id: 'Register ini memuat lebih sedikit entri daripada titik periksa yang disimpan',
    en: 'This register has fewer entries than the kept checkpoint',
  },
  'log-forked': {
    id: 'Register ini bukan lanjutan titik periksa yang disimpan: sebagian entri ini berbeda',
    en: 'This register does not extend the kept checkpoint: some of these entries are different',
  },
  'served-missing': {
    id: 'Situs tidak menyajikan file ini, yang tercatat di main',
    en: 'The site does not serve this file, which main lists',
  },
  'served-differs': {
    id: 'Isi file yang disajikan situs ini berbeda dari yang tercatat di main',
    en: 'The site serves this file with other content than main lists',
  },
  'served-page': {
    id: 'Halaman yang disajikan situs ini dapat menjalankan skrip, atau mengirim ke alamat, yang tidak tercatat di main',
    en: 'The site serves this page so that it can run a script, or send to an address, that main does not list',
  },
} as const satisfies Record<string, Text>;

const SERVED_FIX: Text = {
  id: 'Jangan masuk di situs itu, dan jalankan alur kerja publish. Jika kemudian masih demikian, periksa siapa yang dapat menulis cabang site atau mengatur hostnya, dan akhiri semua sesi masuk yang dibuat di sana',
  en: 'Do not sign in on that site, and run the workflow publish. If the problem persists, find out who can write the branch site or runs its host, and end all sign-ins that were made there',
};

const FIXES: Partial<Record<keyof typeof FINDINGS, Text>> = {
  rewritten: {
    id: 'Lihat apa yang diubah dan oleh siapa: git show KOMIT. Temuan berikutnya mungkin hanya akibatnya',
    en: 'See what was changed and by whom: git show COMMIT. The next findings may only be consequences of this change',
  },
  'main-differs': {
    id: 'Lihat siapa yang mengubahnya: git log main -- FILE. Kembalikan isi yang disahkan; bila isinya memang harus hilang, sebut berkas ini di sops/erasures.yaml',
    en: 'See who changed it: git log main -- FILE. Put the confirmed content back; if it has to go, name the case in sops/erasures.yaml',
  },
  'erased-again': {
    id: 'Hapus cabang atau tag itu, dan minta pemiliknya membuat klon baru dan mengirim ulang perubahannya dari sana',
    en: 'Delete that branch or tag, and ask its owner to clone anew and to send the changes from there',
  },
  shallow: { id: 'Ambil seluruhnya: git fetch --unshallow', en: 'Fetch all of it: git fetch --unshallow' },
  'kept-unreadable': {
    id: 'Berikan naskah titik periksa seperti yang diterbitkan kantor (data/log/checkpoint), atau checkpoints.jsonl milik saksi',
    en: "Give a checkpoint as the office publishes it (data/log/checkpoint), or a witness's checkpoints.jsonl",
  },
  'trusted-head': {
    id: 'Ambil dahulu yang terbaru (git fetch); bila tetap, register telah ditulis ulang atau dipotong',
    en: 'Fetch first (git fetch); if the problem persists, the register was rewritten or cut off',
  },
  'published-head': {
    id: 'Ambil dahulu yang terbaru (git fetch); bila tetap, register telah ditulis ulang atau dipotong',
    en: 'Fetch first (git fetch); if the problem persists, the register was rewritten or cut off',
  },
  'kept-witness': {
    id: 'Minta file checkpoints.jsonl kepada saksi itu, dan bandingkan kuncinya dengan yang diumumkannya',
    en: 'Ask that witness for its file checkpoints.jsonl, and compare the key with the one that it announced',
  },
  'served-missing': SERVED_FIX,
  'served-differs': SERVED_FIX,
  'served-page': SERVED_FIX,
  'log-cut': {
    id: 'Ambil dahulu yang terbaru (git fetch); bila tetap, register telah dipotong. Simpan titik periksa itu sebagai bukti',
    en: 'Fetch first (git fetch); if the problem persists, the register was cut off. Keep that checkpoint: it is the proof',
  },
  'log-forked': {
    id: 'Simpan titik periksa itu: bersama yang sekarang, titik itu menjadi bukti bahwa register ditulis ulang',
    en: "Keep that checkpoint: with today's it proves that the register was rewritten",
  },
};

/** Makes a finding with the words and the fix of its code. */
export function registerFinding(
  code: keyof typeof FINDINGS,
  place: Pick<RegisterFinding, 'file'> &
    Partial<Pick<RegisterFinding, 'path' | 'line' | 'commit' | 'seq' | 'case' | 'rule' | 'expected' | 'received'>>,
): RegisterFinding {
  const fix = FIXES[code];
  return { path: '', ...place, code, message: FINDINGS[code], ...(fix ? { fix } : {}) };
}

/** Returns the place of an entry, with the commit of the register that brought the entry, if known. */
export const entryPlace = (number: number, seq: number, commit?: string) => ({
  ...{ file: journalPath(number), line: seq, seq },
  ...(commit === undefined ? {} : { commit }),
});

/** Writes a finding in one line: its commit, the problem as `formatProblem` writes it, and its case, entry and rule. */
export function formatFinding(found: RegisterFinding, language: Language = 'id'): string {
  const commit = found.commit === undefined ? '' : `${found.commit.slice(0, 12)} `;
  const entry = found.seq === undefined ? undefined : `${language === 'id' ? 'entri' : 'entry'} ${found.seq}`;
  const where = [found.case, entry, found.rule].filter((each) => each !== undefined).join(', ');
  return `${commit}${formatProblem(found, language)}${where === '' ? '' : ` [${where}]`}`;
}
