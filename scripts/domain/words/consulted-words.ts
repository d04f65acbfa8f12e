import { consultedRoles } from '#domain/case/state/parties.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { listed } from './language.ts';

/** The roles that a step asks, or undefined. They never decide (R1). */
export function consultedWords(step: Step, roleName: (role: string) => Text): Text | undefined {
  const roles = consultedRoles(step).map(roleName);
  if (roles.length === 0) return undefined;
  const names = listed(roles, 'and');
  return { id: `Diminta berkoordinasi: ${names.id}`, en: `Asked to coordinate: ${names.en}` };
}
