import { given } from '#domain/request/given.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Who } from '#domain/generated/journal-entry.ts';
import type { Holder, Roles } from '#domain/generated/roles.ts';
import type { Account } from './facts.ts';

/** A role, with the holder who has it. */
export interface Held {
  readonly role: string;
  readonly holder: Holder;
}

/** @param day date in the procedure's zone */
export const holdsOn = (holder: Pick<Holder, 'from' | 'until'>, day: string): boolean =>
  holder.from <= day && (holder.until === undefined || day <= holder.until);

/**
 * Returns the roles that an account holds at an instant (R17).
 * @param zone IANA zone of the procedure
 */
export function rolesHeld(roles: Roles, account: number, at: Instant, zone: string): Held[] {
  const day = localDate(at, zone);
  return Object.entries(roles.roles).flatMap(([role, { holders }]) =>
    holders.filter((holder) => holder.account === account && holdsOn(holder, day)).map((holder) => ({ role, holder })),
  );
}

export function holdersOf(roles: Roles, role: string, at: Instant, zone: string): Holder[] {
  const day = localDate(at, zone);
  return (roles.roles[role]?.holders ?? []).filter((holder) => holdsOn(holder, day));
}

export const superiorOf = (roles: Roles, role: string): string | undefined => roles.roles[role]?.superior;

/**
 * Returns the person who acts, in the form in which an entry names people.
 * @param as role in which the person acts
 */
export const whoIn = ({ id, login }: Pick<Account, 'id' | 'login'>, as: Held | undefined): Who => ({
  id,
  login,
  ...given({ name: as?.holder.name, role: as?.role, acting: as?.holder.acting }),
});
