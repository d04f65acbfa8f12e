import { itemsOf, labelOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below } from '#domain/request/pointer.ts';
import { CHANGES } from '#domain/words/changes.ts';
import { valueWords } from '#domain/words/value.ts';
import type { DeskOffice } from '../office.ts';
import { usePlace, Words } from './common.tsx';

interface Props {
  readonly root: Schema;
  readonly schema: Schema;
  readonly value: unknown;
  readonly zone: string;
  readonly office: DeskOffice;
  /** JSON pointer of the value. */
  readonly at?: string;
  /** Whether the field at a pointer is marked as changed. */
  readonly marks?: (pointer: string) => boolean;
}

/**
 * Shows the fields of a request or a result with their labels, except those whose widget is `hidden`. Internal fields
 * are shown too, because all readers here are collaborators (R11).
 */
export function Values(props: Props) {
  const { root, schema, value, zone, office, at = '', marks } = props;
  const { language } = usePlace();
  if (Array.isArray(value)) {
    const items = resolve(root, itemsOf(schema) ?? {});
    if (value.length === 0) return <>–</>;
    return (
      <ul class="plain">
        {(value as unknown[]).map((each, n) => (
          <li key={n}>
            <Values {...props} schema={items} value={each} at={below(at, n)} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'object' && value !== null) {
    const known = propertiesOf(schema);
    const fields = [
      ...known.filter(([name]) => Object.hasOwn(value, name)),
      // Fields that the schema does not know are shown too.
      ...Object.keys(value).flatMap((name) => (known.some(([each]) => each === name) ? [] : [[name, {}] as const])),
    ];
    return (
      <dl class="values">
        {fields.map(([name, written]) => {
          const field = resolve(root, written);
          const pointer = below(at, name);
          if (field['x-widget'] === 'hidden') return null;
          return (
            <div key={name}>
              <dt>
                {labelOf(field)?.[language] ?? name}
                {marks?.(pointer) && <strong class="changed">{CHANGES.changed[language]}</strong>}
              </dt>
              <dd>
                <Values {...props} schema={field} value={(value as Record<string, unknown>)[name]} at={pointer} />
              </dd>
            </div>
          );
        })}
      </dl>
    );
  }
  return <Words>{valueWords(schema, value, { zone, thing: office.thingName })[language]}</Words>;
}
