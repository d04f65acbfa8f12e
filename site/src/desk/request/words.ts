import type { Language, Text } from '#domain/problem.ts';
import { sayForm } from '../../request/words.ts';

/** Words of the form for requests at the desk. Words that desk and Decap share are in `site/src/request/words.ts`. */
export const WRITING = {
  write: { id: 'Tulis permohonan', en: 'Write a request' },
  correct: { id: 'Perbaiki permohonan', en: 'Correct the request' },
  request: { id: 'Permohonan', en: 'Request' },
  carryOn: { id: 'Lanjutkan konsep', en: 'Continue the draft' },
  chooseProcedure: { id: 'Permohonan untuk apa?', en: 'A request for what?' },
  draftSop: { id: 'Rancangan: {why}', en: 'Draft: {why}' },
  byProcedure: { id: 'Menurut SOP {p}', en: 'Under the SOP {p}' },
  noProcedure: {
    id: 'SOP ini tidak ada di kantor ini. Pilih dari daftar.',
    en: 'This office has no such SOP. Choose from the list.',
  },
  keptHere: { id: 'Konsep tersimpan di perangkat ini {t}.', en: 'The draft was kept on this device {t}.' },
  savedThere: { id: 'Konsep tersimpan di kantor.', en: 'The draft is saved at the office.' },
  correctionHere: {
    id: 'Perbaikan berkas {c} tersimpan di perangkat ini {t}.',
    en: 'The correction of case {c} was kept on this device {t}.',
  },
  correctionThere: {
    id: 'Berkas {c}: isian ini sama dengan yang tersimpan di kantor.',
    en: 'Case {c}: these fields are the same as those saved at the office.',
  },
  nothingYet: {
    id: 'Yang diketik langsung tersimpan di perangkat ini, juga bila belum lengkap.',
    en: 'What you type is kept on this device at once, also when it is incomplete.',
  },
  full: {
    id: 'Perangkat ini tidak dapat menyimpan lagi. Simpan ke kantor sekarang, atau unduh isian.',
    en: 'This device cannot store more. Save at the office now, or download what was typed.',
  },
  downloadTyped: { id: 'Unduh isian', en: 'Download what was typed' },
  fillOne: { id: 'Lengkapi isian berikut', en: 'Fill in this field' },
  fill: { id: 'Lengkapi {n} isian berikut', en: 'Fill in these {n} fields' },
  fixOne: { id: 'Perbaiki isian berikut', en: 'Correct this field' },
  fix: { id: 'Lengkapi atau perbaiki {n} isian berikut', en: 'Fill in or correct these {n} fields' },
  readBy: {
    id: 'Yang tidak tampil untuk publik dapat dibaca {r}.',
    en: 'What is not shown to the public can be read by {r}.',
  },
  embedded: { id: 'setiap akun kantor ini', en: 'every account of this office' },
  github: {
    id: 'semua yang memiliki akses ke repositori kantor ini',
    en: 'everybody with access to this office’s repository',
  },
  topics: { id: 'Bagian formulir', en: 'Parts of the form' },
  topicAt: { id: 'bagian {n} dari {m}', en: 'part {n} of {m}' },
  topicLeft: { id: '{n} lagi', en: '{n} left' },
  topicDone: { id: 'lengkap', en: 'complete' },
  topicNext: { id: 'Lanjut ke {t}', en: 'Continue to {t}' },
  topicBack: { id: 'Kembali', en: 'Back' },
  topicCheck: { id: 'Periksa dan ajukan', en: 'Check and submit' },
  seats: { id: '{n} kursi', en: '{n} seats' },
  noRoom: { id: 'Tanpa ruang dari daftar ini', en: 'None of these rooms' },
  allFilled: { id: 'Semua isian lengkap.', en: 'Everything is filled in.' },
  knownHere: { id: 'Data Anda dari permohonan sebelumnya.', en: 'Your data from an earlier request.' },
  changeKnown: { id: 'Ubah', en: 'Change' },
  remember: { id: 'Ingat data ini untuk permohonan berikutnya', en: 'Remember these data for the next request' },
  rememberHint: {
    id: 'Hanya di perangkat ini, untuk akun Anda saja: {f}.',
    en: 'On this device only, for your account only: {f}.',
  },
  untilSignOut: { id: 'Lupakan saat saya keluar', en: 'Forget them when I sign out' },
  forgetKnown: { id: 'Jangan ingat lagi', en: 'Forget these data' },
  forgotten: {
    id: 'Data itu tidak lagi disimpan di perangkat ini.',
    en: 'These data are no longer kept on this device.',
  },
  warnings: { id: 'Perhatikan', en: 'Please note' },
  warningNote: {
    id: 'Permohonan tetap dapat diajukan; petugas memeriksanya.',
    en: 'The request can be submitted all the same; the officers will check.',
  },
  save: { id: 'Simpan konsep', en: 'Save the draft' },
  saving: { id: 'Menyimpan …', en: 'Saving …' },
  submit: { id: 'Ajukan', en: 'Submit' },
  submitting: { id: 'Mengajukan …', en: 'Submitting …' },
  submitHint: {
    id: 'Setelah diajukan, permohonan terbuka bagi umum, kecuali isian internal, dan hanya dapat diubah bila dikembalikan.',
    en: 'Everybody sees a submitted request, without internal fields. It can be changed only after it is returned.',
  },
  noNetwork: {
    id: 'Belum terkirim: jaringan terputus. Isian aman di perangkat ini; coba lagi.',
    en: 'Not sent: there is no network. What you typed is safe on this device; try again.',
  },
  refused: {
    id: 'Belum terkirim: {r} Isian aman di perangkat ini; coba lagi.',
    en: 'Not sent: {r} What you typed is safe on this device; try again.',
  },
  ended: {
    id: 'Sesi berakhir. Masuk kembali; isian aman di perangkat ini.',
    en: 'The session has ended. Sign in again; what you typed is safe on this device.',
  },
  signInAgain: { id: 'Masuk kembali', en: 'Sign in again' },
  otherAccount: {
    id: 'Anda masuk dengan akun lain. Konsep ini hanya dapat dibuka oleh akun yang menulisnya.',
    en: 'Another account has signed in; this draft waits for the account that typed it.',
  },
  moved: {
    id: 'Konsep ini diubah di tempat lain. Bandingkan, lalu pilih; tidak ada yang hilang.',
    en: 'This draft was changed elsewhere. Compare and choose; nothing is lost.',
  },
  here: { id: 'Di perangkat ini', en: 'On this device' },
  there: { id: 'Tersimpan di kantor', en: 'Saved at the office' },
  notFilled: { id: '(belum diisi)', en: '(not filled in)' },
  useChosen: { id: 'Pakai pilihan ini', en: 'Use what is chosen' },
  sameNow: { id: 'Isi keduanya kini sama.', en: 'Both are the same now.' },
  foreign: { id: 'Akun lain mengubah permohonan ini', en: 'Another account has changed this request' },
  foreignBy: {
    id: 'Diubah oleh @{a}, {t}; belum menjadi bagian permohonan Anda. Periksa, lalu pilih.',
    en: 'Changed by @{a}, {t}; not part of your request yet. Look at it, then choose.',
  },
  foreignMine: { id: 'Isian Anda', en: 'Yours' },
  foreignTheirs: { id: 'Diubah menjadi', en: 'Changed to' },
  foreignUnreadable: {
    id: 'Isian setelah perubahan itu tidak dapat dibaca oleh formulir.',
    en: 'The form cannot read the request after that change.',
  },
  foreignThen: {
    id: 'Setelah memilih, tekan Ajukan satu kali. Sistem menolak pengajuan pertama sesudah perubahan akun lain; formulir ini mengajukannya lagi, sehingga riwayat dapat memuat satu penolakan.',
    en: 'After choosing, press Submit once. The process refuses the first submission after another account’s change; this form submits again, so the trail may show one refusal.',
  },
  chooseFirst: { id: 'Pilih dahulu, di bagian atas formulir ini.', en: 'Choose first, at the top of this form.' },
  keepMine: { id: 'Pakai isian saya', en: 'Keep mine' },
  takeTheirs: { id: 'Ambil perubahan itu', en: 'Take over the change' },
  keptMine: {
    id: 'Isian Anda dipakai. Simpan atau ajukan agar perubahan tadi tidak berlaku.',
    en: 'Your own version is used. Save or submit it, so that it replaces the change.',
  },
  tookTheirs: {
    id: 'Perubahan itu kini isian Anda. Simpan atau ajukan agar berlaku.',
    en: 'The change is now yours. Save or submit it, so that it counts.',
  },
  gone: {
    id: 'Konsep ini sudah dihapus atau diajukan di jendela lain.',
    en: 'This draft was deleted or submitted in another window.',
  },
  seeState: { id: 'Lihat statusnya', en: 'See its state' },
  elsewhere: {
    id: 'Sudah diajukan. Perubahan tidak dapat disimpan sampai giliran kembali kepada pemohon.',
    en: 'Submitted. No change can be saved until it is the applicant’s turn.',
  },
  notYours: {
    id: 'Permohonan ini hanya dapat diubah oleh pemohonnya.',
    en: 'Only its applicant may change this request.',
  },
  unreadable: {
    id: 'Permohonan ini tidak dapat dibuka dengan formulir: file-nya tidak terbaca, atau di repositori lain.',
    en: 'This request cannot be opened in the form: its document cannot be read, or is in another repository.',
  },
  toCase: { id: 'Buka berkas', en: 'Open the case' },
  letter: { id: 'Surat Anda', en: 'Your letter' },
  letterLive: { id: 'berubah selagi Anda mengisi', en: 'it changes while you type' },
  letterLoading: { id: 'Surat sedang disiapkan …', en: 'The letter is being prepared …' },
  letterMaking: { id: 'PDF sedang dibuat …', en: 'The PDF is being made …' },
  letterTake: { id: 'Unduh surat (PDF)', en: 'Download the letter (PDF)' },
  letterFirst: { id: 'Unduh surat yang sudah terisi', en: 'Download the letter, already filled in' },
  letterFirstHint: {
    id: 'Dibuat dari isian Anda, atas nama instansi Anda, dan dikenali saat dilampirkan; hasil pindaian tidak. Surat yang sudah ada dapat langsung dilampirkan.',
    en: 'Made from your fields, in the name of your agency, and recognised when attached; a scan is not. A letter that you already have can be attached at once.',
  },
  letterSecond: { id: 'Tandatangani, lalu lampirkan', en: 'Sign it, then attach it' },
  letterUnsigned: { id: 'ditandatangani setelah diunduh', en: 'signed after the download' },
  letterSame: {
    id: '{name} sama dengan isian Anda.',
    en: '{name} says the same as your fields.',
  },
  letterOurs: {
    id: '{name} berbeda dari isian Anda. Periksa dahulu; belum ada yang diambil.',
    en: '{name} differs from your fields. Check them; nothing has been taken yet.',
  },
  letterDiffers: {
    id: 'Surat terlampir berbeda dari isian: {f} ({name}). Unduh surat lagi, tandatangani, lalu ganti lampirannya; atau ambil isian dari surat.',
    en: 'The attached letter differs from the fields: {f} ({name}). Download it again, sign it, and replace the attachment; or take the fields from the letter.',
  },
  letterOpen: { id: 'Buka {t}', en: 'Open {t}' },
  letterYours: { id: 'isian Anda', en: 'your field' },
  letterTakeFields: { id: 'Ambil isian dari surat', en: 'Take the fields from the letter' },
  letterLeave: { id: 'Biarkan isian saya', en: 'Keep my fields' },
  letterTakenOver: {
    id: 'Isian dari surat sudah diambil. Periksa sebelum mengajukan.',
    en: 'The fields from the letter are taken over. Check them before you submit.',
  },
  letterTaken: {
    id: 'Surat diunduh. Tandatangani, lalu lampirkan pada permohonan ini.',
    en: 'The letter is downloaded. Sign it, and attach it to this request.',
  },
  letterFault: {
    id: 'Surat gagal dibuat. Periksa jaringan, lalu coba lagi.',
    en: 'The letter could not be made. Check the network, then try again.',
  },
  letterDrawing: {
    id: 'Surat tidak dapat dibuat; penyebabnya bukan jaringan. Beri tahu kantor ini.',
    en: 'The letter could not be drawn, although the network works. Report it to this office.',
  },
  addFiles: { id: 'Tambah lampiran', en: 'Add attachments' },
  fromCamera: { id: 'Foto dengan kamera', en: 'Take a photo' },
  replace: { id: 'Ganti {name}', en: 'Replace {name}' },
  look: { id: 'Lihat {name}', en: 'Look at {name}' },
  hide: { id: 'Tutup {name}', en: 'Close {name}' },
  added: { id: '{name} ditambahkan.', en: '{name} was added.' },
  replaced: { id: '{name} diganti dengan yang baru.', en: '{name} was replaced.' },
  smaller: {
    id: '{name} diperkecil, tanpa lokasi pengambilannya.',
    en: '{name} was made smaller, without the place where it was taken.',
  },
  noPicture: {
    id: '{name} tidak dapat dibuka sebagai foto. Simpan ulang sebagai JPEG, lalu lampirkan lagi.',
    en: '{name} cannot be opened as a picture. Save it again as JPEG, then attach it again.',
  },
  removed: { id: '{name} dihapus.', en: '{name} was removed.' },
  atOffice: { id: 'tersimpan di kantor', en: 'saved at the office' },
  onlyHere: {
    id: 'hanya di perangkat ini; dikirim ke kantor saat disimpan',
    en: 'only on this device; saving sends it to the office',
  },
  sendingFiles: { id: 'mengirim: {n}', en: 'sending: {n}' },
  sendsAgain: { id: 'belum terkirim; dikirim lagi dengan sendirinya', en: 'not sent yet; it is sent again by itself' },
  sentFile: {
    id: 'terkirim; menjadi bagian permohonan saat disimpan',
    en: 'sent; it becomes part of the request when you save',
  },
  lost: { id: 'tidak ada lagi; tambahkan lagi atau hapus', en: 'no longer there; add it again or remove it' },
  cannotShow: { id: 'Gagal dibuka. Coba lagi.', en: 'It could not be opened. Try again.' },
  chosen: {
    id: 'Pilihan itu sudah diisikan. Periksa, lalu ajukan.',
    en: 'The choice is filled in. Check it, then submit.',
  },
  copied: {
    id: 'Disalin dari {c}. Isi kembali: {f}. Periksa juga isian yang lain.',
    en: 'Copied from {c}. Check it once more, and fill these in anew: {f}.',
  },
  copyFrom: { id: 'Salin dari permohonan sebelumnya', en: 'Copy an earlier request' },
  copyHint: {
    id: 'Semua isian disalin, kecuali tanggal, nomor, dan lampiran. Konsep ini tetap tersimpan.',
    en: 'Everything is copied but dates, numbers and attachments. This draft is kept.',
  },
  copyNone: { id: 'Akun ini belum pernah mengajukan permohonan.', en: 'This account has not made a request yet.' },
  deleteDraft: { id: 'Hapus konsep', en: 'Delete the draft' },
  deleteHint: {
    id: 'Konsep dihapus dari perangkat ini dan dari kantor, dan tidak dapat dikembalikan.',
    en: 'The draft is deleted from this device and at the office, and cannot be brought back.',
  },
  deleteNow: { id: 'Hapus konsep ini', en: 'Delete this draft' },
  anotherTime: { id: 'Minta waktu lain', en: 'Ask for another time' },
  anotherTimeNote: {
    id: 'Berkas kembali ke langkah {r}: {s}. Persetujuan sebelum langkah itu tetap berlaku. Ruang tetap dipesan sampai waktu yang baru dipesan.',
    en: 'The case goes back to step {r}: {s}. Approvals before that step stay valid. The room stays booked until the new time is booked.',
  },
  why: { id: 'Alasan', en: 'Reason' },
  whyHint: {
    id: 'Dibaca petugas; tidak tampil untuk publik. Boleh dikosongkan.',
    en: 'The officers read it; it is not shown to the public. You may leave it empty.',
  },
  sameTime: { id: 'Belum ada yang diubah.', en: 'Nothing has been changed yet.' },
  notPostponable: {
    id: 'Waktu lain tidak dapat diminta untuk berkas ini sekarang.',
    en: 'You cannot ask for another time for this request now.',
  },
  received: { id: 'Permohonan tercatat: {c}', en: 'Request recorded: {c}' },
  keepNumber: { id: 'Simpan nomor ini.', en: 'Keep this number.' },
  receipt: { id: 'Bukti pengajuan permohonan', en: 'Proof of submission' },
  receiptAt: { id: 'Pertama kali diajukan', en: 'First submitted' },
  receiptAgain: { id: 'Diajukan kembali', en: 'Submitted again' },
  receiptTimes: { id: '{n} kali, terakhir ', en: '{n}×, last on ' },
  receiptPlace: { id: 'Tercatat sebagai', en: 'Recorded as' },
  receiptBy: { id: 'Oleh', en: 'By' },
  receiptNow: { id: 'Status', en: 'State' },
  receiptProcedure: { id: 'SOP', en: 'Procedure' },
  receiptTitle: { id: 'Hal', en: 'About' },
  followHere: { id: 'Pantau di', en: 'Follow it at' },
  qr: { id: 'Kode QR ke halaman berkas', en: 'QR code that leads to the page of the case' },
  print: { id: 'Cetak bukti pengajuan', en: 'Print the proof of submission' },
  notYourReceipt: {
    id: 'Bukti pengajuan hanya untuk pemohonnya; masuk dengan akun itu.',
    en: 'The proof of submission is for its applicant alone.',
  },
  notSubmitted: { id: 'Belum diajukan.', en: 'Not submitted yet.' },
} as const satisfies Record<string, Text>;

export type WritingKey = keyof typeof WRITING;

export const sayWriting =
  (language: Language) =>
  (key: WritingKey, places: Readonly<Record<string, string | number>> = {}): string =>
    sayForm(WRITING[key], language, places);
