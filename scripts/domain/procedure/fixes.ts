/** What to do about a finding, where the rule itself knows nothing more particular (R7). */
import type { Text } from '#domain/problem.ts';
import type { ProcedureFinding } from './finding.ts';

const fix = (id: string, en: string): Text => ({ id, en });

const FIXES: Readonly<Record<string, Text>> = {
  duplicate: fix('Ubah atau hapus salah satunya', 'Change or delete one of them'),
  'submit-first': fix('Awali steps dengan satu langkah kind: submit', 'Begin steps with one step of kind: submit'),
  'row-order': fix('Urutkan langkah menurut barisnya', 'Put the steps in the order of their rows'),
  'row-missing': fix('Tambahkan langkahnya, atau betulkan nomor baris', 'Add its step, or correct the row numbers'),
  'row-texts': fix(
    'Tulis satu butir furtherRows tiap baris itu',
    'Write an item of furtherRows for each of those rows',
  ),
  duration: fix('Tulis seperti PT30M, PT2H, atau P1D', 'Write it as PT30M, PT2H or P1D'),
  'no-hours': fix('Tulis jam buka paling sedikit satu hari', 'Write the hours of one day at least'),
  'hours-order': fix('Urutkan jamnya dalam satu hari', 'Put the hours of the day in order'),
  'share-order': fix('Urutkan dari bagian yang terkecil', 'Put the smallest share first'),
  'no-target': fix(
    'Tulis to: beserta id langkah, atau end: completed',
    'Write to: and the id of a step, or end: completed',
  ),
  'unknown-step': fix('Tambahkan langkah itu, atau betulkan id-nya', 'Add that step, or correct its id'),
  'unknown-role': fix('Tambahkan di sops/roles.yaml', 'Add it to sops/roles.yaml'),
  'unknown-clock': fix('Tambahkan di clocks, atau hapus clock', 'Add it to clocks, or delete clock'),
  'unknown-calendar': fix('Tambahkan filenya di sops/calendars', 'Add its file in sops/calendars'),
  'calendar-unused': fix(
    'Hapus calendar, atau tulis kind: office-hours',
    'Delete calendar, or write kind: office-hours',
  ),
  'only-extends': fix('Tambahkan tujuan to atau end', 'Add an outcome with to or end'),
  'extension-without-limit': fix('Tulis time.limit, atau hapus adds', 'Write time.limit, or delete adds'),
  'postpone-without-begin': fix('Tulis begin.field, atau hapus postpone', 'Write begin.field, or delete postpone'),
  'postpone-forward': fix('Tunjuk langkah review yang sebelumnya', 'Name a review step before it'),
  'postpone-fixed': fix('Tunjuk hanya isian waktu dan tempat', 'Name only the fields of time and place'),
  'continues-without-limit': fix('Tulis time.limit, atau hapus continues', 'Write time.limit, or delete continues'),
  'span-both': fix('Hapus dari over atau dari pausedAt', 'Delete it from over or from pausedAt'),
  'span-submission': fix('Sebut langkah sesudahnya', 'Name the steps after it'),
  'lapse-without-limit': fix('Tulis time.limit, atau hapus lapse', 'Write time.limit, or delete lapse'),
  'lapse-and-timeout': fix('Hapus lapse atau outcomes.timeout', 'Delete lapse or outcomes.timeout'),
  'unknown-procedure': fix(
    'Betulkan id-nya, atau tambahkan SOP itu di sops',
    'Correct the id, or add that procedure in sops',
  ),
  'unknown-field': fix('Periksa nama isian dalam skemanya', 'Look for the field’s name in the schema'),
  'returns-to-submit': fix('Tunjuk langkah revise', 'Let it lead to a revise step'),
  'last-conditional': fix('Tambahkan butir terakhir tanpa when', 'Add a last item without when'),
  'hides-later': fix('Beri when, atau pindahkan ke akhir daftar', 'Give it a when, or move it to the end of the list'),
  'timeout-without-limit': fix('Tulis time.limit, atau hapus timeout', 'Write time.limit, or delete timeout'),
  'receipt-kind': fix(
    'Sebut langkah review yang menerima permohonan',
    'Name the review step that receives the request',
  ),
  'receipt-return': fix(
    'Tulis changes yang menunjuk langkah revise milik pemohon',
    'Write changes that lead to a revise step of the applicant',
  ),
  'applicant-step': fix('Tulis actor: applicant, atau kind: review', 'Write actor: applicant, or kind: review'),
  'applicant-reviews': fix('Tulis kind: revise, atau peran lain', 'Write kind: revise, or another role'),
  'review-only': fix('Hapus, atau tulis kind: review', 'Delete it, or write kind: review'),
  'revise-only': fix('Hapus, atau tulis kind: revise', 'Delete it, or write kind: revise'),
  'close-role': fix('Sebut peran dari actor langkah ini', 'Name a role of this step’s actor'),
  quorum: fix('Kurangi quorum, atau tambahkan pejabat', 'Lower the quorum, or add holders'),
  'no-result': fix('Tulis requires.result pada langkah itu', 'Write requires.result at that step'),
  'slot-without-result': fix('Tulis requires.result pada langkah ini', 'Write requires.result at this step'),
  'field-without-result': fix('Tulis requires.result pada langkah ini', 'Write requires.result at this step'),
  'booking-without-room': fix('Tambahkan room: /ruang', 'Add room: /ruang'),
  'nothing-booked': fix(
    'Tulis requires.books pada langkah yang memesan',
    'Write requires.books at the step that books',
  ),
  'offers-no-slot': fix(
    'Tambahkan kedua isian itu pada butir daftarnya, dan pada required',
    'Add both fields to the list’s items, and to required',
  ),
  'offers-unanswered': fix(
    'Tulis to: langkah revise, dan isian itu pada sections-nya',
    'Write to: a revise step, and these fields in its sections',
  ),
  'no-time': fix('Tunjuk isian dengan format date-time', 'Name a field of format date-time'),
  'not-required': fix('Tambahkan pada required dalam skemanya', 'Add it to required in the schema'),
  'no-list': fix('Tunjuk isian yang berupa daftar', 'Name a field that is a list'),
  'assigned-itself': fix('Sebut langkah sebelumnya yang menunjuk', 'Name the earlier step that assigns'),
  'no-name': fix('Tunjuk isian bertipe string, atau daftarnya', 'Name a field of type string, or a list of them'),
  'deed-without-result': fix('Tulis requires.result pada langkah ini', 'Write requires.result at this step'),
  'no-date': fix('Tunjuk isian dengan format date', 'Name a field of format date'),
  'no-ways': fix(
    'Tunjuk isian dengan enum, seperti surat, loket',
    'Name a field with an enum, such as letter, counter',
  ),
  'impossible-end': fix('Sebut akhir yang tertulis pada SOP itu', 'Name an end that is written in that procedure'),
  'origin-no-text': fix(
    'Tunjuk isian teks, untuk nomor seperti SOP-2026-12',
    'Name a text field, for a number such as SOP-2026-12',
  ),
  // Of the roles.
  'no-applicant': fix('Tambahkan peran applicant, dengan holders: []', 'Add the role applicant, with holders: []'),
  'applicant-holders': fix('Tulis holders: []', 'Write holders: []'),
  'superior-circle': fix('Hapus superior pada peran tertinggi', 'Delete superior at the highest role'),
  'date-order': fix('Tukar atau betulkan tanggalnya', 'Swap or correct the dates'),
  'acting-until': fix('Tambahkan until: beserta tanggal akhirnya', 'Add until: and its last day'),
  'holder-twice': fix(
    'Akhiri yang satu dengan until sebelum yang lain mulai',
    'End one by until before the other begins',
  ),
};

/** The finding with what to do, which every finding has. */
export function withFix(found: ProcedureFinding): ProcedureFinding {
  const otherwise = FIXES[found.code];
  return found.fix || !otherwise ? found : { ...found, fix: otherwise };
}
