import type { Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Problem } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { recordProblems } from './consulted.ts';
import { accountProblems } from './named-accounts.ts';
import { type ActTimes, boundProblems } from './times.ts';

/**
 * What cannot be true in a result, beyond its schema: impossible times, somebody who did not hold the office, an account
 * that nobody has. The judge refuses it (R16), and the desk says so before it is sent.
 * @param looked as for `accountProblems`
 */
export const resultProblems = (
  step: Step,
  result: unknown,
  times: ActTimes,
  office: { readonly roles: Roles; readonly zone: string },
  schema: Schema | undefined,
  looked: ReadonlyMap<string, number | undefined> | undefined,
): Problem[] => [
  ...boundProblems(step, result, times, schema),
  ...recordProblems(step, result, office, schema),
  ...accountProblems(step, result, { ...office, at: times.at }, schema, looked),
];
