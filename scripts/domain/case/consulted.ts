/** Who is asked in a step (`consults`), and whether its result records it. They never decide (R1, R16). */
import type { Consulted, Step } from '#domain/generated/procedure.ts';
import type { Holder, Roles } from '#domain/generated/roles.ts';
import type { Problem } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { holdersOf } from './roles.ts';
import { instantAt, textAt } from './world.ts';

/** The roles that a step asks: their holders are notified when its turn comes (R30). */
export const consultedRoles = ({ consults = [] }: Step): string[] =>
  consults.flatMap((party) => ('role' in party ? [party.role] : []));

/** The roles for which the step's result must record that they were asked. */
export const recordedConsults = ({ consults = [] }: Step): Consulted[] =>
  consults.flatMap((party) => ('record' in party ? [party] : []));

/**
 * A problem for each recorded name that did not hold its role on that day. Where nobody held it, any name passes.
 * @param zone IANA zone in which days are counted
 */
export function recordProblems(
  step: Step,
  result: unknown,
  { roles, zone }: { readonly roles: Roles; readonly zone: string },
  schema: Schema | undefined,
): Problem[] {
  return recordedConsults(step).flatMap(({ role, record }) => {
    const [name, at] = [textAt(result, record.name), instantAt(result, record.at)];
    if (name === undefined || at === undefined) return [];
    const holders = holdersOf(roles, role, at, zone);
    if (holders.length === 0 || holders.some((holder) => isCalled(holder, name))) return [];
    const called = roles.roles[role]?.name ?? { id: role, en: role };
    return [
      {
        file: 'hasil',
        path: record.name,
        code: 'not-the-holder',
        expected: holders.map((holder) => holder.name).join(' | '),
        received: name,
        message: {
          id: `Bukan pemangku ${called.id} pada hari itu`,
          en: `Did not hold the office of ${called.en} on that day`,
        },
        fix: {
          id: 'Tulis nama pemangkunya, atau minta pengelola mencatat pejabat penggantinya',
          en: 'Write the holder’s name, or have the maintainer record who acts for them',
        },
        ...(schema ? fieldNotes(schema, record.name) : {}),
      },
    ];
  });
}

const plain = (name: string): string => name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();

const isCalled = ({ name }: Holder, written: string): boolean => plain(name) === plain(written);
