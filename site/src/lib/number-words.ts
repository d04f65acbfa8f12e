import type { Text } from '#domain/problem.ts';

/**
 * What a case number without a case can be. It is the same for a draft, a submission that was refused, and a number that was never used:
 * nothing of a draft is public (R13).
 */
export const NUMBER_WITHOUT_CASE: Text = {
  id: 'Nomor berkas diambil dari satu urutan, yang juga dipakai konsep, pengajuan yang belum diterima, dan perubahan SOP, jabatan, atau ruang. Karena itu wajar ada nomor tanpa berkas; untuk apa nomor itu dipakai, dan apakah sudah dipakai, tidak ditampilkan untuk publik. Berkas yang pernah terbit tidak boleh hilang: bila ada yang hilang, halaman Periksa menunjukkannya.',
  en: 'Case numbers come from one sequence, which drafts, submissions that were refused, and changes of SOP, roles or rooms use as well. So numbers without a case are normal; what such a number was used for, and whether it was used, is not shown to the public. A case that was published must not vanish: if one has, the page Verify shows it.',
};

/** Where to look for it instead. */
export const WHERE_TO_LOOK: Text = {
  id: 'Cari berkas di Arsip. Konsep Anda sendiri ada di Meja kerja.',
  en: 'Search for the case in the Archive. Your own drafts are at the Desk.',
};

/** What the two numbers of a case count. */
export const BOTH_NUMBERS: Text = {
  id: 'Urutan penerimaan pada tahun itu di seluruh kantor; nomor berkas mengikuti pull request, jadi wajar berselang.',
  en: 'The order of receipt in that year over the whole office; the case number follows the pull request, so gaps are normal.',
};
