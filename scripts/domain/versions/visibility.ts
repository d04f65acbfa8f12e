/** Says of which fields a changed configuration changes whether the public sees them (R11). */
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { rowOf } from '#domain/procedure/steps.ts';
import { isPublicAt, labelAt, type Schema, titlesIn } from '#domain/request/annotations.ts';
import { both, listed, same } from '#domain/words/language.ts';
import { cut } from '#domain/words/markdown.ts';

/** The part of a sound configuration that decides what is public. */
export interface VisibleConfig {
  /** The procedures by id. */
  readonly procedures: ReadonlyMap<string, { readonly value: Procedure }>;
  /** The schemas by path. */
  readonly schemas: ReadonlyMap<string, { readonly value: Schema }>;
}

/** The request of a procedure or the record of a step: each part of it, and whether the public sees the part. */
interface Form {
  readonly place: Text;
  readonly parts: ReadonlyMap<string, { readonly name: Text; readonly isPublic: boolean }>;
}

/** Returns a sentence for each request and each step in which parts become public, are public and new, or are hidden. */
export function visibilityChanges(before: VisibleConfig, after: VisibleConfig): Text[] {
  return [...after.procedures].flatMap(([id, { value }]) => {
    const old = before.procedures.get(id)?.value;
    const was = old ? formsOf(before, old, value) : new Map<string, Form>();
    return [...formsOf(after, value, old ?? value)].flatMap(([key, form]) => formChanges(was.get(key), form));
  });
}

function formChanges(before: Form | undefined, { place, parts }: Form): Text[] {
  const named = (is: (was: boolean | undefined, now: boolean) => boolean): Text[] =>
    [...parts].flatMap(([key, { name, isPublic }]) => (is(before?.parts.get(key)?.isPublic, isPublic) ? [name] : []));
  const said: readonly (readonly [names: Text[], words: (names: Text) => Text])[] = [
    [named((was, now) => was === false && now), SHOWN],
    [named((was, now) => was === undefined && now), NEW],
    [named((was, now) => was === true && !now), HIDDEN],
  ];
  return said.flatMap(([names, words]) => {
    if (names.length === 0) return [];
    const sentence = words(namesOf(names));
    return [both((language) => `${place[language]}: ${sentence[language]}`)];
  });
}

const SHOWN = ({ id, en }: Text): Text => ({
  id: `${id} menjadi tampil untuk publik`,
  en: `the public will see ${en}`,
});
const NEW = ({ id, en }: Text): Text => ({
  id: `isian baru ${id} tampil untuk publik`,
  en: `the public will see the new ${en}`,
});
const HIDDEN = ({ id, en }: Text): Text => ({
  id: `${id} tidak lagi tampil untuk publik; yang sudah tampil tetap tampil`,
  en: `the public will no longer see ${en}; what is public already stays public`,
});

/** The most names in a sentence, and the most characters of a name: the comment must fit (security 78). */
const MOST_NAMES = 50;
const LONGEST = 60;

function namesOf(names: readonly Text[]): Text {
  const more = names.length - MOST_NAMES;
  const cutNames = names.slice(0, MOST_NAMES).map((name) => both((language) => cut(name[language], LONGEST)));
  const rest: Text = {
    id: `${more} isian lagi yang tidak disebut di sini`,
    en: `${more} more fields that are not named here`,
  };
  return listed([...cutNames, ...(more > 0 ? [rest] : [])], 'and');
}

/**
 * Lists the request and the steps of a procedure.
 * @param other the other version of the procedure, which may have the nature of the letter in another field
 */
function formsOf({ schemas }: VisibleConfig, procedure: Procedure, other: Procedure): Map<string, Form> {
  const { request, steps, title } = procedure;
  const schemaAt = (path: string | undefined): Schema | undefined => schemas.get(path ?? '')?.value;
  const own = schemaAt(request.schema);
  const natures = new Set(
    [request.pointers.nature, other.request.pointers.nature].filter((each) => each !== undefined),
  );
  const restricted = [...natures].map((pointer) => {
    const name = (own && labelAt(own, pointer)) ?? same(pointer);
    return [`nature ${pointer}`, { name: RESTRICTED(name), isPublic: request.pointers.nature !== pointer }] as const;
  });
  const ofRequest = {
    place: both((language) => `${REQUEST[language]} ${title[language]}`),
    parts: new Map([...fieldsOf(own), ...restricted]),
  };
  return new Map([
    ['', ofRequest],
    ...steps.map((step): [string, Form] => [
      step.id,
      { place: placeOf(step, title), parts: new Map(fieldsOf(schemaAt(step.requires?.result))) },
    ]),
  ]);
}

/** Lists the fields that hold a value, by pointer. A field in a group is named with the group. */
function fieldsOf(schema: Schema | undefined): [string, { name: Text; isPublic: boolean }][] {
  const titles = schema ? titlesIn(schema) : new Map<string, Text>();
  const groups = new Set([...titles.keys()].map(groupOf));
  return [...titles].flatMap(([pointer, name]) => {
    if (!schema || groups.has(pointer)) return [];
    const group = titles.get(groupOf(pointer));
    const full = group ? both((language) => `${name[language]} (${group[language]})`) : name;
    return [[pointer, { name: full, isPublic: isPublicAt(schema, pointer) }]];
  });
}

/** Returns the pointer of the group, or of the list, that a field is in. */
const groupOf = (pointer: string): string => pointer.replace(/(\/\*)?\/[^/]*$/, '');

const placeOf = (step: Step, title: Text): Text =>
  both((language) => `${STEP[language]} ${rowOf(step)} (${step.short[language]}), ${title[language]}`);

const REQUEST: Text = { id: 'Permohonan', en: 'Request' };
const STEP: Text = { id: 'Langkah', en: 'Step' };
const RESTRICTED = ({ id, en }: Text): Text => ({
  id: `Berkas yang ${id}-nya bukan biasa`,
  en: `cases whose ${en} is not “biasa”`,
});
