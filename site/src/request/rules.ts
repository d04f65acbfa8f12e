/** The process's own rules over what stands in the form (R9): the same code, the same sentences. Pure. */
import type { Problem } from '#domain/problem.ts';
import { labelAt, type Schema } from '#domain/request/annotations.ts';
import { below, valueAt } from '#domain/request/pointer.ts';
import { validate } from '#domain/request/schema.ts';
import { checkSemantics } from '#domain/request/semantics.ts';
import { writtenFaults } from '#domain/request/text.ts';
import type { FormOffice } from '#public/form/office.ts';
import { requestSchema } from '#public/form/office.ts';

/** How problems name the document: by nothing, the person has only the one form before them. */
const HERE = '';

/**
 * Every problem of a request that can be found without asking anybody: form of each field, characters, what fields mean
 * together. Left to the process, which knows them better: the time of submission, and what an attachment holds.
 * @param request normalised
 */
export function problemsOf(office: FormOffice, request: unknown): Problem[] {
  const procedure = office.procedures.find(({ id }) => id === valueAt(request, '/sop'));
  if (!procedure) return [];
  const schema = requestSchema(office, procedure);
  const faults = [...validate(schema, request, HERE), ...characterFaults(schema, request, '')];
  if (faults.length > 0) return faults;
  const { attachments: _theirs, ...pointers } = procedure.request.pointers;
  const rules = { ...procedure.request, pointers };
  return checkSemantics(request, rules, office.rooms, { file: HERE, attachments: [], schema }).problems;
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
