import { given } from '#domain/request/given.ts';
import type { Party } from '#domain/case/state/parties.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Text } from '#domain/problem.ts';
import { listed } from './language.ts';
import { partyName } from './parties.ts';
import { longDate } from './time.ts';

export interface Telling extends Pick<Entry, 'as' | 'because' | 'deed' | 'onBehalf' | 'holds'> {
  readonly assigned?: readonly Party[] | undefined;
}

export const tellingOf = ({ as, because, deed, onBehalf, holds, assigns, next }: Entry): Telling => ({
  ...given({ as, because, deed, onBehalf, holds }),
  assigned: assigns ?? next?.assigned,
});

/**
 * Sentences about an entry besides what was done, without capital and full stop: the name of the end, the reason, for
 * whom it was recorded (R41), who is assigned (R42).
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
  id: 'pesanan ruang tetap berlaku sampai waktu yang disetujui selesai',
  en: 'the room stays held to the end of the time that was granted',
};

/** Not public: whether they have an account. */
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
  const all = listed(called, 'and');
  return { id: `ditunjuk: ${all.id}`, en: `assigned: ${all.en}` };
}
