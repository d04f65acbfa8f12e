import type { Visit } from '#domain/generated/public-case.ts';

/** What a deadline's explanation says; the journal keeps it whole, with all that was empty or is the procedure's. */
export function explained(explanation: Record<string, unknown>, zone: string): Visit['explanation'] {
  const isStated = ([key, value]: [string, unknown]): boolean =>
    Array.isArray(value) ? value.length > 0 : value !== null && !(key === 'zone' && value === zone);
  const stated = Object.entries(explanation).filter(isStated);
  return stated.length > 0 ? Object.fromEntries(stated) : undefined;
}
