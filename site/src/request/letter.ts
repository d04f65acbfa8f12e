/** The letter that a request becomes, as plain text in order: what the preview shows. Pure. */
import { parseInstant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { labelOf, labelOfValue, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below, child } from '#domain/request/pointer.ts';
import { longDate, longTime } from '#domain/words/time.ts';
import { type FormOffice, requestSchema } from '#public/form/office.ts';
import { REQUEST_WORDS, sayForm } from './words.ts';

export interface LetterLine {
  /** The field's pointer in the request. */
  readonly place: string;
  readonly label: string;
  /** One text, or the items of a list; empty: not filled in. */
  readonly values: readonly string[];
}

export interface LetterPart {
  /** Absent of the letter's head: number, subject, nature. */
  readonly title?: string;
  readonly lines: readonly LetterLine[];
}

export interface Letter {
  /** The office's letterhead, line by line. */
  readonly letterhead: readonly string[];
  readonly title: string;
  readonly under: string;
  readonly parts: readonly LetterPart[];
}

/** @param request as the form holds it, however incomplete */
export function letterOf(office: FormOffice, procedure: Procedure, request: unknown, language: Language): Letter {
  const root = requestSchema(office, procedure);
  const writer = new Writer(office, procedure, root, language);
  const parts = writer.parts(resolve(root, root), request);
  return {
    letterhead: [...procedure.identity.office, procedure.identity.division],
    title: labelOf(root)?.[language] ?? procedure.title[language],
    under: `SOP ${procedure.title[language]}, ${sayForm(REQUEST_WORDS.letterNumber, language)} ${procedure.identity.number}`,
    parts,
  };
}

class Writer {
  readonly #office: FormOffice;
  readonly #procedure: Procedure;
  readonly #root: Schema;
  readonly #language: Language;

  constructor(office: FormOffice, procedure: Procedure, root: Schema, language: Language) {
    this.#office = office;
    this.#procedure = procedure;
    this.#root = root;
    this.#language = language;
  }

  /** The part with the letter's nature is its head; then every other group in the schema's order, then single fields. */
  parts(schema: Schema, request: unknown): LetterPart[] {
    const { nature } = this.#procedure.request.pointers;
    const groups: LetterPart[] = [];
    const heads: LetterPart[] = [];
    const single: LetterLine[] = [];
    for (const [name, property] of propertiesOf(schema)) {
      const field = resolve(this.#root, property);
      const pointer = below('', name);
      const lines = this.#lines(field, name, child(request, name), pointer);
      if (field['type'] !== 'object') single.push(...lines);
      else if (nature?.startsWith(`${pointer}/`)) heads.push({ lines });
      else groups.push({ title: this.#label(field, name), lines });
    }
    return [...heads, ...groups, ...(single.length > 0 ? [{ lines: single }] : [])];
  }

  /** A field's line; of a group, those of its fields. */
  #lines(field: Schema, name: string, value: unknown, pointer: string): LetterLine[] {
    if (field['const'] !== undefined) return [];
    if (field['type'] === 'object') {
      return propertiesOf(field).flatMap(([key, property]) =>
        this.#lines(resolve(this.#root, property), key, child(value, key), below(pointer, key)),
      );
    }
    const given = Array.isArray(value) ? (value as unknown[]) : [value];
    const values = given.filter((each) => each !== undefined && each !== null && each !== '');
    // A person who applies for themselves does not read that they lack what only the counter fills in (R41).
    const { onBehalf } = this.#procedure.request;
    if (values.length === 0 && (pointer === onBehalf?.date || pointer === onBehalf?.way)) return [];
    return [
      {
        place: pointer,
        label: this.#label(field, name),
        values: values.map((each) => this.#text(field, each, pointer)),
      },
    ];
  }

  #label(field: Schema, name: string): string {
    return labelOf(field)?.[this.#language] ?? name;
  }

  /** A value in a person's words; one that is not as it should be, as it was typed. */
  #text(field: Schema, value: unknown, pointer: string): string {
    const { pointers } = this.#procedure.request;
    if (pointer === pointers.room) return this.#named(this.#office.rooms, value);
    if (pointer === pointers.equipment)
      return this.#named(
        this.#office.rooms.flatMap(({ equipment }) => equipment),
        value,
      );
    if (Array.isArray(field['enum'])) return labelOfValue(field, value)[this.#language];
    if (value instanceof Date || field['format'] === 'date-time') {
      const reading = parseInstant(value instanceof Date ? value.toISOString() : String(value));
      if ('instant' in reading) return longTime(reading.instant, this.#procedure.zone)[this.#language];
    }
    // A date has no zone: noon in UTC is that day.
    if (field['format'] === 'date' && /^\d{4}-\d\d-\d\d$/.test(String(value))) {
      const reading = parseInstant(`${value}T12:00:00Z`);
      if ('instant' in reading) return longDate(reading.instant, 'UTC')[this.#language];
    }
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  #named(things: readonly { readonly id: string; readonly name: Text }[], value: unknown): string {
    return things.find(({ id }) => id === value)?.name[this.#language] ?? String(value);
  }
}
