import type { Step } from '#domain/generated/procedure.ts';
import { itemsOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below, segmentsOf, valueAt } from '#domain/request/pointer.ts';

/** One value of the request that an alternative gives; none where it takes the field's value away. */
export interface Proposed {
  /** Of the field in the request. */
  readonly pointer: string;
  readonly value?: unknown;
}

/** Something else that an applicant may ask for, as the result of a step offers it. */
export interface Alternative {
  /** Field of the result in which it is offered. */
  readonly field: string;
  /** What the result says, and the schema of that. */
  readonly offered: Readonly<Record<string, unknown>>;
  readonly schema: Schema;
  readonly proposes: readonly Proposed[];
}

/**
 * What a result offers in the place of what was asked for: the items of its lists whose fields are named as those fields of
 * the request that may be changed now. A field that an item could have and has not is taken away: who chooses another room
 * keeps no other place.
 * @param schema of the result
 * @param step the revise step in which the applicant chooses; one that names no sections lets nothing be chosen (R18)
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
