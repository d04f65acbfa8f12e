import { externalOf, partiesOf, type Party } from '#domain/case/state/parties.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Holder } from '#domain/generated/roles.ts';
import type { Text } from '#domain/problem.ts';
import { both } from './language.ts';

type Names = (id: string) => Text;

/** Names a role or, if a person is assigned (R42), the person with the role. */
export const partyName =
  (names: Names) =>
  ({ role, account }: Party): Text =>
    account ? both((language) => `${account.name} (${names(role)[language]})`) : names(role);

/** Names who acts in a step. An external party is named with the role that records the party's acts (R41). */
export function actingNames(step: Step, names: Names, asked?: readonly Party[]): Text[] {
  const external = externalOf(step);
  if (!external) return (asked ?? partiesOf(step.actor, undefined)).map(partyName(names));
  const by = names(external.recordedBy);
  const { id, en } = external.external;
  return [{ id: `${id} (dicatat ${by.id})`, en: `${en} (recorded by ${by.en})` }];
}

/** The words before the name of a role that an acting official has (R17). */
const PREFIXES = { plt: 'Plt.', plh: 'Plh.', pj: 'Pj.' } as const;

export const actingPrefix = (acting: Pick<NonNullable<Holder['acting']>, 'kind'> | undefined): string =>
  acting ? `${PREFIXES[acting.kind]} ` : '';

/** Names a role with the words that an acting official has before it: "Plh. Kepala Dinas" (R17). */
export const heldRole =
  (names: Names) =>
  (role: string, acting: Parameters<typeof actingPrefix>[0]): Text =>
    both((language) => `${actingPrefix(acting)}${names(role)[language]}`);
