/** Writes advice about a value that a schema does not allow (R9), such as the value that was probably meant. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { limitOfPrinted } from '#domain/clock/printed-time.ts';
import { didYouMean, nearestName } from '#domain/nearest-name.ts';
import type { Text } from '#domain/problem.ts';
import { descriptionOf, propertiesOf, type Schema } from './annotations.ts';
import { child } from './pointer.ts';
import { isOfKinds, meantProperty } from './reported-errors.ts';

const FIXES: Readonly<Record<string, Text>> = {
  additionalProperties: { id: 'Hapus, atau periksa ejaannya', en: 'Delete it, or check its spelling' },
  maxLength: { id: 'Persingkat', en: 'Shorten it' },
};

const FILL_IN: Text = { id: 'Lengkapi isian ini', en: 'Fill it in' };
export const CORRECT: Text = { id: 'Perbaiki isian ini', en: 'Correct it' };
const ONE_VALUE: Text = { id: 'Tulis satu nilai, bukan daftar', en: 'Write one value, not a list' };
const AS_LIST: Text = { id: 'Awali tiap butir dengan “- ”', en: 'Begin each item with “- ”' };
const QUOTE: Text = {
  id: 'Perbaiki isian ini; nomor ditulis di dalam tanda kutip',
  en: 'Correct it; write an identifier in quotation marks',
};

const UNQUOTE: Text = { id: 'Tulis tanpa tanda kutip', en: 'Write it without quotes' };
const DECIMAL: Text = { id: 'Tulis pecahan dengan titik, seperti 0.5', en: 'Write a fraction with a point: 0.5' };

const UNSPACED: Text = { id: 'Hapus spasi dan tanda hubungnya', en: 'Remove its spaces and hyphens' };

/** Checks whether a number would be right without the spaces, points and hyphens by which people group digits. */
function isSpaced({ keyword, params, data }: ErrorObject): boolean {
  if (keyword !== 'pattern' || typeof data !== 'string' || !/^\+?[\d\s().-]+$/.test(data)) return false;
  const bare = data.replace(/[\s().-]/g, '');
  return bare !== data && new RegExp(String(params['pattern']), 'u').test(bare);
}

/** @param isAbsent whether a required value is missing */
export function fixOf(error: ErrorObject, isAbsent: boolean): Text {
  if (isAbsent) return FILL_IN;
  if (isNumeral(error)) return UNQUOTE;
  if (isHalfOfDecimal(error)) return DECIMAL;
  if (isSpaced(error)) return UNSPACED;
  const meant = meantBy(error);
  if (meant !== undefined) return didYouMean(meant);
  if (error.keyword === 'type') return fixOfKind(error);
  return FIXES[error.keyword] ?? described(error);
}

/** Checks whether a number is in quotation marks although a number is allowed. */
const isNumeral = ({ keyword, data, parentSchema }: ErrorObject): boolean =>
  keyword === 'pattern' && /^\d+$/.test(String(data)) && typeof [parentSchema?.['examples']].flat()[0] === 'number';

/** Checks whether the error comes from a decimal such as `0,5` between braces, which YAML reads as two entries. */
const isHalfOfDecimal = ({ keyword, params, data }: ErrorObject): boolean =>
  keyword === 'additionalProperties' &&
  /^\d+$/.test(String(params['additionalProperty'])) &&
  child(data, String(params['additionalProperty'])) === null;

function fixOfKind({ params, data }: ErrorObject): Text {
  const kinds = [params['type']].flat();
  // If a number is where text is required, only quotation marks help.
  if (kinds.includes('string') && typeof data === 'number') return QUOTE;
  if (Array.isArray(data)) return ONE_VALUE;
  return kinds.includes('array') ? AS_LIST : CORRECT;
}

/** Advises to correct the value. If a pattern has no example, the field's own description follows. */
function described({ keyword, parentSchema }: ErrorObject): Text {
  const hint = keyword === 'pattern' && !parentSchema?.['examples'] ? descriptionOf(parentSchema ?? {}) : undefined;
  return hint ? { id: `${CORRECT.id}. ${hint.id}`, en: `${CORRECT.en}. ${hint.en}` } : CORRECT;
}

/** Returns the value or name that was most likely meant. */
function meantBy(error: ErrorObject): string | undefined {
  const { keyword, params, data, propertyName } = error;
  if (keyword === 'additionalProperties') return meantProperty(error);
  if (keyword === 'enum' && typeof data === 'string') return nearestName(data, params['allowedValues'].map(String));
  if (isOfKinds(error)) return meantKey(error);
  if (keyword === 'pattern') {
    const pattern = new RegExp(String(params['pattern']), 'u');
    return likelyForms(propertyName ?? String(data)).find((each) => pattern.test(each));
  }
  return undefined;
}

/** Returns the name that was most likely meant in a group that fits no alternative. */
function meantKey({ schema, data }: ErrorObject): string | undefined {
  const known = (schema as Schema[]).flatMap((branch) => propertiesOf(branch).map(([name]) => name));
  const written = typeof data === 'object' && data !== null ? Object.keys(data) : [];
  return written.flatMap((name) => (known.includes(name) ? [] : (nearestName(name, known) ?? []))).at(0);
}

/** Returns other spellings of a text: in one line, in upper or lower case, with a missing part added, or in the form of files. */
function likelyForms(written: string): string[] {
  const text = written.trim();
  const [, hour, minute] = /^(\d{1,2})[.:](\d{2})$/.exec(text) ?? [];
  // A text with commas is several names, not one.
  const name = (text.includes(',') ? '' : text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const file = text.replace(/^.*\//, '').replace(/(?:\.schema)?(?:\.json)?$/, '');
  return [
    ...(hour ? [`${hour.padStart(2, '0')}:${minute}`] : []),
    ...[limitOfPrinted(text) ?? [], `${text}M`, text.replace(/^P(?=\d+[HM])/, 'PT')].flat(),
    ...[text.replace(/\s*\n\s*/g, ' '), text.toLowerCase(), text.toUpperCase()],
    ...[`/${text.replace(/^[./]+/, '').replaceAll('.', '/')}`, `schemas/${file}.schema.json`, name],
  ];
}
