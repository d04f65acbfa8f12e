import type { Corrected } from '#domain/case/state/corrections.ts';
import type { Party } from '#domain/case/state/parties.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';

import type { Text } from '#domain/problem.ts';
import { listed, same } from './language.ts';
import { partyName } from './parties.ts';
import { longDate } from './time.ts';

/** What an entry allows to erase (R50), without what stays. */
interface Erased extends Pick<NonNullable<Entry['erased']>, 'what' | 'ground'> {
  readonly public?: boolean;
}

export interface Telling extends Pick<
  Entry,
  'kind' | 'seenLate' | 'as' | 'because' | 'deed' | 'onBehalf' | 'holds' | 'releases' | 'corrected' | 'filed'
> {
  readonly assigned?: readonly Party[] | undefined;
  readonly erased?: Erased | undefined;
}

/** Returns an entry as {@link entryRemarks} needs it. */
export const tellingOf = (entry: Entry): Telling => ({
  ...entry,
  erased: entry.erased && { ...entry.erased, public: entry.erased.remains !== undefined },
  assigned: entry.assigns ?? entry.next?.assigned,
});

/**
 * Returns the remarks that sentences about an entry add: what the process notes, the procedure's name for the end, the
 * reason, the party for whom the act was recorded (R41), a booking that stays or is lost (R24), the persons assigned
 * (R42), what was corrected (R49), which paper was filed (R47), and what is erased (R50).
 * @param fieldName returns the label of a corrected field
 */
export function entryRemarks(
  { kind, seenLate, as, because, deed, onBehalf, holds, releases, assigned, corrected, filed, erased }: Telling,
  names: (id: string) => Text,
  fieldName: (corrected: Corrected) => Text | undefined,
): Text[] {
  const note = NOTES[kind];
  return [
    ...(note ? [note] : []),
    ...(seenLate ? [SEEN_LATE] : []),
    ...(as ? [as] : []),
    ...(because ? [because] : []),
    ...(deed ? [recordedActWords(deed, deed.party ?? SOMEBODY, names)] : []),
    ...(onBehalf ? [recordedActWords(onBehalf, SOMEBODY, names)] : []),
    ...(holds ? [HOLDS] : []),
    ...(releases ? [RELEASED] : []),
    ...(assigned ? [assignedWords(assigned, names)] : []),
    ...(corrected ? [correctedWords(corrected, fieldName(corrected))] : []),
    ...(filed ? [filedWords(filed)] : []),
    ...(erased ? [erasedWords(erased)] : []),
  ];
}

/** Says which value a correction replaced (R49). */
export function correctedWords({ field, before, after }: Corrected, label = same(field)): Text {
  return {
    id: `${label.id}: semula ${String(before)}, menjadi ${String(after)}`,
    en: `${label.en}: from ${String(before)} to ${String(after)}`,
  };
}

/** Says which signed paper, or how many photographs for it, were filed, and which filing they replace (R47). */
export function filedWords({ title, entry, photos, replaces }: NonNullable<Entry['filed']>): Text {
  const [idMore, enMore] = replaces
    ? [`, menggantikan entri ${replaces}`, `, in place of entry ${replaces}`]
    : ['', ''];
  const what = photos
    ? { id: `${photos} foto untuk ${title.id}`, en: `${title.en}: photographs, ${photos}` }
    : { id: `${title.id} bertanda tangan`, en: `${title.en}, signed` };
  return { id: `${what.id}, atas entri ${entry}${idMore}`, en: `${what.en}, on entry ${entry}${enMore}` };
}

/** Says what an erasure takes away, and on which ground (R50). */
export function erasedWords({ what, ground, public: isPublic }: Erased): Text {
  const parts = [
    ...(what.includes('letters') ? [LETTERS] : []),
    ...(isPublic ? [PUBLIC_FIELDS] : []),
    ...(what.includes('documents') ? [DOCUMENTS] : []),
  ];
  const all = listed(parts, 'and');
  return { id: `${all.id}; dasarnya: ${ground.id}`, en: `${all.en}; ground: ${ground.en}` };
}

const LETTERS: Text = {
  id: 'surat beserta lampiran dan isian tertutup',
  en: 'letter with attachments and internal fields',
};
const PUBLIC_FIELDS: Text = { id: 'isian terbuka', en: 'public fields' };
const DOCUMENTS: Text = { id: 'dokumen bertanda tangan', en: 'signed documents' };

const HOLDS: Text = {
  id: 'pesanan ruang tetap berlaku sampai waktu yang disetujui selesai',
  en: 'the room stays booked until the end of the time that was granted',
};

/** The words for a booking that ends with an entry (R24). */
const RELEASED: Text = { id: 'pesanan ruang dilepas', en: 'the room is no longer booked' };

/** The words for a person who is not named. It is not public whether the person has an account. */
const SOMEBODY: Text = { id: 'orang lain', en: 'somebody else' };

function recordedActWords(
  { role, date, way }: NonNullable<Entry['deed']>,
  party: Text,
  names: (id: string) => Text,
): Text {
  const [by, on] = [names(role), longDate(`${date}T12:00:00Z`, 'UTC')];
  return {
    id: `dicatat ${by.id} untuk ${party.id}: ${on.id}, melalui ${way.id}`,
    en: `recorded by ${by.en} for ${party.en}: ${on.en}, by ${way.en}`,
  };
}

function assignedWords(assigned: readonly Party[], names: (id: string) => Text): Text {
  const called = assigned.map(partyName(names));
  const all = listed(called, 'and');
  return { id: `ditunjuk: ${all.id}`, en: `assigned: ${all.en}` };
}

/** What each kind of entry says that notes a fact and changes nothing of the case (R8, R19, R48). */
const NOTES: Readonly<Partial<Record<Entry['kind'], Text>>> = {
  'foreign-push': {
    id: 'akun lain mengirim perubahan; perubahan itu bukan bagian dari permohonan',
    en: 'another account pushed changes to the branch of the request; the changes are no part of the request',
  },
  'review-edited': {
    id: 'tinjauan kemudian disunting; yang dicatat tetap',
    en: 'the review was edited later; the record stays as it was',
  },
  'review-dismissed': {
    id: 'tinjauan kemudian ditutup; yang dicatat tetap',
    en: 'the review was dismissed later; the record stays as it was',
  },
  'base-changed': {
    id: 'cabang tujuannya diubah; sistem mengembalikannya ke main',
    en: 'its target branch was changed; the process set it back to main',
  },
};

export const isNote = (kind: Entry['kind']): boolean => NOTES[kind] !== undefined;

const SEEN_LATE: Text = { id: 'baru terbaca sesudah entri lain', en: 'read after later entries' };

/** Writes that signed documents came with an act and are kept (R47). It does not say that the signatures are valid. */
export const signedKept = (count: number): Text =>
  count === 1
    ? { id: 'Dokumen bertanda tangan disimpan', en: 'Signed document kept' }
    : { id: `${count} dokumen bertanda tangan disimpan`, en: `${count} signed documents kept` };

export const SIGNED_NOT_CHECKED: Text = {
  id: 'Keabsahan tanda tangannya diperiksa pada layanan penerbitnya (untuk TTE: BSrE), bukan di sini.',
  en: 'Whether the signature is valid is checked with the service that issued it (for TTE: BSrE), not here.',
};

/** The words for a person without a known account, in the comment and at the desk (R35). */
export const WRITTEN_DOWN: Text = {
  id: 'hanya dicatat, tanpa akun; diberi tahu di luar sistem',
  en: 'written down, without an account; notified outside the system',
};

export const NOTIFIED_BY_ACCOUNT: Text = { id: 'diberi tahu melalui akunnya', en: 'notified by their account' };
