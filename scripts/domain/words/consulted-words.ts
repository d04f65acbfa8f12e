import { consultedRoles } from '#domain/case/consulted.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { both, list } from './language.ts';

/** Whom a step asks, by role alone, so that everybody may read it; undefined where it asks nobody. They never decide (R1). */
export function consultedWords(step: Step, roleName: (role: string) => Text): Text | undefined {
  const roles = consultedRoles(step).map(roleName);
  if (roles.length === 0) return undefined;
  const names = both((language) =>
    list(
      roles.map((role) => role[language]),
      'and',
      language,
    ),
  );
  return { id: `Diajak berkoordinasi: ${names.id}`, en: `Asked to coordinate: ${names.en}` };
}
