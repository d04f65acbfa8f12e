import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { isDecisive } from '#domain/procedure/decisive-fields.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { isPublicAt, type Schema } from '#domain/request/annotations.ts';
import type { FieldCorrection, Scalar } from '#domain/request/correction-block.ts';
import { given } from '#domain/request/given.ts';
import { below, isObject } from '#domain/request/pointer.ts';
import { isRestrictedNature } from '#domain/request/public.ts';
import { same } from '#domain/words/language.ts';
import type { Config } from '../state/config.ts';
import { shownDocument } from '../state/corrections.ts';
import { type Held, rolesHeld } from '../state/roles.ts';
import type { CaseState } from '../state/state.ts';
import { type Rules, Undecidable } from '../state/world.ts';

interface MainRules {
  readonly procedures: ReadonlyMap<string, { readonly value: Procedure }>;
  readonly roles: Config['roles'];
}

/** Returns the role in which an account may correct ended cases of a procedure, by main's version of it; else undefined. */
export function correctorOf(
  { procedures, roles }: MainRules,
  { id, zone }: Pick<Procedure, 'id' | 'zone'>,
  account: number,
  at: Instant,
): Held | undefined {
  const by = procedures.get(id)?.value.corrections?.by;
  return rolesHeld(roles, account, at, zone).find(({ role }) => role === by);
}

/** Says which office corrects cases of a procedure, to somebody who may not. */
export function correctorWords({ procedures, roles }: MainRules, { id }: Pick<Procedure, 'id'>): Text {
  const by = procedures.get(id)?.value.corrections?.by;
  if (by === undefined)
    return { id: 'SOP ini tidak mengatur pembetulan berkas', en: 'This SOP lets nobody correct its cases' };
  const { name } = roles.roles[by] ?? { name: same(by) };
  return {
    id: `berkas ini dibetulkan oleh ${name.id}, dan akun Anda tidak memangku jabatan itu`,
    en: `this case is corrected by ${name.en}, and your account does not hold that office`,
  };
}

type Schemas = { readonly schemas: ReadonlyMap<string, { readonly value: Schema }> };

/**
 * Returns the document of a correction as it is shown, and its schema: the request, or the latest result of a visit.
 * @throws Undecidable if the schema of a result is missing (R31)
 */
export function correctedDocument(
  { schemas }: Schemas,
  { procedure, schema }: Rules,
  state: CaseState,
  of: FieldCorrection['of'],
): { document: unknown; schema: Schema | undefined } {
  if (!of) return { document: shownDocument(state, state.request), schema: schema.value };
  const act = state.acts.findLast(({ step, visit, result }) => step === of.step && visit === of.visit && result);
  if (!act) return { document: undefined, schema: undefined };
  const path = stepOf(procedure.value, of.step).requires?.result;
  const found = path === undefined ? undefined : schemas.get(path);
  if (!found) throw new Undecidable(`The schema of step ${of.step} cannot be read.`);
  return { document: shownDocument(state, act.result, of), schema: found.value };
}

/** Checks whether the public sees fields of a case at all. A restricted case has no public field (R11). */
export const hasPublicFields = ({ procedure }: Rules, { nature }: Pick<CaseState, 'nature'>): boolean =>
  !(procedure.value.request.pointers.nature !== undefined && isRestrictedNature(nature));

/** A field that can be corrected after the end of a case, with the value that is shown. */
export interface CorrectableField {
  readonly field: string;
  readonly of?: NonNullable<FieldCorrection['of']>;
  readonly schema: Schema;
  readonly before: Scalar;
}

/**
 * Lists the fields of an ended case that can be corrected (R49): those of the request, then those of the results.
 * @throws Undecidable if the schema of a result is missing (R31)
 */
export function correctableFields(config: Schemas, rules: Rules, state: CaseState): CorrectableField[] {
  if (!hasPublicFields(rules, state)) return [];
  const results = state.acts.flatMap(({ step, visit, result }) => (result ? [{ step, visit }] : []));
  const newest = new Map(results.map((of) => [`${of.step}#${of.visit}`, of]));
  return [undefined, ...newest.values()].flatMap((of) => {
    const { document, schema } = correctedDocument(config, rules, state, of);
    if (!schema) return [];
    return scalarsIn(document).flatMap(({ field, value }): CorrectableField[] => {
      const isFree = isPublicAt(schema, field) && !isDecisive(rules.procedure.value, of?.step, field);
      return isFree ? [{ field, schema, before: value, ...given({ of }) }] : [];
    });
  });
}

function scalarsIn(value: unknown, at = ''): { readonly field: string; readonly value: Scalar }[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => scalarsIn(item, below(at, i)));
  if (isObject(value)) return Object.entries(value).flatMap(([name, item]) => scalarsIn(item, below(at, name)));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? [{ field: at, value }]
    : [];
}
