/** The process's own rules over what stands in the form (R9): the same code, the same sentences. Pure. */
import type { Problem } from '#domain/problem.ts';
import { labelAt, type Schema } from '#domain/request/annotations.ts';
import { below, valueAt } from '#domain/request/pointer.ts';
import { validate } from '#domain/request/schema.ts';
import { checkSemantics } from '#domain/request/semantics.ts';
import { writtenFaults } from '#domain/request/text.ts';
import type { FormOffice } from '#public/form/office.ts';
import { requestSchema } from '#public/form/office.ts';
import { REQUEST_WORDS } from './words.ts';

/** How problems name the document: by nothing, the person has only the one form before them. */
const HERE = '';

/**
 * Every problem of a request that can be told without asking anybody: form of each field, characters, what fields mean
 * together. Left to the process, which knows them better: the time of submission, and what an attachment holds.
 * @param request normalised
 * @param isNew it has no place yet, and will be filed under its title
 * @param titlePath of the field that names its place
 */
export function problemsOf(
  office: FormOffice,
  request: unknown,
  place: { readonly isNew: boolean; readonly titlePath: string },
): Problem[] {
  const procedure = office.procedures.find(({ id }) => id === valueAt(request, '/sop'));
  if (!procedure) return [];
  const schema = requestSchema(office, procedure);
  const faults = [...validate(schema, request, HERE), ...characterFaults(schema, request, '')];
  if (place.isNew) faults.push(...titleFaults(schema, request, place.titlePath));
  if (faults.length > 0) return faults;
  const { attachments: _theirs, ...pointers } = procedure.request.pointers;
  const rules = { ...procedure.request, pointers };
  return checkSemantics(request, rules, office.rooms, { file: HERE, attachments: [], schema }).problems;
}

/**
 * What must hold even for a draft, which may be incomplete: no characters that no reader sees, and of a new one a title by
 * which it can be filed.
 */
export function draftProblemsOf(
  office: FormOffice,
  request: unknown,
  place: { readonly isNew: boolean; readonly titlePath: string },
): Problem[] {
  const procedure = office.procedures.find(({ id }) => id === valueAt(request, '/sop'));
  if (!procedure) return [];
  const schema = requestSchema(office, procedure);
  const faults = characterFaults(schema, request, '');
  const titled = place.isNew ? titleFaults(schema, request, place.titlePath) : [];
  const isUntitled = place.isNew && typeof valueAt(request, place.titlePath) !== 'string';
  return [...faults, ...titled, ...(isUntitled ? [unusable(schema, place.titlePath)] : [])];
}

/** What is invisible or turns the writing around, wherever text stands. */
function characterFaults(schema: Schema, value: unknown, path: string): Problem[] {
  if (typeof value === 'string') {
    const label = labelAt(schema, path);
    return writtenFaults(value, true).map((fault) => ({ file: HERE, path, ...(label ? { label } : {}), ...fault }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => characterFaults(schema, inner, below(path, key)));
}

/** Decap makes the request's folder out of its title: nothing may be left over that R8 does not take. */
function titleFaults(schema: Schema, request: unknown, path: string): Problem[] {
  const title = valueAt(request, path);
  if (typeof title !== 'string' || (/[a-z0-9]/i.test(title.normalize('NFD')) && !title.includes('~'))) return [];
  return [unusable(schema, path)];
}

function unusable(schema: Schema, path: string): Problem {
  const label = labelAt(schema, path);
  return {
    file: HERE,
    path,
    code: 'title-unusable',
    ...(label ? { label } : {}),
    message: REQUEST_WORDS.titleUnusable,
  };
}
