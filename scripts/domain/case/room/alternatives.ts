import type { Step } from '#domain/generated/procedure.ts';
import { itemsOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below, segmentsOf, valueAt } from '#domain/request/pointer.ts';

/** A value that an alternative proposes for a field of the request. Without a value, the field is emptied. */
export interface Proposed {
  readonly pointer: string;
  readonly value?: unknown;
}

export interface Alternative {
  /** The name of the list in the result. */
  readonly field: string;
  /** The item of the list, and its schema. */
  readonly offered: Readonly<Record<string, unknown>>;
  readonly schema: Schema;
  readonly proposes: readonly Proposed[];
}

/**
 * Finds the alternatives that a result offers. An alternative is an item of a list in the result, with fields that have
 * the names of sections of the step (R18). If the item leaves such a field empty, the chosen alternative empties the
 * field of the request too. Otherwise, an earlier place would remain next to the newly chosen room.
 * @param schema schema of the result
 * @param step revise step in which the applicant chooses; without sections there are no alternatives
 */
export function alternativesOf(
  schema: Schema,
  result: Readonly<Record<string, unknown>>,
  step: Pick<Step, 'sections'>,
): Alternative[] {
  const sections = new Map((step.sections ?? []).map((pointer) => [segmentsOf(pointer).at(-1) ?? '', pointer]));
  return propertiesOf(resolve(schema, schema)).flatMap(([name, written]) => {
    const listed = itemsOf(resolve(schema, written));
    const item = listed && resolve(schema, listed);
    const shared = item ? propertiesOf(item).flatMap(([shares]) => (sections.has(shares) ? [shares] : [])) : [];
    const offered = valueAt(result, below('', name));
    if (!item || shared.length === 0 || !Array.isArray(offered)) return [];
    return (offered as unknown[]).flatMap((each) => {
      if (typeof each !== 'object' || each === null) return [];
      const values = each as Readonly<Record<string, unknown>>;
      const proposes = shared.map((shares) => {
        const [pointer, value] = [sections.get(shares) ?? '', values[shares]];
        return value === undefined ? { pointer } : { pointer, value };
      });
      return [{ field: name, offered: values, schema: item, proposes }];
    });
  });
}

/** Returns the place of the alternative whose values a request has, counted from 1; undefined if it has those of none. */
export function chosenOf(alternatives: readonly Alternative[], request: unknown): number | undefined {
  const at = alternatives.findIndex(({ proposes }) =>
    proposes.every(({ pointer, value }) => valueAt(request, pointer) === value),
  );
  return at < 0 ? undefined : at + 1;
}
