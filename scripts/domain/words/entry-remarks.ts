import type { Party } from '#domain/case/parties.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Text } from '#domain/problem.ts';
import { both, list } from './language.ts';
import { partyName } from './parties.ts';
import { longDate } from './time.ts';

/** As much of an entry as says why it led there, for whom it was done, and who is to act. */
export interface Telling extends Pick<Entry, 'as' | 'because' | 'deed' | 'onBehalf' | 'holds'> {
  /** Whom the case names to act from here on (R42). */
  readonly assigned?: readonly Party[] | undefined;
}

/** What a journal's entry says of it. */
export const tellingOf = ({ as, because, deed, onBehalf, holds, assigns, next }: Entry): Telling => ({
  ...(as ? { as } : {}),
  ...(because ? { because } : {}),
  ...(deed ? { deed } : {}),
  ...(onBehalf ? { onBehalf } : {}),
  ...(holds ? { holds } : {}),
  assigned: assigns ?? next?.assigned,
});

/**
 * What there is to say of an entry beside what was done: what the procedure calls the end, why it led there, for whom somebody
 * recorded it (R41), who is assigned (R42). A sentence for each, with neither capital nor full stop.
 */
export function entryRemarks(
  { as, because, deed, onBehalf, holds, assigned }: Telling,
  names: (id: string) => Text,
): Text[] {
  return [
    ...(as ? [as] : []),
    ...(because ? [because] : []),
    ...(deed ? [recordedActWords(deed, deed.party ?? SOMEBODY, names)] : []),
    ...(onBehalf ? [recordedActWords(onBehalf, SOMEBODY, names)] : []),
    ...(holds ? [HOLDS] : []),
    ...(assigned ? [assignedWords(assigned, names)] : []),
  ];
}

const HOLDS: Text = {
  id: 'ruang tetap dipegang sampai waktu yang disetujui berakhir',
  en: 'the room stays held to the end of the time that was granted',
};

/** Whether they have an account is nobody's business but the office's. */
const SOMEBODY: Text = { id: 'orang lain', en: 'somebody else' };

function recordedActWords(
  { role, date, way }: NonNullable<Entry['deed']>,
  party: Text,
  names: (id: string) => Text,
): Text {
  const [by, on] = [names(role), longDate(`${date}T12:00:00Z`, 'UTC')];
  return {
    id: `dicatat ${by.id} untuk ${party.id}: ${on.id}, lewat ${way.id}`,
    en: `recorded by ${by.en} for ${party.en}: ${on.en}, by ${way.en}`,
  };
}

function assignedWords(assigned: readonly Party[], names: (id: string) => Text): Text {
  const called = assigned.map(partyName(names));
  const all = both((language) =>
    list(
      called.map((each) => each[language]),
      'and',
      language,
    ),
  );
  return { id: `ditunjuk: ${all.id}`, en: `assigned: ${all.en}` };
}
