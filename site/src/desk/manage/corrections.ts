/** Corrects a public field of an ended case (R49). The process judges the correction; here it is only written and sent. */
import { type CorrectableField, correctableFields, correctorOf, correctorWords } from '#domain/case/act/correctable.ts';
import { numberInCaseId } from '#domain/case/state/origin.ts';
import { isApplicant } from '#domain/case/state/world.ts';
import type { Language, Text } from '#domain/problem.ts';
import { labelAt } from '#domain/request/annotations.ts';
import { below, segmentsOf } from '#domain/request/pointer.ts';
import { composeCorrection, type Scalar } from '#domain/request/correction-block.ts';
import { both, capital } from '#domain/words/language.ts';
import { review, withDeskLabel } from '../acts.ts';
import { type CurrentState, type DeskCase, loadCase } from '../desk-case.ts';
import { type DeskForge, isNone } from '../forge.ts';
import { MANAGE, manageText, sayManage } from './words.ts';

/** An ended case that the viewer may correct, or why not. */
export type CorrectionCase =
  | { readonly why: Text }
  | { readonly one: DeskCase; readonly current: CurrentState; readonly fields: readonly CorrectableField[] };

/** Returns the number in what a person types: `SOP-2026-3`, or `3`; undefined if there is none. */
export const caseNumberIn = (typed: string): number | undefined => {
  const text = typed.trim().toUpperCase();
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : numberInCaseId(text);
};

/**
 * Reads a case to correct it.
 * @returns undefined if there is no case with this number. Throws like every other call to the forge.
 */
export async function loadCorrectable(forge: DeskForge, number: number): Promise<CorrectionCase | undefined> {
  const one = await loadCase(forge, number).catch((error: unknown) => {
    if (isNone(error)) return undefined;
    throw error;
  });
  if (!one?.current) return undefined;
  const { current, office, viewer } = one;
  const { state, procedure, schema } = current;
  const id = state.opens.case;
  if (!state.end) return { why: manageText('notEnded', { c: id }) };
  const procedures = new Map([...office.procedures.values()].map((value) => [value.id, { value }]));
  const now = `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;
  const main = { procedures, roles: office.roles };
  if (!correctorOf(main, procedure, viewer.databaseId, now)) {
    const why = correctorWords(main, procedure);
    return { why: both((language) => `${capital(why[language])}.`) };
  }
  const rules = {
    procedure: { ...state.opens.procedure, value: procedure },
    schema: { ...state.opens.schema, value: schema },
  };
  const account = { id: viewer.databaseId, login: viewer.login };
  if (isApplicant(state, account)) return { why: MANAGE.ownCase };
  const schemas = new Map([...office.schemas].map(([path, value]) => [path, { value }]));
  const fields = correctableFields({ schemas }, rules, state);
  return fields.length === 0 ? { why: MANAGE.noFields } : { one, current, fields };
}

/**
 * Returns a label for each field. Fields that would have the same label are distinguished: by the titles of the parts that
 * they are in, by their place in a list, and by the round of the step.
 * @param rowOf row of a step, by the step's id
 */
export function labelsOf(
  fields: readonly CorrectableField[],
  rowOf: (step: string) => string,
  language: Language,
): string[] {
  const inStep = (label: string, { of }: CorrectableField, hasRound: boolean): string => {
    if (!of) return label;
    const values = { f: label, r: rowOf(of.step), v: of.visit };
    return sayManage(hasRound ? 'ofRound' : 'ofStep', language, values);
  };
  const short = fields.map((each) => inStep(labelAt(each.schema, each.field)?.[language] ?? each.field, each, false));
  const isAlone = (label: string, all: readonly string[]): boolean => all.indexOf(label) === all.lastIndexOf(label);
  const long = fields.map((each) => inStep(wayTo(each, language), each, false));
  return fields.map((each, at) => {
    const [brief = '', whole = ''] = [short[at], long[at]];
    if (isAlone(brief, short)) return brief;
    return isAlone(whole, long) ? whole : inStep(wayTo(each, language), each, true);
  });
}

/** Returns the titles of all levels above a field and its own, with the number of each item of a list. */
function wayTo({ schema, field }: CorrectableField, language: Language): string {
  const names = segmentsOf(field);
  const parts: string[] = [];
  let [pointer, last] = ['', ''];
  for (const name of names) {
    pointer = below(pointer, name);
    const title = labelAt(schema, pointer)?.[language] ?? name;
    if (/^\d+$/.test(name)) parts.push(`${parts.pop() ?? title} ${Number(name) + 1}`);
    else if (title !== last) parts.push(title);
    last = title;
  }
  return parts.join(', ');
}

/**
 * Reads a typed value as the kind of value that the field has.
 * @returns undefined if a number is needed, and the text is none
 */
export function typedValue({ before }: Pick<CorrectableField, 'before'>, typed: string): Scalar | undefined {
  if (typeof before === 'boolean') return typed === 'true';
  if (typeof before === 'string') return typed;
  const number = Number(typed.trim().replace(',', '.'));
  return typed.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

/**
 * Sends a correction as a comment-only review.
 * @returns the id of the review
 * @throws RangeError if the note would be read as something else. Throws like every other call to the forge.
 */
export async function sendCorrection(
  forge: DeskForge,
  one: DeskCase,
  { field, of }: CorrectableField,
  { value, note }: { readonly value: Scalar; readonly note: string },
): Promise<string> {
  const body = composeCorrection({ field, value, note, ...(of ? { of } : {}) });
  return withDeskLabel(forge, one, () => review(forge, one, 'COMMENT', body));
}
