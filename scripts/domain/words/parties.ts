import { externalOf, type Party, partiesOf } from '#domain/case/parties.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { both } from './language.ts';

type Names = (id: string) => Text;

/** Of whom an act is asked, as a sentence calls them: an office, or the person in it whom the case named (R42). */
export const partyName =
  (names: Names) =>
  ({ role, account }: Party): Text =>
    account ? both((language) => `${account.name} (${names(role)[language]})`) : names(role);

/**
 * Who acts in a step, each by a name of their own; a party outside with the office that records what it does (R41).
 * @param asked those of whom an act is asked in a visit; without it the step's roles
 */
export function actingNames(step: Step, names: Names, asked?: readonly Party[]): Text[] {
  const external = externalOf(step);
  if (!external) return (asked ?? partiesOf(step.actor, undefined)).map(partyName(names));
  const by = names(external.recordedBy);
  const { id, en } = external.external;
  return [{ id: `${id} (dicatat ${by.id})`, en: `${en} (recorded by ${by.en})` }];
}
