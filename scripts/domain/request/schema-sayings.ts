/**
 * The sentences about values that a schema does not allow (R9), one sentence for each rule. The process uses them for
 * Ajv's errors; the desk uses them to check a result before it is sent. They are single constants, so that a page loads
 * only the ones it uses.
 */
import type { Text } from '#domain/problem.ts';

export const REQUIRED: Text = { id: 'Wajib diisi', en: 'Must be filled in' };
export const FILL_GROUP: Text = { id: 'Lengkapi semua isian di bagian ini', en: 'Fill in all fields of this part' };
export const UNKNOWN: Text = { id: 'Isian ini tidak dikenal', en: 'There is no such field' };
export const CHOICE: Text = { id: 'Bukan salah satu pilihan', en: 'Not one of the choices' };
export const FORM: Text = { id: 'Format tidak sesuai', en: 'Not in the expected format' };
/** @param example value in that form */
export const writeAs = (form: Text, example: string | undefined): Text => ({
  id: `Tulis ${form.id}${example === undefined ? '' : `, contoh ${example}`}`,
  en: `Write ${form.en}${example === undefined ? '' : `, such as ${example}`}`,
});
export const ONE_OF: Text = { id: 'Isi salah satu saja', en: 'Fill in only one of these' };
export const SOME_OF: Text = { id: 'Isi paling sedikit salah satu', en: 'Fill in at least one of these' };
export const UNFIT: Text = { id: 'Isi tidak sesuai', en: 'Not the expected value' };
export const MISNAMED: Text = { id: 'Nama isian tidak sesuai', en: 'Not a name that a field may have' };

const A_WHOLE_NUMBER: Text = { id: 'bilangan bulat', en: 'a whole number' };

const KINDS: Readonly<Record<string, Text>> = {
  string: { id: 'teks', en: 'text' },
  number: { id: 'bilangan', en: 'a number' },
  integer: A_WHOLE_NUMBER,
  boolean: { id: 'ya atau tidak (true/false)', en: 'yes or no (true/false)' },
  array: { id: 'daftar', en: 'a list' },
  object: { id: 'sekelompok isian', en: 'a group of fields' },
  null: { id: 'kosong (null)', en: 'empty (null)' },
  date: { id: 'tanggal', en: 'a date' },
  'date-time': { id: 'tanggal dan waktu dengan zona waktunya', en: 'a date and time with its time zone' },
  time: { id: 'waktu', en: 'a time' },
  duration: { id: 'lama waktu', en: 'a length of time' },
  email: { id: 'alamat surel', en: 'an email address' },
  uri: { id: 'alamat situs yang lengkap', en: 'a full web address' },
};

/** Writes which types or formats a value may have. Undefined if one of them has no plain name. */
export function mustBe(...kinds: readonly string[]): Text | undefined {
  const names = kinds.flatMap((kind) => KINDS[kind] ?? []);
  return names.length === kinds.length ? being(names) : undefined;
}

const being = (names: readonly Text[]): Text => ({
  id: `Harus berupa ${names.map(({ id }) => id).join(' atau ')}`,
  en: `Must be ${names.map(({ en }) => en).join(' or ')}`,
});

/** Equals `mustBe('integer')`, but a page that uses it does not load the names of all other types. */
export const mustBeWhole = (): Text => being([A_WHOLE_NUMBER]);

type Limit = string | number;

export const atLeast = (limit: Limit): Text => ({ id: `Paling sedikit ${limit}`, en: `At least ${limit}` });
export const atMost = (limit: Limit): Text => ({ id: `Paling banyak ${limit}`, en: `At most ${limit}` });
export const above = (limit: Limit): Text => ({ id: `Harus lebih dari ${limit}`, en: `Must be more than ${limit}` });
export const under = (limit: Limit): Text => ({ id: `Harus kurang dari ${limit}`, en: `Must be less than ${limit}` });
export const multipleOf = (step: Limit): Text => ({
  id: `Harus kelipatan ${step}`,
  en: `Must be a multiple of ${step}`,
});

/** The limits of dates and times. */
export const notBefore = (limit: Limit): Text => ({ id: `Tidak boleh sebelum ${limit}`, en: `Not before ${limit}` });
export const notAfter = (limit: Limit): Text => ({ id: `Tidak boleh sesudah ${limit}`, en: `Not after ${limit}` });
export const after = (limit: Limit): Text => ({ id: `Harus sesudah ${limit}`, en: `Must be after ${limit}` });
export const before = (limit: Limit): Text => ({ id: `Harus sebelum ${limit}`, en: `Must be before ${limit}` });

/** Makes a function that writes how many parts a value must have and how many it has, without their content (R11). */
const counted =
  (limited: (limit: Limit) => Text, one: Text, more: string) =>
  (limit: number, found: number): Text => {
    const { id, en } = limited(limit);
    return {
      id: `${id} ${one.id}; ada ${found}`,
      en: `${en} ${limit === 1 ? one.en : more}; there ${found === 1 ? 'is' : 'are'} ${found}`,
    };
  };

const CHARACTER: Text = { id: 'karakter', en: 'character' };
const ITEM: Text = { id: 'butir', en: 'item' };
const FIELD: Text = { id: 'isian', en: 'field' };

export const charactersAtLeast = counted(atLeast, CHARACTER, 'characters');
export const charactersAtMost = counted(atMost, CHARACTER, 'characters');
export const itemsAtLeast = counted(atLeast, ITEM, 'items');
export const itemsAtMost = counted(atMost, ITEM, 'items');
export const fieldsAtLeast = counted(atLeast, FIELD, 'fields');
export const fieldsAtMost = counted(atMost, FIELD, 'fields');

/**
 * @param one number of an item in the list, counted from 0
 * @param other number of the equal item
 */
export function twice(one: number, other: number): Text {
  const [first, second] = [Math.min(one, other) + 1, Math.max(one, other) + 1];
  return { id: `Butir ke-${first} dan ke-${second} sama`, en: `Items ${first} and ${second} are the same` };
}

/** @param field title of the field that is filled in and therefore needs this one */
export const neededBy = (field: Text): Text => ({
  id: `Wajib diisi, karena ${field.id} diisi`,
  en: `Must be filled in, since ${field.en} is`,
});
