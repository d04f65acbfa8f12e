import type { Language, Text } from '#domain/problem.ts';

/** Words of the desk before somebody has signed in. They arrive before the other words. */
export const SIGN_IN = {
  title: { id: 'Meja kerja', en: 'Desk' },
  signIn: { id: 'Masuk', en: 'Sign in' },
  forWhom: {
    id: 'Untuk pejabat yang memutus dan pemohon yang mengikuti permohonannya.',
    en: 'For officials who decide, and applicants who follow their requests.',
  },
  toWrite: {
    id: 'Masuk untuk menulis, memantau, dan memperbaiki permohonan dengan {a}; tidak perlu memangku jabatan. Belum punya akun? Mintalah kepada kantor.',
    en: 'Sign in with {a} to write, follow and correct requests; you need no role. If you have no account, ask the office.',
  },
  accountEmbedded: { id: 'akun kantor ini', en: 'an account of this office' },
  accountGithub: {
    id: 'akun GitHub yang diberi akses ke repositori kantor',
    en: 'a GitHub account with access to the office’s repository',
  },
  signInNote: {
    id: 'Tindakan dicatat atas nama Anda. Sesi masuk hanya tersimpan di tab ini, sampai tab ditutup.',
    en: 'Acts are recorded in your name. The sign-in is kept in this tab only, until it is closed.',
  },
  signInEmbedded: { id: 'Masuk sebagai akun contoh', en: 'Sign in as a sample account' },
  signInGithub: { id: 'Masuk dengan GitHub', en: 'Sign in with GitHub' },
  orToken: { id: 'Masuk dengan token', en: 'Sign in with a token' },
  token: { id: 'Token akses', en: 'Access token' },
  tokenHint: {
    id: 'Token akses terbatas (fine-grained) untuk repositori ini, dengan izin Contents: write, Pull requests: write, dan Commit statuses: read.',
    en: 'A fine-grained access token for this repository, with Contents: write, Pull requests: write and Commit statuses: read.',
  },
  tokenHintHere: {
    id: 'Token akun kantor ini; pengelola memperolehnya dengan npx disposisi manage.',
    en: 'The token of an account of this office; a maintainer gets it by npx disposisi manage.',
  },
  tooFar: {
    id: 'Token ini menjangkau semua repositori Anda dan tidak dipakai. Pakai token terbatas (fine-grained) untuk repositori ini; sesudah "Masuk dengan GitHub", minta pengelola memasang layanan masuk (npx disposisi sign-in).',
    en: 'This token reaches all of your repositories and is not used. Use a fine-grained one for this repository; after “Sign in with GitHub”, ask the maintainer to set up the sign-in (npx disposisi sign-in).',
  },
  useToken: { id: 'Pakai token ini', en: 'Use this token' },
  tokenMissing: { id: 'Token akses: Wajib diisi.', en: 'Access token: Must be filled in.' },
  tokenInvalid: {
    id: 'Token ini tidak berlaku. Periksa apakah lengkap dan belum kedaluwarsa, lalu masukkan lagi.',
    en: 'This token is not valid. Check that it is complete and has not expired, and enter it again.',
  },
  waitingPopup: { id: 'Lanjutkan di jendela yang terbuka.', en: 'Continue in the open window.' },
  popupBlocked: {
    id: 'Jendela masuk tidak dapat dibuka. Izinkan jendela baru untuk situs ini, atau masuk dengan token.',
    en: 'The sign-in window cannot be opened. Allow new windows for this site, or sign in with a token.',
  },
  popupRefused: { id: 'Tidak dapat masuk: {r}', en: 'Cannot sign in: {r}' },
  sessionEnded: {
    id: 'Sesi berakhir. Masuk kembali; isian tetap tersimpan.',
    en: 'The session has ended. Sign in again; what was typed is kept.',
  },
  loading: { id: 'Memuat …', en: 'Loading …' },
  partFault: {
    id: 'Bagian halaman ini gagal dimuat. Periksa jaringan, lalu muat ulang.',
    en: 'This part of the page could not be loaded. Check the network, reload.',
  },
  reload: { id: 'Muat ulang', en: 'Reload' },
  newRequest: { id: 'Tulis permohonan', en: 'Write a request' },
} as const satisfies Record<string, Text>;

/** Fills in the places of a text, such as `{n}`. */
export const filled = (text: string, values: Readonly<Record<string, string | number>> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** Returns the words before the sign-in, in the reader's language. */
export const saySignInIn =
  (language: Language) =>
  (key: keyof typeof SIGN_IN, values?: Readonly<Record<string, string | number>>): string =>
    filled(SIGN_IN[key][language], values);
