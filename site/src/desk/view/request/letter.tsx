import { parseInstant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { labelOf, labelOfValue, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below, child } from '#domain/request/pointer.ts';
import type { Room } from '#domain/room/room.ts';
import { longDate, longTime } from '#domain/words/time.ts';
import { REQUEST_WORDS, sayForm } from '../../../request/words.ts';
import { usePlace, Words } from '../common.tsx';

/** Shows a request as a letter, even if the request is incomplete. */
export function LetterSheet({ value, ...office }: LetterOffice & { readonly value: unknown }) {
  const { language } = usePlace();
  const { letterhead, title, under, parts } = letterOf(office, value, language);
  return (
    <article class="letter">
      <header class="letterhead">
        {letterhead.map((line, at) => (
          <p key={at}>{line}</p>
        ))}
      </header>
      <p class="letter-title">{title}</p>
      <p class="letter-under">{under}</p>
      {parts.map(({ title: part, lines }, at) => (
        <section key={at}>
          {part !== undefined && <p class="letter-part">{part}</p>}
          <dl>
            {lines.map(({ label, values }, line) => (
              <div key={line}>
                <dt>{label}</dt>
                {values.length === 0 ? (
                  <dd class="meta">{sayForm(REQUEST_WORDS.letterEmpty, language)}</dd>
                ) : (
                  values.map((each, item) => (
                    <dd key={item}>
                      <Words>{each}</Words>
                    </dd>
                  ))
                )}
              </div>
            ))}
          </dl>
        </section>
      ))}
    </article>
  );
}

/** The parts of the office that the letter needs. */
interface LetterOffice {
  readonly procedure: Procedure;
  readonly schema: Schema;
  readonly rooms: readonly Room[];
}

interface LetterLine {
  readonly place: string;
  readonly label: string;
  /** One text, or the items of a list; empty if the field is not filled in. */
  readonly values: readonly string[];
}

interface LetterPart {
  /** Title of the part. The head of the letter (number, subject, nature) has none. */
  readonly title?: string;
  readonly lines: readonly LetterLine[];
}

/**
 * Composes the letter of a request.
 * @param request the request in the form; it may be incomplete
 */
export function letterOf({ procedure, schema: root, rooms }: LetterOffice, request: unknown, language: Language) {
  const { identity, title, zone, request: rules } = procedure;
  const { nature, room, equipment } = rules.pointers;
  const label = (field: Schema, name: string): string => labelOf(field)?.[language] ?? name;

  /** Writes a value for people. A value that is not valid is written as it was typed. */
  const textOf = (field: Schema, value: unknown, pointer: string): string => {
    const named = (things: readonly { readonly id: string; readonly name: Text }[]): string =>
      things.find(({ id }) => id === value)?.name[language] ?? String(value);
    if (pointer === room) return named(rooms);
    if (pointer === equipment) return named(rooms.flatMap((each) => each.equipment));
    if (Array.isArray(field['enum'])) return labelOfValue(field, value)[language];
    if (value instanceof Date || field['format'] === 'date-time') {
      const reading = parseInstant(value instanceof Date ? value.toISOString() : String(value));
      if ('instant' in reading) return longTime(reading.instant, zone)[language];
    }
    // A date has no zone, so noon of that day in UTC is written as a date in UTC.
    if (field['format'] === 'date' && /^\d{4}-\d\d-\d\d$/.test(String(value))) {
      const reading = parseInstant(`${value}T12:00:00Z`);
      if ('instant' in reading) return longDate(reading.instant, 'UTC')[language];
    }
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };

  /** Returns the line of a field, or the lines of all fields of a group. */
  const linesOf = (field: Schema, name: string, value: unknown, pointer: string): LetterLine[] => {
    if (field['const'] !== undefined) return [];
    if (field['type'] === 'object') {
      return propertiesOf(field).flatMap(([key, property]) =>
        linesOf(resolve(root, property), key, child(value, key), below(pointer, key)),
      );
    }
    const values = [value].flat().filter((each) => each !== undefined && each !== null && each !== '');
    // Date and way of a request entered for somebody else are left out while they are empty. Otherwise other applicants
    // would think that these fields are missing (R41).
    const { onBehalf } = rules;
    if (values.length === 0 && (pointer === onBehalf?.date || pointer === onBehalf?.way)) return [];
    const written = values.map((each) => textOf(field, each, pointer));
    return [{ place: pointer, label: label(field, name), values: written }];
  };

  // The group with the nature is the head of the letter. Then come the other groups in the schema's order, then single
  // fields.
  const [groups, heads, single]: [LetterPart[], LetterPart[], LetterLine[]] = [[], [], []];
  for (const [name, property] of propertiesOf(resolve(root, root))) {
    const [field, pointer] = [resolve(root, property), below('', name)];
    const lines = linesOf(field, name, child(request, name), pointer);
    if (field['type'] !== 'object') single.push(...lines);
    else if (nature?.startsWith(`${pointer}/`)) heads.push({ lines });
    else groups.push({ title: label(field, name), lines });
  }
  return {
    letterhead: [...identity.office, identity.division],
    title: labelOf(root)?.[language] ?? title[language],
    under: `SOP ${title[language]}, ${sayForm(REQUEST_WORDS.letterNumber, language)} ${identity.number}`,
    parts: [...heads, ...groups, ...(single.length > 0 ? [{ lines: single }] : [])],
  };
}
