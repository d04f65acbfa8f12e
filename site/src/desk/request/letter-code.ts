import { fieldAt, itemsOf, type Schema } from '#domain/request/annotations.ts';
import { fieldsWhere } from '#domain/request/writing-annotations.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { attachmentPointers } from '#domain/procedure/steps.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { applied } from '../../request/normalise.ts';
import { sha256Of } from '../../request/sha256-of.ts';
import { alike } from './carried.ts';
import type { TypedValues } from './drafts.ts';

/**
 * The code by which the form recognises a letter that it has made: the digest and the fields from which the letter was
 * made. It is a text among the properties of the PDF, so it survives an electronic signature, but not a scan. It is no
 * proof: anybody can write such a code. So nothing is taken from it before the person has seen it.
 */
const MARK = 'disposisi-surat-1';
const CODE = new RegExp(`${MARK}:([0-9a-f]{64}):([A-Za-z0-9_-]+)`, 'g');
/** The longest code that is read, in characters. All fields of a request with the longest texts are shorter. */
const LONGEST = 40_000;
/** How many codes in one file are looked at. A letter of the form has one. */
const MOST = 4;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns the pointers of the fields that a letter brings along: those that people type. The applicant’s account, the
 * marks of a request for somebody else (R41) and the attachments never come from a file.
 */
function carriedFields({ request }: Pick<Procedure, 'request'>, schema: Schema): string[] {
  const { applicant } = request.pointers;
  const lists = attachmentPointers(request.pointers).map((place) => place.replace(/\/\*.*$/, ''));
  const not = new Set([applicant, request.onBehalf?.date, request.onBehalf?.way, ...lists]);
  return fieldsWhere(schema, (field) => field['const'] === undefined).filter((path) => !not.has(path));
}

/** Makes the code of a letter. */
export async function codeOf(procedure: Procedure, schema: Schema, request: unknown): Promise<string> {
  const fields = carriedFields(procedure, schema).flatMap((path) => {
    const value = valueAt(request, path);
    return value === undefined || value === '' ? [] : [[path, value] as const];
  });
  const bytes = new TextEncoder().encode(JSON.stringify({ sop: procedure.id, fields: Object.fromEntries(fields) }));
  const packed = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `${MARK}:${await sha256Of(bytes)}:${packed.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/**
 * Reads the code of a letter. Nothing in the file is run or unpacked.
 * @returns the fields by pointer, for this SOP; undefined if the file has no code, a damaged one, or several
 */
export async function readCode(
  bytes: Uint8Array,
  procedure: Pick<Procedure, 'id' | 'request'>,
  schema: Schema,
): Promise<Fields | undefined> {
  const text = new TextDecoder('latin1').decode(bytes);
  const codes = new Map<string, string>();
  for (const [, digest = '', packed = ''] of text.matchAll(CODE)) {
    if (packed.length > LONGEST) return undefined;
    codes.set(digest, packed);
    if (codes.size > MOST) break;
  }
  const [only] = codes;
  if (!only || codes.size > 1) return undefined;
  try {
    const [digest, packed] = only;
    const plain = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const inside = Uint8Array.from(plain, (character) => character.charCodeAt(0));
    if ((await sha256Of(inside)) !== digest) return undefined;
    const { sop, fields } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(inside)) as {
      sop?: unknown;
      fields?: Fields;
    };
    if (sop !== procedure.id || typeof fields !== 'object' || fields === null) return undefined;
    const known = carriedFields(procedure, schema).flatMap((path) => {
      const value = Object.hasOwn(fields, path) ? fields[path] : undefined;
      return isKind(fieldAt(schema, path) ?? {}, value) ? [[path, value] as const] : [];
    });
    return Object.fromEntries(known);
  } catch {
    return undefined;
  }
}

/** Checks whether a value is of the field’s kind. Its content is checked with the rest of the request. */
function isKind(field: Schema, value: unknown): boolean {
  if (itemsOf(field))
    return Array.isArray(value) && value.length <= 50 && value.every((each) => typeof each === 'string');
  if (field['type'] === 'integer' || field['type'] === 'number') return typeof value === 'number';
  if (field['type'] === 'boolean') return typeof value === 'boolean';
  return typeof value === 'string' && value.length <= 5_000;
}

/**
 * Returns the pointers of the fields whose value in a letter differs from the one in the request. Blanks, dashes and
 * dots do not count where the form of the field has none, such as in a telephone number. Pure.
 */
export const differing = (request: unknown, fields: Fields, schema: Schema): string[] =>
  Object.keys(fields).filter((path) => {
    const pattern = fieldAt(schema, path)?.['pattern'];
    const bare = (value: unknown): unknown => {
      const short = typeof value === 'string' && typeof pattern === 'string' && value.replace(/[\s.-]/g, '');
      return short && new RegExp(pattern as string, 'u').test(short) ? short : value;
    };
    return !alike(bare(valueAt(request, path)), bare(fields[path]));
  });

/** Takes over the fields of a letter. Pure. */
export const taken = (request: TypedValues, fields: Fields, paths: readonly string[]): TypedValues =>
  applied(
    request,
    paths.map((path) => ({ path: segmentsOf(path), value: fields[path] })),
  ) as TypedValues;
