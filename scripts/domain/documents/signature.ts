import type { Signatory } from '#domain/generated/document.ts';
import { actingPrefix } from '#domain/words/parties.ts';
import { BLANK, type Filled } from './fill.ts';
import { actAt, type DocumentReading } from './reading.ts';
import type { SignatureColumn } from './sheet.ts';
import { type SigningHolder, signingOn } from './signer.ts';

/** Writes a civil servant's number as printed, "19710312 200502 1 001": birth, appointment, sex and number. */
export const printedNip = (nip: string): string =>
  nip.replaceAll(' ', '').replace(/^(\d{8})(\d{6})(\d)(\d{3})$/, '$1 $2 $3 $4');

/**
 * Writes the office above the space for a signature, and the name below.
 * @param fill function that fills in a text
 */
export function signatureColumn(
  signatory: Signatory,
  reading: DocumentReading,
  fill: (text: string) => Filled,
): SignatureColumn {
  const { above = [], behalf } = signatory;
  const say = (text: string): string => fill(text).text;
  const { office, holder } = holderOf(signatory, reading, fill);
  return {
    above: [...above.map(say), ...(behalf === undefined ? [] : [`a.n. ${say(behalf)}`]), `${office},`],
    below: holder ? [holder.name, ...(reading.isPublic ? [] : numbersOf(holder))] : [BLANK, `NIP ${BLANK}`],
  };
}

const numbersOf = ({ rank, nip }: Pick<SigningHolder, 'rank' | 'nip'>): string[] => [
  ...(rank === undefined ? [] : [rank]),
  ...(nip === undefined ? [] : [`NIP ${printedNip(nip)}`]),
];

interface Signed {
  readonly office: string;
  readonly holder?: Pick<SigningHolder, 'name' | 'rank' | 'nip'>;
}

function holderOf(
  { signer, acted = '', named: outsider, nip, office }: Signatory,
  reading: DocumentReading,
  fill: (text: string) => Filled,
): Signed {
  const { names, day } = reading;
  const say = (text: string): string => fill(text).text;
  if (outsider !== undefined) {
    const number = nip === undefined ? undefined : fill(nip);
    const numbers = !number || number.lacks ? {} : { nip: number.text };
    return { office: office === undefined ? BLANK : say(office), holder: { name: say(outsider), ...numbers } };
  }
  const named = (role: string): string => (office === undefined ? names.role(role).id : say(office));
  if (signer !== undefined) {
    const signing = signingOn(names.holders(signer), day);
    if (signing.is !== 'holder') return { office: named(signer) };
    return { office: `${actingPrefix(signing.holder.acting)}${named(signer)}`, holder: signing.holder };
  }
  const who = actAt(reading, acted)?.who;
  if (who?.role === undefined || who.name === undefined) return { office: office === undefined ? BLANK : say(office) };
  const known = names.holders(who.role).findLast(({ name }) => name === who.name);
  const numbers = known && { ...(known.rank ? { rank: known.rank } : {}), ...(known.nip ? { nip: known.nip } : {}) };
  return { office: `${actingPrefix(who.acting)}${named(who.role)}`, holder: { name: who.name, ...numbers } };
}
