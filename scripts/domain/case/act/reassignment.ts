import type { Problem, Text } from '#domain/problem.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { segmentsOf } from '#domain/request/pointer.ts';
import { assignedOf, type Party } from '../state/parties.ts';
import { applyingAccounts } from '../state/world.ts';
import { assignedTo, assignmentProblems } from '../time/assignment.ts';
import type { Reassigning } from './turn.ts';
import type { ActSubject } from './verdict.ts';

/**
 * Reads the people whom a new result assigns in place of the present people (R42), or returns the problems. Apart from
 * the assignment, the new result must equal the earlier result, which assigned the present people.
 */
export function assignedAnew(
  { world, rules, state, step }: ActSubject,
  { step: from, act }: Reassigning,
  result: Record<string, unknown>,
  at: string,
): { readonly assigns: Party[] } | { readonly problems: Problem[] } {
  const procedure = rules.procedure.value;
  const then = { roles: world.config.roles, at, zone: procedure.zone };
  const schema = world.config.schemas.get(from.requires?.result ?? '')?.value;
  const naming = { step: from.id, file: 'hasil', schema, applicants: applyingAccounts(state) };
  const problems = assignmentProblems(procedure, result, then, naming);
  const { field } = assignedOf(step) ?? {};
  const rest = (value: unknown): string => canonicalJson(field === undefined ? value : without(value, field));
  if (rest(result) !== rest(act.result)) problems.push(problem('only-assignment', ONLY));
  const assigns = assignedTo(step, { request: state.request, results: { [from.id]: result } }, then);
  if (problems.length === 0 && !assigns) problems.push(problem('assigns-nobody', NOBODY));
  return problems.length > 0 || !assigns ? { problems } : { assigns };
}

const problem = (code: string, message: Text): Problem => ({ file: 'hasil', path: '', code, message });

const ONLY: Text = {
  id: 'Hanya penunjukan yang dapat diubah; isian lain harus sama seperti semula',
  en: 'Only the assignment can be changed; everything else must be as it was',
};
const NOBODY: Text = { id: 'Tidak ada yang ditunjuk', en: 'Nobody is assigned' };

function without(document: unknown, pointer: string): unknown {
  const [name, ...below] = segmentsOf(pointer);
  if (typeof document !== 'object' || document === null || name === undefined) return document;
  const { [name]: value, ...others } = document as Record<string, unknown>;
  return below.length === 0 || value === undefined
    ? others
    : { ...others, [name]: without(value, `/${below.join('/')}`) };
}
