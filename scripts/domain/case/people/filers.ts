import type { Instant } from '#domain/clock/instant.ts';
import type { Signatory, Variant } from '#domain/generated/document.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { receiptStep, rolesOf, stepOf } from '#domain/procedure/steps.ts';
import type { Config } from '../state/config.ts';
import { type Held, rolesHeld } from '../state/roles.ts';

type Paper = { readonly variants: readonly Variant[] };

/** Returns everybody who signs one of the variants of a paper. */
export const signatoriesOf = ({ variants }: Paper): Signatory[] =>
  variants.flatMap(({ blocks }) => blocks.flatMap(({ signatures = [] }) => signatures));

/** Checks whether a paper has a place for photographs. */
export const hasPhotos = ({ variants }: Paper): boolean =>
  variants.some(({ blocks }) => blocks.some(({ photos }) => photos !== undefined));

/**
 * Returns the roles that may file a signed paper (R47): the role of the receipt, and those that sign the paper.
 * @param procedure procedure of main, as the paper is
 * @returns no roles if nobody signs the paper
 */
export function filingRoles(procedure: Procedure, paper: Paper): string[] {
  const signatories = signatoriesOf(paper);
  if (signatories.length === 0) return [];
  const signers = signatories.flatMap(({ signer, acted }) =>
    acted === undefined ? (signer ?? []) : rolesOf(stepOf(procedure, acted).actor),
  );
  return [...new Set([...rolesOf(receiptStep(procedure).actor), ...signers])];
}

/** Returns the role in which an account may file a signed paper of a case (R47); undefined if it may not. */
export const filerOf = (
  roles: Config['roles'],
  procedure: Procedure,
  paper: Paper,
  { account, at }: { readonly account: number; readonly at: Instant },
): Held | undefined => {
  const able = filingRoles(procedure, paper);
  return rolesHeld(roles, account, at, procedure.zone).find(({ role }) => able.includes(role));
};
