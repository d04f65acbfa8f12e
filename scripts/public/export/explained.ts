import type { Visit } from '#domain/generated/public-case.ts';

/** What a deadline's explanation tells; the journal keeps it whole, with all that was empty or is the procedure's. */
export function explained(explanation: Record<string, unknown>, zone: string): Visit['explanation'] {
  const isTold = ([key, value]: [string, unknown]): boolean =>
    Array.isArray(value) ? value.length > 0 : value !== null && !(key === 'zone' && value === zone);
  const told = Object.entries(explanation).filter(isTold);
  return told.length > 0 ? Object.fromEntries(told) : undefined;
}
