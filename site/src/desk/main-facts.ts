import type { Procedure } from '#domain/generated/procedure.ts';
import { fieldAt, labelAt, type Schema, titlesIn } from '#domain/request/annotations.ts';
import type { Text } from '#domain/problem.ts';
import { valueAt } from '#domain/request/pointer.ts';

/** A value of the request that a decision needs to know first, with the field that it stands in. */
export interface MainFact {
  readonly label: Text;
  readonly field: Schema;
  readonly value: unknown;
}

const folder = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

/**
 * Who asks, and for what kind of thing, as procedure and schema say where it stands: the fields by which the archive filters
 * (`x-archive`). Where none of them stands next to the applicant's account, the account itself says who.
 */
export function whoAndWhat({ request: { pointers } }: Procedure, schema: Schema, request: unknown): MainFact[] {
  const filters = [...titlesIn(schema).keys()].filter((each) => fieldAt(schema, each)?.['x-archive'] === 'filter');
  const { applicant } = pointers;
  const who = applicant === undefined || filters.some((each) => folder(each) === folder(applicant)) ? [] : [applicant];
  return [...who, ...filters].flatMap((pointer) => factAt(schema, request, pointer));
}

/** Where it is to be besides the room, and for how many. */
export const placeAndPeople = ({ request: { pointers } }: Procedure, schema: Schema, request: unknown): MainFact[] =>
  [pointers.place, pointers.participants].flatMap((pointer) =>
    pointer === undefined ? [] : factAt(schema, request, pointer),
  );

function factAt(schema: Schema, request: unknown, pointer: string): MainFact[] {
  const [field, label, value] = [fieldAt(schema, pointer), labelAt(schema, pointer), valueAt(request, pointer)];
  return field && label && value !== undefined ? [{ field, label, value }] : [];
}
