import { holdsOn } from '#domain/case/roles.ts';
import type { Variant } from '#domain/generated/document.ts';
import type { Holder } from '#domain/generated/roles.ts';

/** A public copy has neither rank nor NIP (R11). */
export type SigningHolder = Pick<Holder, 'name' | 'rank' | 'nip' | 'from' | 'until'> & {
  readonly acting?: Pick<NonNullable<Holder['acting']>, 'kind'>;
};

/** One person, or why nobody. */
export type Signing =
  | { readonly is: 'holder'; readonly holder: SigningHolder }
  | { readonly is: 'vacant' }
  | { readonly is: 'several'; readonly holders: readonly SigningHolder[] };

/** An acting official signs for the absent holder (R17). Of several nobody is chosen. */
export function signingOn(holders: readonly SigningHolder[], day: string): Signing {
  const present = holders.filter((holder) => holdsOn(holder, day));
  const acting = present.filter((holder) => holder.acting);
  const able = acting.length > 0 ? acting : present;
  const [holder] = able;
  if (!holder) return { is: 'vacant' };
  return able.length > 1 ? { is: 'several', holders: able } : { is: 'holder', holder };
}

/** Roles that sign on the day of making. */
export const signersOf = (variants: readonly Variant[]): string[] => [
  ...new Set(
    variants.flatMap(({ blocks }) =>
      blocks.flatMap(({ signatures = [] }) => signatures.flatMap(({ signer }) => signer ?? [])),
    ),
  ),
];
