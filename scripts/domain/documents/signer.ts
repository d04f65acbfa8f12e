import { signatoriesOf } from '#domain/case/people/filers.ts';
import { holdsOn } from '#domain/case/state/roles.ts';
import type { Variant } from '#domain/generated/document.ts';
import type { Holder } from '#domain/generated/roles.ts';

/** The fields of a holder that a signature needs. The public copy has neither rank nor NIP (R11). */
export type SigningHolder = Pick<Holder, 'name' | 'rank' | 'nip' | 'from' | 'until'> & {
  readonly acting?: Pick<NonNullable<Holder['acting']>, 'kind'>;
};

/** The person who signs for an office on a day, or the reason why nobody signs. */
export type Signing =
  | { readonly is: 'holder'; readonly holder: SigningHolder }
  | { readonly is: 'vacant' }
  | { readonly is: 'several'; readonly holders: readonly SigningHolder[] };

/**
 * Finds the person who signs for an office on a day (R17). An acting official signs instead of the holder. If several
 * people could sign, nobody is chosen.
 */
export function signingOn(holders: readonly SigningHolder[], day: string): Signing {
  const present = holders.filter((holder) => holdsOn(holder, day));
  const acting = present.filter((holder) => holder.acting);
  const able = acting.length > 0 ? acting : present;
  const [holder] = able;
  if (!holder) return { is: 'vacant' };
  return able.length > 1 ? { is: 'several', holders: able } : { is: 'holder', holder };
}

/** Returns the roles whose holders sign one of the variants on the day of the document, each role once. */
export const signersOf = (variants: readonly Variant[]): string[] => [
  ...new Set(signatoriesOf({ variants }).flatMap(({ signer }) => signer ?? [])),
];
