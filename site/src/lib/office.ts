import type { Procedure } from '#domain/generated/procedure.ts';

/** Whose office this is, as its SOPs have it word for word. */
export interface OfficeHead {
  /** Agency and what it belongs to, one a line; none where the SOPs agree in nothing. */
  readonly lines: readonly string[];
  /** The unit; absent where the SOPs are of several, or name none. */
  readonly division?: string;
}

/**
 * The office of these procedures: what the identity of every one of them says (R4). Nothing else is known of an office, so
 * that a page never names one that an SOP does not.
 */
export function officeHead(procedures: readonly Pick<Procedure, 'identity'>[]): OfficeHead {
  const [first, ...others] = procedures.map(({ identity }) => identity);
  if (!first) return { lines: [] };
  const lines = first.office.filter((line) => line !== '' && others.every(({ office }) => office.includes(line)));
  const isOfAll = first.division !== '' && others.every(({ division }) => division === first.division);
  return { lines, ...(isOfAll ? { division: first.division } : {}) };
}
