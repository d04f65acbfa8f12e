import { parseInstant } from '#domain/clock/instant.ts';
import type { Language } from '#domain/problem.ts';
import { itemsOf, labelOf, labelOfValue, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below } from '#domain/request/pointer.ts';
import { CHANGES } from '#domain/words/changes.ts';
import { longDate, longTime } from '#domain/words/time.ts';
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

/** A request or a result, every field by its label, internal ones too: whoever reads it here is a collaborator (R11). */
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
      // What the schema does not know was typed all the same.
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
  return <Words>{plain(schema, value, zone, office, language)}</Words>;
}

/** Times as people read them, names for what the office names, all else as it was written. */
function plain(schema: Schema, value: unknown, zone: string, office: DeskOffice, language: Language): string {
  if (typeof value === 'boolean') return { id: value ? 'ya' : 'tidak', en: value ? 'yes' : 'no' }[language];
  const written = String(value ?? '–');
  if (Array.isArray(schema['enum'])) return labelOfValue(schema, value)[language];
  if (schema['x-widget'] === 'room') return office.roomName(written)[language];
  const pieces = office.rooms.flatMap(({ equipment }) => equipment);
  const piece = schema['type'] === 'string' && pieces.find(({ id }) => id === written);
  if (piece && schema['enum'] === undefined && /^\^\[a-z\]/.test(String(schema['pattern'])))
    return piece.name[language];
  const read = parseInstant(written);
  if ('instant' in read) return longTime(read.instant, zone)[language];
  const day = /^\d{4}-\d\d-\d\d$/.test(written) ? parseInstant(`${written}T00:00Z`) : undefined;
  return day && 'instant' in day ? longDate(day.instant, 'UTC')[language] : written;
}
